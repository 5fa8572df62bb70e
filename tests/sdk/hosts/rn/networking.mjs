// React Native's native module `Networking` (iOS), over real HTTP. Its events are what RN's own XMLHttpRequest lives on.

import { fileURLToPath } from 'node:url';
import { exchange, fileForm } from '../exchange.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('./blobs.mjs').Blobs} Blobs */
/** @typedef {(event: string, argument: unknown) => void} Emit to JavaScript's RCTDeviceEventEmitter */
/** @typedef {{ uri: string, fieldName: string, name?: string, type?: string }} FilePart */
/** @typedef {{ method: string, url: string, headers: Record<string, string>, responseType: 'text' | 'blob' | 'base64',
 *   timeout: number, data: { string?: string, formData?: FilePart[] } }} Query */

export class Networking {
  #job;
  #emit;
  #blobs;
  #lastId = 0;
  /** @type {Map<number, AbortController>} */
  #requests = new Map();

  /** @param {Job} job @param {Emit} emit @param {Blobs} blobs */
  constructor(job, emit, blobs) {
    this.#job = job;
    this.#emit = emit;
    this.#blobs = blobs;
  }

  addListener() {}

  removeListeners() {}

  /** @param {Query} query @param {(requestId: number) => void} callback */
  sendRequest(query, callback) {
    const id = (this.#lastId += 1);
    const controller = new AbortController();
    this.#requests.set(id, controller);
    this.#job.resources.opened(controller, `request of ${query.url}`, () => this.abortRequest(id));
    // The native side tells the id from its own thread: never before this call has returned.
    setImmediate(() => {
      callback(id);
      this.#perform(id, query, controller.signal).then(
        (outcome) => this.#complete(id, outcome),
        (error) => this.#complete(id, [error instanceof Error ? error.message : String(error), false]),
      );
    });
  }

  /** @param {number} id */
  abortRequest(id) {
    const controller = this.#requests.get(id);
    controller?.abort();
    this.#requests.delete(id);
    this.#job.resources.closed(controller);
  }

  /** @param {(cleared: boolean) => void} callback */
  clearCookies(callback) {
    setImmediate(() => callback(false));
  }

  /** @param {number} id @param {Query} query @param {AbortSignal} signal @returns {Promise<[string | null, boolean]>} error and whether it was time */
  async #perform(id, query, signal) {
    const { method, url, responseType, timeout } = query;
    const { headers, body } = await this.#bodyOf(id, query);
    const limited = timeout > 0 ? AbortSignal.any([signal, AbortSignal.timeout(timeout)]) : signal;
    const reply = await exchange({
      url,
      method,
      headers: { ...query.headers, ...headers },
      body,
      signal: limited,
      ca: this.#job.certificate,
    });
    if (signal.aborted) return [null, false];
    this.#emit('didReceiveNetworkResponse', [id, reply.status, reply.headers, url]);
    const data =
      responseType === 'blob'
        ? this.#blobs.keep(reply.body)
        : reply.body.toString(responseType === 'base64' ? 'base64' : 'utf8');
    this.#emit('didReceiveNetworkData', [id, data]);
    return [null, false];
  }

  /** @param {number} id @param {Query} query */
  async #bodyOf(id, { data: { string, formData } }) {
    if (formData === undefined) {
      const body = Buffer.from(string ?? '');
      return { headers: { 'content-length': String(body.length) }, body };
    }
    const [part, ...others] = formData;
    if (part?.uri === undefined || others.length > 0) throw new Error('this host uploads forms of one file part');
    const path = fileURLToPath(part.uri);
    // RN escapes the name where it makes the part's header; the native side sends that header as it is.
    const fileName = encodeURIComponent(part.name ?? '');
    return fileForm(
      { field: part.fieldName, fileName, path, ...(part.type && { type: part.type }) },
      (sent, total) => this.#requests.has(id) && this.#emit('didSendNetworkData', [id, sent, total]),
    );
  }

  /** @param {number} id @param {[string | null, boolean]} outcome */
  #complete(id, [error, timedOut]) {
    const controller = this.#requests.get(id);
    if (controller === undefined) return;
    this.#requests.delete(id);
    this.#job.resources.closed(controller);
    this.#emit('didCompleteNetworkResponse', [id, error, timedOut]);
  }
}
