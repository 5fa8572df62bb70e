// Answers that take the place of the server's own: malformed ones, a proxy's page, a code at will.

import { EventEmitter, once } from 'node:events';

/**
 * @typedef {object} Canned
 * @property {string} path of the requests: `resource/method`
 * @property {number} [times] how many of them, 1 by default
 * @property {string} body what is answered, byte for byte; on a socket JSON takes the place of the response, other text that
 *   of the whole acknowledgement
 * @property {number} [status] of HTTP, 200 by default
 * @property {boolean} [performs] whether the request is carried out all the same
 */

export class CannedAnswers {
  /** @type {Map<string, Canned[]>} */
  #byPath = new Map();
  #changes = new EventEmitter();

  /** @param {Canned} answer */
  add(answer) {
    const { path, times = 1 } = answer;
    const waiting = this.#byPath.get(path) ?? [];
    for (let count = 0; count < times; count += 1) waiting.push(answer);
    this.#byPath.set(path, waiting);
  }

  /** Uses one up. @param {string} path @returns {Canned | undefined} */
  next(path) {
    const answer = this.#byPath.get(path)?.shift();
    // When it is on its way.
    if (answer) setImmediate(() => this.#changes.emit('given'));
    return answer;
  }

  /** Resolves once none is left. @param {string} path */
  async usedUp(path) {
    while ((this.#byPath.get(path)?.length ?? 0) > 0) await once(this.#changes, 'given');
  }

  clear() {
    this.#byPath.clear();
    this.#changes.emit('given');
  }
}

/** What a socket's acknowledgement is made of: the answer's JSON in its place, other text as the whole.
 * @param {unknown} requestId @param {string} body @returns {unknown} */
export function acknowledgementOf(requestId, body) {
  try {
    return { requestId, response: JSON.parse(body) };
  } catch {
    return body;
  }
}
