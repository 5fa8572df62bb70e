import type { EchatError } from './errors.js';

/** Milliseconds within which errors of one cause are one. */
const span = 10_000;
/** So many causes are told apart. */
const capacity = 100;

/** Keeps a failure that repeats itself from flooding the program: of one cause one error passes in ten seconds. */
export class ErrorLog {
  private readonly causes = new Map<string, { since: number; repeats: number }>();

  /** @returns the error to report, with the number of those that were held back; null for one to hold back */
  pass(error: EchatError): EchatError | null {
    const { name, message, cause } = error;
    const key = `${name} ${message} ${cause instanceof Error ? cause.message : ''}`;
    const known = this.causes.get(key);
    const now = Date.now();
    // A clock that was set back must not silence a cause for longer.
    if (known !== undefined && Math.abs(now - known.since) < span) {
      known.repeats += 1;
      return null;
    }
    if (this.causes.size >= capacity) this.causes.clear();
    this.causes.set(key, { since: now, repeats: 0 });
    return Object.assign(error, { repeats: known === undefined ? 0 : known.repeats });
  }

  /** Things are well again: whatever fails from now on is news. */
  renew(): void {
    this.causes.forEach((known) => (known.since = -Infinity));
  }
}
