// `wx.connectSocket` over real WebSockets.

import { WebSocket } from 'ws';
import { cutOff } from '../exchange.mjs';
import { Strictness } from './strictness.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('./wx.mjs').Engine} Engine */

/** Source: the mini-program's network guide, "usage limits". */
const maxSockets = 5;

export class WxSockets {
  #job;
  #engine;
  #open = 0;

  /** @param {Job} job @param {Engine} engine */
  constructor(job, engine) {
    this.#job = job;
    this.#engine = engine;
  }

  /** @param {WechatMiniprogram.ConnectSocketOption} option @returns {WechatMiniprogram.SocketTask} */
  connect(option) {
    Strictness.options('wx.connectSocket', option, [
      'url',
      'header',
      'protocols',
      'timeout',
      'success',
      'fail',
      'complete',
    ]);
    if (!/^wss?:\/\//.test(option.url))
      throw Strictness.broken('wx.connectSocket', `url: ${option.url} is no ws address`);
    if (this.#open >= maxSockets) {
      setImmediate(() => option.fail?.({ errMsg: 'connectSocket:fail exceed max websocket connection' }));
      return new DeadTask();
    }
    setImmediate(() => option.success?.({ errMsg: 'connectSocket:ok' }));
    const socket = new WebSocket(option.url, option.protocols ?? [], {
      headers: option.header ?? {},
      ca: this.#job.certificate,
    });
    this.#open += 1;
    this.#job.resources.opened(socket, 'wx.connectSocket', () => cutOff(socket));
    socket.on('close', () => {
      this.#open -= 1;
      this.#job.resources.closed(socket);
    });
    return new Task(socket, this.#engine);
  }
}

/** A task that never was a connection. @implements {WechatMiniprogram.SocketTask} */
class DeadTask {
  onOpen() {}
  onMessage() {}
  onError() {}
  onClose() {}

  /** @param {WechatMiniprogram.SocketTaskSendOption} option */
  send(option) {
    option.fail?.({ errMsg: 'sendSocketMessage:fail taskID not exist' });
  }

  /** @param {WechatMiniprogram.SocketTaskCloseOption} option */
  close(option) {
    option.fail?.({ errMsg: 'closeSocket:fail taskID not exist' });
  }
}

/** @implements {WechatMiniprogram.SocketTask} */
class Task {
  #socket;
  #engine;

  /** @param {WebSocket} socket @param {Engine} engine */
  constructor(socket, engine) {
    this.#socket = socket;
    this.#engine = engine;
    // Without a listener of one's own ws throws; onError below adds the program's.
    socket.on('error', () => {});
  }

  /** @param {WechatMiniprogram.OnOpenCallback} listener */
  onOpen(listener) {
    this.#socket.on('open', () => listener(/** @type {WechatMiniprogram.OnOpenListenerResult} */ ({ header: {} })));
  }

  /** @param {WechatMiniprogram.SocketTaskOnMessageCallback} listener */
  onMessage(listener) {
    this.#socket.on('message', (data, isBinary) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.from(/** @type {ArrayBuffer} */ (data));
      listener({ data: isBinary ? this.#engine.buffer(bytes) : bytes.toString('utf8') });
    });
  }

  /** @param {WechatMiniprogram.UDPSocketOnErrorCallback} listener */
  onError(listener) {
    this.#socket.on('error', ({ message }) => listener({ errMsg: message }));
  }

  /** @param {WechatMiniprogram.SocketTaskOnCloseCallback} listener */
  onClose(listener) {
    this.#socket.on('close', (code, reason) => listener({ code, reason: reason.toString('utf8') }));
  }

  /** @param {WechatMiniprogram.SocketTaskSendOption} option */
  send(option) {
    if (typeof option.data !== 'string' && !this.#engine.isBuffer(option.data))
      throw Strictness.broken('SocketTask.send', 'data is neither text nor ArrayBuffer');
    if (this.#socket.readyState !== WebSocket.OPEN) {
      return void setImmediate(() => option.fail?.({ errMsg: 'sendSocketMessage:fail socket is not open' }));
    }
    this.#socket.send(option.data, (error) => {
      if (error) option.fail?.({ errMsg: `sendSocketMessage:fail ${error.message}` });
      else option.success?.({ errMsg: 'sendSocketMessage:ok' });
    });
  }

  /** Some base libraries refuse to close what still connects: the strict host is one of them.
   * @param {WechatMiniprogram.SocketTaskCloseOption} option */
  close(option) {
    const { readyState } = this.#socket;
    if (readyState === WebSocket.CONNECTING || readyState === WebSocket.CLOSED) {
      return void setImmediate(() => option.fail?.({ errMsg: 'closeSocket:fail socket is not open' }));
    }
    this.#socket.close(option.code ?? 1000, option.reason);
    setImmediate(() => option.success?.({ errMsg: 'closeSocket:ok' }));
  }
}
