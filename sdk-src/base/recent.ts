/** The last so many keys: tells whether one was seen before without remembering for ever. */
export class Recent {
  private readonly keys = new Set<string>();

  constructor(private readonly capacity: number) {}

  /** Notes `key` as the latest. @returns whether it is new */
  add(key: string): boolean {
    const isNew = !this.keys.delete(key);
    this.keys.add(key);
    if (this.keys.size > this.capacity) {
      const [oldest] = this.keys;
      if (oldest !== undefined) this.keys.delete(oldest);
    }
    return isNew;
  }
}
