// setTimeout and its kin for a context that has none, counted among the host's resources.

/** @typedef {(callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => number} Set */

export class Timers {
  #resources;
  #lastId = 0;
  /** @type {Map<number, NodeJS.Timeout>} */
  #running = new Map();

  /** @param {import('./resources.mjs').Resources} resources */
  constructor(resources) {
    this.#resources = resources;
  }

  /** The globals of a script engine. */
  get functions() {
    /** @type {Set} */
    const later = (callback, delay = 0, ...args) => this.#start(setTimeout, callback, delay, args, true);
    /** @type {Set} */
    const often = (callback, delay = 0, ...args) => this.#start(setInterval, callback, delay, args, false);
    const clear = (/** @type {number | undefined} */ id) => this.#end(id);
    return { setTimeout: later, setInterval: often, clearTimeout: clear, clearInterval: clear };
  }

  /** @param {typeof setTimeout | typeof setInterval} start @param {(...args: unknown[]) => void} callback @param {number} delay
   * @param {unknown[]} args @param {boolean} isOver after the first call */
  #start(start, callback, delay, args, isOver) {
    if (typeof callback !== 'function') throw new TypeError('a timer needs a function');
    const id = (this.#lastId += 1);
    const fire = () => {
      if (isOver) this.#end(id);
      callback(...args);
    };
    const timer = start(fire, delay);
    this.#running.set(id, timer);
    this.#resources.opened(`timer ${id}`, `timer of ${delay} ms`, () => clearTimeout(timer));
    return id;
  }

  /** @param {number | undefined} id */
  #end(id) {
    if (id === undefined) return;
    clearTimeout(this.#running.get(id));
    this.#running.delete(id);
    this.#resources.closed(`timer ${id}`);
  }
}
