import { Backoff } from '../base/backoff.js';
import { isRefusedError, isTransportError } from '../base/errors.js';
import type { Scope } from '../base/scope.js';
import type { Online } from '../model/user.js';
import type { Timers } from '../platform/contract.js';
import { type ApiResponse, accepted, isTemporary } from '../wire/answer.js';

/** What the watch needs of the client around it. */
export interface Watching {
  isOnline(): boolean;
  ask(auids: readonly string[]): Promise<ApiResponse<readonly Online[]>>;
  /** Somebody came or went unseen. */
  changed(user: Online): void;
  failed(error: unknown): void;
}

/**
 * The users whose coming and going the program watches, and what was last known of each. The server forgets them when the
 * connection is lost; then it is asked again, until it has answered yes or no.
 */
export class Watch {
  private readonly known = new Map<string, boolean>();
  private readonly backoff = new Backoff();
  private timer: number | null = null;

  constructor(
    private readonly server: Watching,
    private readonly life: Scope,
    private readonly timers: Timers,
  ) {
    life.onEnd(() => this.stop());
  }

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
    const auids = Array.from(this.known.keys());
    if (auids.length === 0 || !this.server.isOnline()) return;
    try {
      const users = accepted('the watch of users', await this.server.ask(auids));
      this.backoff.reset();
      return this.begin(users).forEach((user) => this.server.changed(user));
    } catch (error) {
      this.server.failed(error);
      if (!isTransportError(error) && !(isRefusedError(error) && isTemporary(error))) return;
    }
    this.stop();
    if (!this.life.hasEnded) this.timer = this.timers.set(() => void this.renew(), this.backoff.next());
  }

  private stop(): void {
    if (this.timer !== null) this.timers.clear(this.timer);
    this.timer = null;
  }
}
