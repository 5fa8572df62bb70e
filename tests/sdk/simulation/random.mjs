// Random numbers by seed (mulberry32): the only source of chance in the simulation, so that a schedule that fails fails again.

const span = 2 ** 32;

export class Random {
  #state;

  /** @param {number} seed any whole number */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** @returns {number} 0 (included) to 1 (excluded) */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / span;
  }

  /** @param {number} low @param {number} high @returns {number} a whole number, both ends included */
  between(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** @param {number} probability @returns {boolean} */
  chance(probability) {
    return this.next() < probability;
  }

  /** @template T @param {readonly T[]} list not empty @returns {T} */
  pick(list) {
    return /** @type {T} */ (list[Math.floor(this.next() * list.length)]);
  }

  /**
   * A generator of its own for one part of the model: what another part draws does not disturb it, so that a schedule
   * stays much the same when an action is taken out of it.
   * @param {string} name @returns {Random}
   */
  fork(name) {
    let hash = this.#state ^ 0x811c9dc5;
    for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
    return new Random(hash);
  }
}
