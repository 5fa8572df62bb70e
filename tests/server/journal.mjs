// What happened, for the person who reads a failing test: one line per event, never a token or a message's body.

/** @typedef {{ where: string, message: string }} ViolationRecord */

/** How a request came. @typedef {'HTTP' | 'SOCKET'} Transport */

/** A long demo must not eat memory; a test run stays far below this. */
const keptLines = 20000;

export class Journal {
  #started = Date.now();
  /** @type {string[]} */
  lines = [];
  /** Requests that broke the protocol. @type {ViolationRecord[]} */
  violations = [];
  /** How often each `resource/method` was answered with success. @type {Record<string, Partial<Record<Transport, number>>>} */
  served = {};

  /** @param {string} path @param {Transport} transport */
  serve(path, transport) {
    const counts = (this.served[path] ??= {});
    counts[transport] = (counts[transport] ?? 0) + 1;
  }

  /** @param {string} event */
  note(event) {
    this.lines.push(`+${String(Date.now() - this.#started).padStart(5)} ms  ${event}`);
    if (this.lines.length > keptLines) this.lines.shift();
  }

  /** @param {string} where the request, such as `socket alice upstream_message/send` @param {string} message */
  violation(where, message) {
    this.violations.push({ where, message });
    this.note(`VIOLATION ${where}: ${message}`);
  }
}
