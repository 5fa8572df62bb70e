// What a host has open on behalf of the code inside: sockets, requests, timers. After close() of every client there is none.

import { EventEmitter, once } from 'node:events';

/** Milliseconds until what is still open counts as left behind: closing handshakes take a round trip. */
const patience = 5000;

export class Resources {
  /** @type {Map<unknown, string>} */
  #open = new Map();
  #changes = new EventEmitter();

  /** @param {unknown} handle its identity @param {string} description such as `timer` */
  opened(handle, description) {
    this.#open.set(handle, description);
  }

  /** @param {unknown} handle may be closed already */
  closed(handle) {
    if (this.#open.delete(handle)) this.#changes.emit('closed');
  }

  /** Resolves when nothing is open; throws with the list of what stays open. */
  async quiet() {
    const signal = AbortSignal.timeout(patience);
    while (this.#open.size > 0) {
      try {
        await once(this.#changes, 'closed', { signal });
      } catch {
        const left = [...this.#open.values()].sort().join(', ');
        // Told once, so that the next check answers for its own.
        this.#open.clear();
        throw new Error(`still open: ${left}`);
      }
    }
  }
}
