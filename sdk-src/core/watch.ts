import type { Online } from '../model/user.js';

/** The users whose coming and going the program watches, and what was last known of each. */
export class Watch {
  private readonly known = new Map<string, boolean>();

  /** auids. */
  get users(): readonly string[] {
    return Array.from(this.known.keys());
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
}
