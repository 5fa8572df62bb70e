// The modelled store of one account, shared by its pages: items, their locks, and everything that can go wrong with them.
// It is asked in two ways: at once, as the host's own store, or with promises, as a store that the config gives.

import { sendsIn } from './wire.mjs';

/** @typedef {import('./world.mjs').World} World @typedef {import('./page.mjs').Page} Page */
/** @typedef {'throw' | 'full' | 'hang'} StoreFault */
/** @typedef {'garbage' | 'truncate' | 'clear'} Damage */
/** @typedef {{ kind: 'host' | 'async', slow: boolean, order: 'all' | 'key' | 'none', lateHangs: boolean }} StoreKind
 * `order`: which calls of a page are carried out in the order in which they were made */

/** What stands in an item that was damaged. */
const garbage = [
  '{',
  'null',
  '[]',
  '[1,2]',
  '{"a":1}',
  '"text"',
  '',
  'x'.repeat(300),
  '[{"clientMessageId":"a"}]',
  '-1',
];

/** Milliseconds. So long after a store was out of order a client may still be busy with that. */
export const recovery = 20_000;

export class Store {
  /** @type {Map<string, string>} */
  items = new Map();
  /** @type {Map<string, Page>} */
  locks = new Map();
  /** @type {StoreFault | null} */
  fault = null;
  /** When it was last out of order, and when its content was last damaged. */
  lastFault = -Infinity;
  lastDamage = -Infinity;
  /** Calls that were made and are not carried out. @type {Set<StoreCall>} */
  waiting = new Set();
  #world;
  #random;
  /** Characters that fit in, while it is full. */
  #capacity = Infinity;
  /** When the last call of a page, or of a page for one key, is carried out. @type {Map<string, number>} */
  #tails = new Map();

  /** @param {World} world @param {string} account @param {StoreKind} kind */
  constructor(world, account, kind) {
    this.#world = world;
    this.kind = kind;
    this.#random = world.random.fork(`store ${account}`);
  }

  /** @param {number} time @returns {boolean} whether it was in order, and its content left alone, from then until now */
  isSoundSince(time) {
    return this.fault === null && !this.hasLateCalls && this.lastFault < time && this.lastDamage < time;
  }

  /** Whether calls are still to be carried out that were made while it did not answer. */
  get hasLateCalls() {
    return [...this.waiting].some(({ isLate }) => isLate);
  }

  /** @param {number} send @returns {boolean} */
  holds(send) {
    const mark = `~s${send}~`;
    for (const value of this.items.values()) if (value.includes(mark)) return true;
    return false;
  }

  /** @param {StoreFault} fault @param {number} duration milliseconds */
  start(fault, duration) {
    this.fault = fault;
    this.#capacity = fault === 'full' ? this.#size() + this.#random.between(0, 300) : Infinity;
    this.#world.struck(`store ${fault}`);
    this.#world.clock.after(duration, () => this.fault === fault && this.heal());
  }

  heal() {
    if (this.fault !== null) this.lastFault = this.#world.clock.now;
    this.fault = null;
    this.#capacity = Infinity;
  }

