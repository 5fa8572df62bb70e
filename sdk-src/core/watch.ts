import type { Online } from '../model/user.js';
import { type ApiResponse, accepted } from '../wire/answer.js';
import type { Persistence } from './persistence.js';

/** What the watch needs of the client around it. */
export interface Watching {
  ask(auids: readonly string[]): Promise<ApiResponse<readonly Online[]>>;
  /** Somebody came or went unseen. */
  changed(user: Online): void;
}

/**
 * The users whose coming and going the program watches, and what was last known of each. The server forgets them when the
 * connection is lost; then it is asked again, until it has answered yes or no.
 */
export class Watch {
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly server: Watching,
    private readonly persistence: Persistence,
  ) {}

  /** What the server says when it is asked to watch. @returns those of whom something else was known */
  begin(users: readonly Online[]): readonly Online[] {
    if (!Array.isArray(users)) return [];
    const valid = (users as readonly Partial<Online>[]).filter(
      (user): user is Online => typeof user?.auid === 'string' && typeof user.online === 'boolean',
    );
    return valid.filter(({ auid, online }) => {
      const before = this.known.get(auid);
      this.known.set(auid, online);
      return before !== undefined && before !== online;
    });
  }

  /** Somebody has come or gone. */
  note({ auid, online }: Online): void {
    if (this.known.has(auid)) this.known.set(auid, online);
  }

  /** The client is back online. Never rejects. */
  async renew(): Promise<void> {
    if (this.known.size === 0) return;
    return this.persistence.ask(async () => {
      const answer = await this.server.ask(Array.from(this.known.keys()));
      this.begin(accepted('the watch of users', answer)).forEach((user) => this.server.changed(user));
    });
  }
}
