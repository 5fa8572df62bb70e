/** A store as a program brings one: asynchronous, and in order. What outlives a client is in `items`. */
export class Memory {
  items = new Map();
  writes = 0;

  async getItem(key) {
    return this.items.get(key) ?? null;
  }

  async setItem(key, value) {
    this.writes += 1;
    this.items.set(key, value);
  }

  async removeItem(key) {
    this.writes += 1;
    this.items.delete(key);
  }
}

export const account = { httpUrl: 'http://h:80', appKey: 'K', auid: 'alice' };