  /** @param {Damage} how @param {number} item which one, counted round */
  damage(how, item) {
    const keys = [...this.items.keys()];
    const key = keys[item % Math.max(1, keys.length)];
    if (key === undefined) return;
    this.#world.struck(`store ${how}`);
    this.lastDamage = this.#world.clock.now;
    const value = this.items.get(key) ?? '';
    if (how === 'clear') this.items.clear();
    else if (how === 'truncate') this.items.set(key, value.slice(0, value.length >> 1));
    else this.items.set(key, this.#random.pick(garbage));
  }

  /** @param {string} key @returns {string | null} @throws while it is out of order */
  read(key) {
    if (this.fault === 'throw') throw this.#broken('read');
    return this.items.get(key) ?? null;
  }

  /** @param {Page} page @param {string} key @param {string | null} value null removes the item @throws while it is full or out of order */
  write(page, key, value) {
    if (this.fault === 'throw') throw this.#broken('write');
    const before = this.items.get(key) ?? '';
    const grown = (value?.length ?? 0) - before.length;
    if (grown > 0 && this.#size() + grown > this.#capacity) throw this.#broken('make room');
    if (value === null) this.items.delete(key);
    else this.items.set(key, value);
    page.bytesWritten += key.length + (value?.length ?? 0);
    this.#judgeContent(page, before, value ?? '');
    this.#world.note(page.name, value === null ? `removes ${key}` : `writes ${key} = ${value.slice(0, 80)}`);
  }

  /** The store as a config gives it. @param {Page} page */
  asyncFor(page) {
    const call = (/** @type {string} */ key, /** @type {() => string | null} */ act) => this.#call(page, key, act);
    const change = async (/** @type {string} */ key, /** @type {string | null} */ value) =>
      void (await call(key, () => (this.write(page, key, value), null)));
    return {
      getItem: (/** @type {string} */ key) => call(key, () => this.read(key)),
      setItem: (/** @type {string} */ key, /** @type {string} */ value) => change(key, value),
      removeItem: (/** @type {string} */ key) => change(key, null),
    };
  }

  /** The program has died: of the calls that are not carried out some are lost, and its locks are free. @param {Page} page */
  abandon(page) {
    const calls = [...this.waiting].filter((call) => call.page === page);
    // A store that keeps the order loses what came last.
    const kept = this.kind.order === 'all' ? this.#random.between(0, calls.length) : -1;
    calls.forEach((call, index) => {
      if (call.isLate || (kept >= 0 ? index >= kept : this.#random.chance(0.5))) this.waiting.delete(call);
    });
    for (const [name, holder] of this.locks) if (holder === page) this.locks.delete(name);
  }

  /** @param {Page} page @param {string} key @param {() => string | null} act @returns {Promise<string | null>} */
  #call(page, key, act) {
    if (!page.step()) return new Promise(() => {});
    const { clock } = this.#world;
    const isLate = this.fault === 'hang';
    // Some stores throw where they should reject.
    if (this.fault === 'throw' && this.#random.chance(0.3)) throw this.#broken('answer');
    page.storeCalls += 1;
    page.storeCalledAt = clock.now;
    return new Promise((resolve, reject) => {
      if (isLate && !this.kind.lateHangs) return void this.#world.struck('store call hangs');
      const late = isLate ? this.#random.between(5000, 40_000) : 0;
      const call = { page, isLate };
      this.waiting.add(call);
      clock.after(this.#time(page, key, late) - clock.now, () => {
        if (!this.waiting.delete(call)) return;
        if (isLate) this.lastFault = clock.now;
        /** @type {() => void} */
        let answer;
        try {
          const value = act();
          answer = () => resolve(value);
        } catch (error) {
          answer = () => reject(error);
        }
        const tell = () => {
          page.storeCalls -= 1;
          clock.hasJobs = true;
          if (page.isAlive) answer();
        };
        if (this.kind.slow) clock.after(this.#random.between(0, 300), tell);
        else tell();
      });
    });
  }

  /** @param {Page} page @param {string} key @param {number} late milliseconds @returns {number} when a call made now is carried out */
  #time(page, key, late) {
    const { order, slow } = this.kind;
    const delay = slow ? this.#random.between(5, 700) : this.#random.between(0, 3);
    const lane = order === 'all' ? page.name : `${page.name} ${key}`;
    const first = order === 'none' ? 0 : (this.#tails.get(lane) ?? 0);
    const time = Math.max(first, this.#world.clock.now + delay + late);
    this.#tails.set(lane, time);
    return time;
  }

  /** Law 2. A page takes out of the store only what is its own, or was left. @param {Page} page @param {string} before @param {string} after */
  #judgeContent(page, before, after) {
    const kept = sendsIn(after);
    for (const id of sendsIn(before)) {
      const send = this.#world.sends[id];
      if (send === undefined || kept.has(id) || send.page === page || send.state !== 'pending') continue;
      if (send.page.isAlive && !this.holds(id) && this.isSoundSince(send.at))
        this.#world.breach(
          2,
          `${page.name} took send ${id} out of the store, which belongs to ${send.page.name}, still running`,
        );
    }
  }

  #size() {
    let size = 0;
    for (const [key, value] of this.items) size += key.length + value.length;
    return size;
  }

  /** As some stores' errors, it says what it was about: the log must not. @param {string} what */
  #broken(what) {
    this.#world.struck(`store fails to ${what}`);
    return new Error(`the store failed to ${what}: KEY~ ~s0~`);
  }
}

/** @typedef {{ readonly page: Page, readonly isLate: boolean }} StoreCall `isLate`: made while the store did not answer */
