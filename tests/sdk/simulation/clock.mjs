// Virtual time: a queue of events, each at a millisecond of a clock that jumps from one event to the next.
// Between two events all promise jobs run, as between two turns of a real event loop.

/** @typedef {{ readonly time: number, readonly serial: number, run: (() => void) | null }} Entry `run` is null once cancelled */

/** When virtual time begins, in milliseconds since 1970. */
const epoch = Date.UTC(2024, 0, 1);

export class Clock {
  /** Milliseconds since the beginning; never goes back. */
  now = 0;
  /** What the machine's owner did to its wall clock, in milliseconds. */
  jump = 0;
  /** Whether the event that runs has called what may leave promise jobs behind: else there is nothing to wait for. */
  hasJobs = false;
  /** A binary heap, the next event first. @type {Entry[]} */
  #heap = [];
  #serial = 0;

  /** @param {number} delay milliseconds @param {() => void} run @returns {Entry} what `cancel` takes */
  after(delay, run) {
    const entry = { time: this.now + Math.max(0, delay), serial: this.#serial, run };
    this.#serial += 1;
    this.#push(entry);
    return entry;
  }

  /** @param {Entry} entry */
  cancel(entry) {
    entry.run = null;
  }

  /**
   * Runs events in their order until `stop` says so or the time is up.
   * @param {object} options
   * @param {number} options.until milliseconds since the beginning
   * @param {() => boolean} [options.stop] asked before each event
   * @param {boolean} options.strict gives the engine a whole turn after each event: slower, and the only way to see a
   * rejection that is unhandled for one turn and handled in the next
   */
  async run({ until, stop = () => false, strict }) {
    const turn = strict ? wholeTurn : promiseJobs;
    await turn();
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.time > until || stop()) break;
      this.#pop();
      if (next.run === null) continue;
      this.now = next.time;
      this.hasJobs = false;
      next.run();
      if (this.hasJobs || strict) await turn();
    }
    if (this.now < until && !stop()) this.now = until;
  }

  /** Milliseconds since 1970, as the modelled machines believe. */
  get wall() {
    return epoch + this.now + this.jump;
  }

  /** @param {Entry} entry */
  #push(entry) {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isSooner(/** @type {Entry} */ (heap[parent]), entry)) break;
      heap[index] = /** @type {Entry} */ (heap[parent]);
      index = parent;
    }
    heap[index] = entry;
  }

  #pop() {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const left = heap[child];
      const right = heap[child + 1];
      if (left === undefined) break;
      if (right !== undefined && isSooner(right, left)) child += 1;
      const smaller = /** @type {Entry} */ (heap[child]);
      if (isSooner(last, smaller)) break;
      heap[index] = smaller;
      index = child;
    }
    heap[index] = last;
  }
}

/** Events of one millisecond run in the order in which they were asked for. @param {Entry} left @param {Entry} right */
function isSooner(left, right) {
  return left.time < right.time || (left.time === right.time && left.serial < right.serial);
}

/**
 * Resolves when all promise jobs have run: Node takes a tick that was asked for from a promise job only after the last
 * of the jobs. Seven times as fast as a whole turn.
 */
const promiseJobs = () =>
  new Promise((/** @type {(value: void) => void} */ resolve) => {
    queueMicrotask(() => process.nextTick(resolve));
  });

const wholeTurn = () => new Promise((/** @type {(value: void) => void} */ resolve) => setImmediate(resolve));

/** The `Date` of the modelled machines. @param {Clock} clock @returns {typeof Date} */
export function dateOf(clock) {
  const modelled = class extends Date {
    /** @param {[] | [number | string | Date]} values */
    constructor(...values) {
      super(values[0] ?? clock.wall);
    }

    static now() {
      return clock.wall;
    }
  };
  return /** @type {any} */ (modelled);
}
