// React Native's native module `WebSocketModule`, over ws 8. Its events are what RN's own WebSocket lives on.

import { WebSocket } from 'ws';
import { cutOff } from '../exchange.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('./networking.mjs').Emit} Emit */

/** The status of a connection that broke, or never was: RN tells it as a failure, not as a close. */
const abnormal = 1006;

export class WebSocketModule {
  #job;
  #emit;
  /** @type {Map<number, WebSocket>} */
  #sockets = new Map();

  /** @param {Job} job @param {Emit} emit */
  constructor(job, emit) {
    this.#job = job;
    this.#emit = emit;
  }

  addListener() {}

  removeListeners() {}

  /** @param {string} url @param {string[] | null} protocols @param {{ headers?: Record<string, string> }} options @param {number} id */
  connect(url, protocols, { headers = {} }, id) {
    const socket = new WebSocket(url, protocols ?? [], { headers, ca: this.#job.certificate });
    let problem = '';
    socket.on('open', () => this.#emit('websocketOpen', { id, protocol: socket.protocol }));
    socket.on('message', (data, isBinary) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.from(/** @type {ArrayBuffer} */ (data));
      this.#emit(
        'websocketMessage',
        isBinary
          ? { id, type: 'binary', data: bytes.toString('base64') }
          : { id, type: 'text', data: bytes.toString('utf8') },
      );
    });
    socket.on('error', ({ message }) => (problem = message));
    socket.on('close', (code, reason) => {
      this.#sockets.delete(id);
      this.#job.resources.closed(socket);
      if (code === abnormal) this.#emit('websocketFailed', { id, message: problem || 'the connection broke' });
      else this.#emit('websocketClosed', { id, code, reason: reason.toString('utf8') });
    });
    this.#sockets.set(id, socket);
    this.#job.resources.opened(socket, 'WebSocket', () => {
      this.#sockets.delete(id);
      cutOff(socket);
    });
  }

  /** @param {string} text @param {number} id */
  send(text, id) {
    this.#sockets.get(id)?.send(text);
  }

  /** @param {string} base64 @param {number} id */
  sendBinary(base64, id) {
    this.#sockets.get(id)?.send(Buffer.from(base64, 'base64'));
  }

  /** @param {number} id */
  ping(id) {
    this.#sockets.get(id)?.ping();
  }

  /** @param {number} code @param {string} reason @param {number} id */
  close(code, reason, id) {
    this.#sockets.get(id)?.close(code, reason);
  }
}
