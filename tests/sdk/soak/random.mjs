// Chance that can be had again: mulberry32 (Tommy Ettinger, public domain), seeded.

export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** @param {number} count @returns {number} a whole number from 0 to below `count` */
  below(count) {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * count);
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  of(list) {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new RangeError('an empty list has no item');
    return item;
  }
}
