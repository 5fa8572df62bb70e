// What a program has open: sockets, requests, timers. After close() of every client there is none; when the program is
// killed, all of it ends at once.

import { EventEmitter, once } from 'node:events';

/** Milliseconds until what is still open counts as left behind: closing handshakes take a round trip. */
const patience = 5000;

/** @typedef {{ description: string, end: () => void }} Open */

export class Resources {
  /** @type {Map<unknown, Open>} */
  #open = new Map();
  #changes = new EventEmitter();
  #ended = false;

  /** Whether the program was killed: nothing that it still does may have an effect. */
  get ended() {
    return this.#ended;
  }

  /** @param {unknown} handle its identity @param {string} description such as `timer`
   * @param {() => void} [end] cuts it off, without a word to the program */
  opened(handle, description, end = () => {}) {
    if (this.#ended) return end();
    this.#open.set(handle, { description, end });
  }

  /** @param {unknown} handle may be closed already */
  closed(handle) {
    if (this.#open.delete(handle)) this.#changes.emit('closed');
  }

  /** Ends everything, as the death of the program does. */
  end() {
    this.#ended = true;
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { end } of open) end();
    this.#changes.emit('closed');
  }

  /** Resolves when nothing is open; throws with the list of what stays open. */
  async quiet() {
    const signal = AbortSignal.timeout(patience);
    while (this.#open.size > 0) {
      try {
        await once(this.#changes, 'closed', { signal });
      } catch {
        const left = [...this.#open.values()].map(({ description }) => description).sort();
        // Told once, so that the next check answers for its own.
        this.#open.clear();
        throw new Error(`still open: ${left.join(', ')}`);
      }
    }
  }
}
