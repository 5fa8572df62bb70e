// Random choices from a seed: the same seed gives the same choices on every machine.

export class Random {
  #state;

  /** @param {number} seed an integer; its low 32 bits count */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** An integer from 0 to `limit` - 1: a Weyl sequence through MurmurHash3's finalizer. @param {number} limit */
  below(limit) {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let hash = this.#state;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) % limit;
  }

  /** True once in `times` on average. @param {number} times */
  once(times) {
    return this.below(times) === 0;
  }

  /** @template T @param {readonly T[]} choices not empty @returns {T} */
  pick(choices) {
    return /** @type {T} */ (choices[this.below(choices.length)]);
  }

  /** `count` values of `make()`. @template T @param {number} count @param {() => T} make */
  many(count, make) {
    return Array.from({ length: count }, make);
  }
}
