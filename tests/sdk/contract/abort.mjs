/** An abort signal for engines that have none. */
export class Abort {
  aborted = false;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {'abort'} _type @param {() => void} listener */
  addEventListener(_type, listener) {
    this.#listeners.add(listener);
  }

  /** @param {'abort'} _type @param {() => void} listener */
  removeEventListener(_type, listener) {
    this.#listeners.delete(listener);
  }

  abort() {
    this.aborted = true;
    for (const listener of [...this.#listeners]) listener();
  }
}
