// The `wx` object: what the SDK may use of it, and nothing else.

import { WxNetwork } from './network.mjs';
import { WxSockets } from './socket.mjs';
import { Strictness } from './strictness.mjs';

/** @typedef {{ buffer(bytes: Buffer): ArrayBuffer, isBuffer(value: unknown): boolean }} Engine makes values of the engine's own */
/** @typedef {'request' | 'uploadFile' | 'connectSocket' | 'getStorageSync' | 'setStorageSync' | 'removeStorageSync'
 *   | 'onNetworkStatusChange' | 'offNetworkStatusChange'} Served */

/** @param {import('../../bench.mjs').Job} job @param {Engine} engine @returns {Record<Served, unknown>} */
export function makeWx(job, engine) {
  const network = new WxNetwork(job, engine);
  const sockets = new WxSockets(job, engine);
  /** @type {Map<string, unknown>} */
  const items = new Map();
  const keyOf = (/** @type {unknown} */ key) => {
    if (typeof key !== 'string' || key === '') throw Strictness.broken('storage', 'a key is a string');
    return key;
  };

  return Object.freeze({
    request: (/** @type {WechatMiniprogram.RequestOption} */ option) => network.request(option),
    uploadFile: (/** @type {WechatMiniprogram.UploadFileOption} */ option) => network.uploadFile(option),
    connectSocket: (/** @type {WechatMiniprogram.ConnectSocketOption} */ option) => sockets.connect(option),
    // An item that does not exist reads as ''.
    getStorageSync: (/** @type {string} */ key) => items.get(keyOf(key)) ?? '',
    setStorageSync: (/** @type {string} */ key, /** @type {unknown} */ value) => void items.set(keyOf(key), value),
    removeStorageSync: (/** @type {string} */ key) => void items.delete(keyOf(key)),
    // This host's network never changes; a listener that stays behind counts as a leak all the same.
    onNetworkStatusChange: (/** @type {WechatMiniprogram.OnNetworkStatusChangeCallback} */ listener) =>
      job.resources.opened(listener, 'wx.onNetworkStatusChange'),
    offNetworkStatusChange: (/** @type {unknown} */ listener) => job.resources.closed(listener),
  });
}
