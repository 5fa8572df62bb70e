// The store of a host's programs: items, which outlive the program that wrote them, and locks, which don't.

/** @typedef {import('./resources.mjs').Resources} Resources */

export class Items {
  /** @type {Map<string, { value: unknown, size: number }>} */
  values = new Map();
  /** Bytes of all items, as far as those who wrote them told. */
  size = 0;
  /** Who holds each lock. @type {Map<string, Resources>} */
  holders = new Map();

  /** What one program sees of it. After that program's death nothing that it does reaches the store.
   * @param {Resources} resources the program's */
  of(resources) {
    return new ProgramItems(this, resources);
  }
}

export class ProgramItems {
  #items;
  #resources;

  /** @param {Items} items @param {Resources} resources */
  constructor(items, resources) {
    this.#items = items;
    this.#resources = resources;
  }

  /** @returns {string[]} */
  get keys() {
    return [...this.#items.values.keys()];
  }

  /** Bytes of all items. */
  get size() {
    return this.#items.size;
  }

  /** @param {string} key @returns {unknown} undefined when there is none */
  get(key) {
    return this.#items.values.get(key)?.value;
  }

  /** @param {string} key */
  sizeOf(key) {
    return this.#items.values.get(key)?.size ?? 0;
  }

  /** @param {string} key @param {unknown} value @param {number} [size] bytes */
  set(key, value, size = 0) {
    if (this.#resources.ended) return;
    this.#items.size += size - this.sizeOf(key);
    this.#items.values.set(key, { value, size });
  }

  /** @param {string} key */
  remove(key) {
    if (this.#resources.ended) return;
    this.#items.size -= this.sizeOf(key);
    this.#items.values.delete(key);
  }

  /** @param {string} name @returns {boolean} whether the lock is this program's now: a dead holder's is free */
  takeLock(name) {
    const holder = this.#items.holders.get(name);
    if (this.#resources.ended || (holder !== undefined && !holder.ended)) return false;
    this.#items.holders.set(name, this.#resources);
    return true;
  }

  /** @param {string} name of a lock that this program may hold */
  releaseLock(name) {
    if (this.#items.holders.get(name) === this.#resources) this.#items.holders.delete(name);
  }
}
