// The `wx` object: what the SDK may use of it, and nothing else.

import { WxNetwork } from './network.mjs';
import { WxSockets } from './socket.mjs';
import { WxStorage } from './storage.mjs';

/** @typedef {{ buffer(bytes: Buffer): ArrayBuffer, isBuffer(value: unknown): boolean }} Engine makes values of the engine's own */
/** @typedef {'request' | 'uploadFile' | 'connectSocket' | 'getStorageSync' | 'setStorageSync' | 'removeStorageSync'
 *   | 'getStorageInfoSync' | 'onNetworkStatusChange'} Served */

/** Since when `wx.offNetworkStatusChange` is there. Source: the mini-program's reference. */
export const lowestWithOff = '2.9.3';

/**
 * @param {import('../../bench.mjs').Job} job @param {Engine} engine @param {import('../items.mjs').ProgramItems} items
 * @param {'oldest' | typeof lowestWithOff} baseLibrary the oldest that the SDK runs on, or a later one
 * @returns {Record<Served, unknown> & { offNetworkStatusChange?: unknown }}
 */
export function makeWx(job, engine, items, baseLibrary) {
  const network = new WxNetwork(job, engine);
  const sockets = new WxSockets(job, engine);
  const storage = new WxStorage(items);
  const canListenNoMore = baseLibrary === lowestWithOff;

  return Object.freeze({
    request: (/** @type {WechatMiniprogram.RequestOption} */ option) => network.request(option),
    uploadFile: (/** @type {WechatMiniprogram.UploadFileOption} */ option) => network.uploadFile(option),
    connectSocket: (/** @type {WechatMiniprogram.ConnectSocketOption} */ option) => sockets.connect(option),
    getStorageSync: (/** @type {string} */ key) => storage.get(key),
    setStorageSync: (/** @type {string} */ key, /** @type {unknown} */ value) => storage.set(key, value),
    removeStorageSync: (/** @type {string} */ key) => storage.remove(key),
    getStorageInfoSync: () => storage.info(),
    // This host's network never changes; a listener that could be taken back and stays counts as a leak all the same.
    onNetworkStatusChange: (/** @type {WechatMiniprogram.OnNetworkStatusChangeCallback} */ listener) =>
      void (canListenNoMore && job.resources.opened(listener, 'wx.onNetworkStatusChange')),
    ...(canListenNoMore && {
      offNetworkStatusChange: (/** @type {unknown} */ listener) => job.resources.closed(listener),
    }),
  });
}
