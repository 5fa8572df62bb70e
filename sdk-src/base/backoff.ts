/** Milliseconds. */
const shortest = 500;
/** Milliseconds. */
const longest = 30_000;

/**
 * How long to wait before the next attempt: twice as long each time up to half a minute, and of that a random part
 * between half and all, so that the clients of a restarted server do not return in step.
 */
export class Backoff {
  private attempts = 0;

  /** @param random gives 0 (included) to 1 (excluded) */
  constructor(private readonly random: () => number = Math.random) {}

  /** @returns whole milliseconds */
  next(): number {
    const full = Math.min(longest, shortest * 2 ** this.attempts);
    this.attempts += 1;
    return Math.round(full * (0.5 + this.random() / 2));
  }

  /** After a success: the next wait is short again. */
  reset(): void {
    this.attempts = 0;
  }
}
