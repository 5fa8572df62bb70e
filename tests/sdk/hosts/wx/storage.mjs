// `wx.setStorageSync` and its kin, with the limits of the platform.

import { Strictness } from './strictness.mjs';

/** Bytes of one item, and of all. Source: the mini-program's storage guide. */
const maxItem = 1024 * 1024;
const maxTotal = 10 * 1024 * 1024;

export class WxStorage {
  #items;

  /** @param {import('../items.mjs').ProgramItems} items */
  constructor(items) {
    this.#items = items;
  }

  /** @param {unknown} key @returns {unknown} '' for an item that does not exist */
  get(key) {
    return this.#items.get(keyOf(key)) ?? '';
  }

  /** @param {unknown} key @param {unknown} value */
  set(key, value) {
    const name = keyOf(key);
    const size = Buffer.byteLength(name) + Buffer.byteLength(JSON.stringify(value) ?? '');
    if (size > maxItem) throw new Error('setStorageSync:fail entry size limit reached');
    if (this.#items.size - this.#items.sizeOf(name) + size > maxTotal)
      throw new Error('setStorageSync:fail exceed storage max size 10Mb');
    this.#items.set(name, value, size);
  }

  /** @param {unknown} key */
  remove(key) {
    this.#items.remove(keyOf(key));
  }

  /** Sizes in kilobytes. */
  info() {
    return { keys: this.#items.keys, currentSize: Math.ceil(this.#items.size / 1024), limitSize: maxTotal / 1024 };
  }
}

/** @param {unknown} key */
function keyOf(key) {
  if (typeof key !== 'string' || key === '') throw Strictness.broken('storage', 'a key is a string');
  return key;
}
