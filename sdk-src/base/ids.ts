/**
 * Ids that no other client gives: a start that is unique, then a count. 1.01 used the clock's milliseconds, which two
 * calls in one millisecond share.
 */
export class Ids {
  private count = 0;

  /** @param start text that no other client has */
  constructor(private readonly start: string) {}

  next(): string {
    this.count += 1;
    return `${this.start}-${this.count.toString(36)}`;
  }
}
