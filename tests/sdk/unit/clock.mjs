/** The platform's timers under the test's hand: time passes when the test says so. */
export class Clock {
  #now = 0;
  #nextTimer = 1;
  #timers = new Map();

  set(callback, delay) {
    const timer = this.#nextTimer;
    this.#nextTimer += 1;
    this.#timers.set(timer, { callback, due: this.#now + delay });
    return timer;
  }

  clear(timer) {
    this.#timers.delete(timer);
  }

  /** How many timers wait. */
  get size() {
    return this.#timers.size;
  }

  /** The delay of the next timer, in milliseconds. */
  get next() {
    return Math.min(...[...this.#timers.values()].map(({ due }) => due)) - this.#now;
  }

  /** Lets `delay` milliseconds pass, and what is due happen. */
  pass(delay) {
    this.#now += delay;
    for (const [timer, { callback, due }] of [...this.#timers]) {
      if (due > this.#now || !this.#timers.delete(timer)) continue;
      callback();
    }
  }
}

/** Lets every promise that can settle do so. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
