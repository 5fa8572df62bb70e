/** A store as a program brings one: asynchronous, and in order. What outlives a client is in `items`. */
export class Memory {
  items = new Map();
  writes = 0;
  bytes = 0;

  async getItem(key) {
    return this.items.get(key) ?? null;
  }

  async setItem(key, value) {
    this.writes += 1;
    this.bytes += value.length;
    this.items.set(key, value);
  }

  async removeItem(key) {
    this.writes += 1;
    this.items.delete(key);
  }

  /** The messages that wait in it, in the order of their slots and their sending. */
  get messages() {
    const cells = [...this.items].filter(([key]) => /\.outbox\.\d+$/.test(key));
    const found = cells.map(([key, text]) => ({ slot: Number(key.split('.').at(-3)), ...JSON.parse(text) }));
    return found.sort((a, b) => a.slot - b.slot || a.serial - b.serial).map(({ message }) => message);
  }
}

export const account = { httpUrl: 'http://h:80', appKey: 'K', auid: 'alice' };

/** What the names of the account's items begin with. */
export const prefix = 'echat.http://h:80.K.alice.';

/** Locks that several clients share, as the pages of a browser do. */
export class SharedLocks {
  held = new Set();

  async take(name) {
    if (this.held.has(name)) return null;
    this.held.add(name);
    return () => void this.held.delete(name);
  }
}
