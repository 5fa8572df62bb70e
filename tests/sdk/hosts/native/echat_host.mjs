/// <reference path="../../../../targets/native/host.d.ts" />
// The host interface of the native variant (targets/native/host.d.ts) over Node: what a C or Python program provides.

import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { WebSocket } from 'ws';
import { cutOff, exchange, fileForm } from '../exchange.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../items.mjs').ProgramItems} ProgramItems */

/** @implements {EchatHost} */
export class EchatHost {
  #job;
  #toEngine;
  #items;
  #lastId = 0;
  /** @type {Map<number, NodeJS.Timeout>} */
  #timers = new Map();
  /** @type {Map<number, AbortController>} */
  #requests = new Map();
  /** @type {Map<number, WebSocket>} */
  #sockets = new Map();
  /** @type {Map<number, (online: boolean) => void>} */
  #watches = new Map();

  /** @param {Job} job @param {ProgramItems} items @param {(bytes: Buffer) => ArrayBuffer} toEngine copies bytes into the engine's own memory */
  constructor(job, items, toEngine) {
    this.#job = job;
    this.#items = items;
    this.#toEngine = toEngine;
  }

  /** @param {() => void} callback @param {number} delay */
  setTimer(callback, delay) {
    const id = this.#nextId();
    const timer = setTimeout(() => {
      this.clearTimer(id);
      callback();
    }, delay);
    this.#timers.set(id, timer);
    this.#job.resources.opened(timer, `timer of ${delay} ms`, () => clearTimeout(timer));
    return id;
  }

  /** @param {number} id */
  clearTimer(id) {
    const timer = this.#timers.get(id);
    clearTimeout(timer);
    this.#timers.delete(id);
    this.#job.resources.closed(timer);
  }

  /** @param {EchatHostRequest} request @param {EchatHostAnswer} done */
  request({ method, url, headers, body }, done) {
    return this.#perform(url, done, (signal) =>
      exchange({
        url,
        method,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        body: Buffer.from(body),
        signal,
        ca: this.#job.certificate,
      }),
    );
  }

  /** @param {EchatHostUpload} upload @param {(sent: number, total: number) => void} progress @param {EchatHostAnswer} done */
  upload({ url, headers, field, path: file, fileName }, progress, done) {
    return this.#perform(url, done, async (signal) => {
      const report = (/** @type {number} */ sent, /** @type {number} */ total) =>
        void (signal.aborted || progress(sent, total));
      const form = await fileForm({ field, fileName, path: path.resolve(file) }, report);
      return exchange({
        url,
        method: 'POST',
        headers: { ...headers, ...form.headers },
        body: form.body,
        signal,
        ca: this.#job.certificate,
      });
    });
  }

  /** @param {number} id */
  cancelRequest(id) {
    this.#requests.get(id)?.abort();
  }

  /** @param {string} url @param {EchatHostSocketEvents} events */
  openSocket(url, events) {
    const id = this.#nextId();
    const socket = new WebSocket(url, { ca: this.#job.certificate });
    /** ws tells the reason of a failure by `error`, and then closes. */
    let problem = '';
    socket.on('open', () => events.opened());
    socket.on('message', (data, isBinary) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.from(/** @type {ArrayBuffer} */ (data));
      events.received(isBinary ? this.#toEngine(bytes) : bytes.toString('utf8'));
    });
    socket.on('error', (error) => (problem = error.message));
    socket.on('close', (code, reason) => {
      this.#sockets.delete(id);
      this.#job.resources.closed(socket);
      events.closed(code, reason.toString('utf8') || problem);
    });
    this.#sockets.set(id, socket);
    this.#job.resources.opened(socket, 'socket', () => {
      this.#sockets.delete(id);
      cutOff(socket);
    });
    return id;
  }

  /** @param {number} id @param {string | ArrayBuffer} data */
  sendSocket(id, data) {
    const socket = this.#sockets.get(id);
    if (socket?.readyState === WebSocket.CONNECTING)
      throw new Error('sendSocket before opened: the SDK broke the host interface');
    socket?.send(data);
  }

  /** @param {number} id */
  closeSocket(id) {
    this.#sockets.get(id)?.close(1000);
  }

  /** @param {string} key */
  readItem(key) {
    return /** @type {string | undefined} */ (this.#items.get(key)) ?? null;
  }

  /** @param {string} key @param {string} value */
  writeItem(key, value) {
    this.#items.set(key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    this.#items.remove(key);
  }

  /** @param {string} name */
  takeLock(name) {
    return this.#items.takeLock(name);
  }

  /** @param {string} name */
  releaseLock(name) {
    this.#items.releaseLock(name);
  }

  randomId() {
    return randomUUID();
  }

  /** @param {(online: boolean) => void} changed */
  watchNetwork(changed) {
    const id = this.#nextId();
    this.#watches.set(id, changed);
    this.#job.resources.opened(`watch ${id}`, 'network watch');
    return id;
  }

  /** @param {number} id */
  unwatchNetwork(id) {
    this.#watches.delete(id);
    this.#job.resources.closed(`watch ${id}`);
  }

  /** What a host calls when the machine has a network again. */
  networkIsBack() {
    for (const changed of this.#watches.values()) changed(true);
  }

  /** @param {string} line */
  log(line) {
    this.#job.log(line);
  }

  /** @param {string} url @param {EchatHostAnswer} done
   * @param {(signal: AbortSignal) => Promise<import('../exchange.mjs').Reply>} work @returns {number} */
  #perform(url, done, work) {
    const id = this.#nextId();
    const controller = new AbortController();
    this.#requests.set(id, controller);
    this.#job.resources.opened(controller, `request of ${url}`, () => controller.abort());
    const end = () => {
      this.#requests.delete(id);
      this.#job.resources.closed(controller);
      return !controller.signal.aborted;
    };
    work(controller.signal).then(
      ({ status, body }) => end() && done(null, status, body.toString('utf8')),
      (error) => end() && done(error instanceof Error ? error.message : String(error), 0, ''),
    );
    return id;
  }

  #nextId() {
    return (this.#lastId += 1);
  }
}
