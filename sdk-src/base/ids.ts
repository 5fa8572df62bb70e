/**
 * Ids that no other client gives: a random start, then a count. 1.01 used the clock's milliseconds, which two calls in
 * one millisecond share.
 */
export class Ids {
  private readonly start = Array.from({ length: 16 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
  private count = 0;

  next(): string {
    this.count += 1;
    return `${this.start}-${this.count.toString(36)}`;
  }
}
