// A store over the host's own that is slow, full, hangs or throws, and tells what was asked of it. Given to clients as
// `config.storage`; it needs no timer: the time is kept outside.

/** @typedef {import('./sdk.d.ts').Store} Store */
/**
 * What is wrong with it (`corrupted`: every item reads as rubbish); nothing, when only the figures are wanted.
 * @typedef {{ readonly kind: 'counted' | 'corrupted' } | { readonly kind: 'slow', readonly ms: number }
 *   | { readonly kind: 'full', readonly quota: number }
 *   | { readonly kind: 'hanging' | 'throwing', readonly members?: readonly string[] }} Fault `members`: by default all
 */

export class FaultyStore {
  /** Characters written so far: keys and values. */
  written = 0;
  /** The longest value written so far, characters. */
  longest = 0;
  #store;
  #fault;
  #after;
  /** What was written and not removed, by key. @type {Map<string, { value: string, isDone: boolean }>} */
  #values = new Map();
  /** @type {Set<() => void>} */
  #watchers = new Set();
  /** How many calls are not answered yet. */
  #underWay = 0;

  /** @param {Store} store @param {Fault} fault @param {(ms: number) => Promise<unknown>} after */
  constructor(store, fault, after) {
    this.#store = store;
    this.#fault = fault;
    this.#after = after;
  }

  /** @param {string} key */
  getItem(key) {
    return this.#perform('getItem', () => {
      const value = this.#store.getItem(key);
      if (this.#fault.kind !== 'corrupted') return value;
      return Promise.resolve(value).then((kept) => (kept === null ? null : 'what\nno SDK\u0000 has written'));
    });
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    return this.#perform('setItem', () => this.#write(key, value));
  }

  /** @param {string} key */
  removeItem(key) {
    return this.#perform('removeItem', () => {
      this.#values.delete(key);
      return this.#store.removeItem(key);
    });
  }

  /** Resolves as soon as an item that was written holds a text. @param {string} text @returns {Promise<void>} */
  holds(text) {
    return this.#until(() => this.has(text));
  }

  /** @param {string} text @returns {boolean} whether an item that was written holds it */
  has(text) {
    let isHeld = false;
    this.#values.forEach(({ value, isDone }) => (isHeld = isHeld || (isDone && value.indexOf(text) >= 0)));
    return isHeld;
  }

  /** Of the items that were written, and not removed. */
  get keys() {
    return Array.from(this.#values.keys());
  }

  /** Resolves when all that was asked of it is done, and nothing more is asked because of that. */
  async idle() {
    do {
      await this.#until(() => this.#underWay === 0);
      await this.#after(0);
    } while (this.#underWay > 0);
  }

  /** @param {() => boolean} condition asked whenever something was done @returns {Promise<void>} */
  #until(condition) {
    return new Promise((resolve) => {
      const watcher = () => {
        if (!condition()) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }

  /** @template T @param {string} member @param {() => T | Promise<T>} work @returns {T | Promise<T>} */
  #perform(member, work) {
    const fault = this.#fault;
    const strikes = !('members' in fault) || fault.members === undefined || fault.members.indexOf(member) >= 0;
    if (fault.kind === 'hanging' && strikes) return new Promise(() => {});
    if (fault.kind === 'throwing' && strikes) throw new Error(`the store is broken: ${member}`);
    const result = fault.kind === 'slow' ? this.#after(fault.ms).then(work) : work();
    if (!isPromise(result)) {
      this.#changed();
      return result;
    }
    this.#underWay += 1;
    const end = () => {
      this.#underWay -= 1;
      this.#changed();
    };
    result.then(end, end);
    return result;
  }

  /** @param {string} key @param {string} value */
  #write(key, value) {
    const size = key.length + value.length;
    if (this.#fault.kind === 'full') {
      let others = 0;
      this.#values.forEach(({ value: kept }, other) => (others += other === key ? 0 : other.length + kept.length));
      if (others + size > this.#fault.quota) throw new Error('the store is full');
    }
    const item = { value, isDone: false };
    this.#values.set(key, item);
    const done = this.#store.setItem(key, value);
    this.written += size;
    this.longest = Math.max(this.longest, value.length);
    const end = () => void (item.isDone = true);
    return done === undefined ? end() : done.then(end);
  }

  #changed() {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** @template T @param {T | Promise<T>} value @returns {value is Promise<T>} also one of another engine's */
const isPromise = (value) => typeof value === 'object' && value !== null && 'then' in value;
