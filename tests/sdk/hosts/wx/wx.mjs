// The `wx` object: what the SDK may use of it, and nothing else.

import { WxNetwork } from './network.mjs';
import { WxSockets } from './socket.mjs';
import { WxStorage } from './storage.mjs';

/** @typedef {{ buffer(bytes: Buffer): ArrayBuffer, isBuffer(value: unknown): boolean }} Engine makes values of the engine's own */
/** @typedef {'request' | 'uploadFile' | 'connectSocket' | 'getStorageSync' | 'setStorageSync' | 'removeStorageSync'
 *   | 'getStorageInfoSync' | 'onNetworkStatusChange'} Served */
/** @typedef {'offNetworkStatusChange' | 'onAppShow' | 'offAppShow'} Later not in the oldest base library */

/** Since when `wx.offNetworkStatusChange` is there. Source: the mini-program's reference. */
export const lowestWithOff = '2.9.3';

/**
 * @param {import('../../bench.mjs').Job} job @param {Engine} engine @param {import('../items.mjs').ProgramItems} items
 * @param {'oldest' | typeof lowestWithOff} baseLibrary the oldest that the SDK runs on, or a later one
 * @returns {Record<Served, unknown> & Partial<Record<Later, unknown>>}
 */
export function makeWx(job, engine, items, baseLibrary) {
  const network = new WxNetwork(job, engine);
  const sockets = new WxSockets(job, engine);
  const storage = new WxStorage(items);
  const isOld = baseLibrary === 'oldest';
  // A listener that could be taken back and stays counts as a leak; an old base library keeps it, and nobody minds.
  const networkListeners = new Listeners('wx.onNetworkStatusChange', isOld ? undefined : job.resources);
  const showListeners = new Listeners('wx.onAppShow', job.resources);
  job.signs.set('network', () => networkListeners.tell({ isConnected: true, networkType: 'wifi' }));
  if (!isOld) job.signs.set('foreground', () => showListeners.tell({ path: '', query: {}, scene: 1001 }));

  return Object.freeze({
    request: (/** @type {WechatMiniprogram.RequestOption} */ option) => network.request(option),
    uploadFile: (/** @type {WechatMiniprogram.UploadFileOption} */ option) => network.uploadFile(option),
    connectSocket: (/** @type {WechatMiniprogram.ConnectSocketOption} */ option) => sockets.connect(option),
    getStorageSync: (/** @type {string} */ key) => storage.get(key),
    setStorageSync: (/** @type {string} */ key, /** @type {unknown} */ value) => storage.set(key, value),
    removeStorageSync: (/** @type {string} */ key) => storage.remove(key),
    getStorageInfoSync: () => storage.info(),
    onNetworkStatusChange: (/** @type {Listener} */ listener) => networkListeners.add(listener),
    ...(!isOld && {
      offNetworkStatusChange: (/** @type {Listener} */ listener) => networkListeners.remove(listener),
      onAppShow: (/** @type {Listener} */ listener) => showListeners.add(listener),
      offAppShow: (/** @type {Listener} */ listener) => showListeners.remove(listener),
    }),
  });
}

/** @typedef {(event: object) => void} Listener */

/** The listeners of one event. */
class Listeners {
  #event;
  #resources;
  /** @type {Set<Listener>} */
  #listeners = new Set();

  /** @param {string} event @param {import('../resources.mjs').Resources | undefined} resources where they count as open */
  constructor(event, resources) {
    this.#event = event;
    this.#resources = resources;
  }

  /** @param {Listener} listener */
  add(listener) {
    this.#listeners.add(listener);
    this.#resources?.opened(listener, this.#event);
  }

  /** @param {Listener} listener */
  remove(listener) {
    this.#listeners.delete(listener);
    this.#resources?.closed(listener);
  }

  /** @param {object} event */
  tell(event) {
    for (const listener of this.#listeners) listener(event);
  }
}
