// The engine of a mini-program: no eval, no browser, no Node; `wx` over real sockets, a console, timers.

import vm from 'node:vm';
import { Timers } from '../timers.mjs';
import { makeWx } from './wx.mjs';

/** @typedef {import('../../bench.mjs').Job} Job */

/**
 * @param {Job} job @param {import('../items.mjs').Items} items
 * @param {object} how
 * @param {Parameters<typeof makeWx>[3]} how.baseLibrary
 * @param {(context: vm.Context) => void} [how.prepare] what is done to the engine before it has anything
 * @returns {vm.Context}
 */
export function makeContext(job, items, { baseLibrary, prepare = () => {} }) {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  prepare(context);
  const print = (/** @type {unknown[]} */ ...words) => job.log(words.map(String).join(' '));
  Object.assign(context, {
    wx: makeWx(job, engineOf(context), items.of(job.resources), baseLibrary),
    console: { log: print, info: print, warn: print, error: print, debug: print },
    ...new Timers(job.resources).functions,
  });
  vm.runInContext('delete globalThis.globalThis', context);
  return context;
}

/** @param {vm.Context} context @returns {import('./wx.mjs').Engine} */
function engineOf(context) {
  const make = vm.runInContext('(length) => new Uint8Array(length)', context);
  const isBuffer = vm.runInContext('(value) => value instanceof ArrayBuffer', context);
  return {
    buffer: (bytes) => {
      const copy = make(bytes.length);
      copy.set(bytes);
      return copy.buffer;
    },
    isBuffer,
  };
}
