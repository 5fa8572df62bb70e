// Loads modules as mini-programs do: each in a function whose parameters hide every browser global, in strict mode.

import path from 'node:path/posix';
import vm from 'node:vm';

/** Names that exist in a mini-program's engine and are taken from its modules. */
const hidden = [
  'window',
  'document',
  'frames',
  'self',
  'location',
  'navigator',
  'localStorage',
  'sessionStorage',
  'history',
  'screen',
  'alert',
  'confirm',
  'prompt',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'Worker',
  'URL',
  'global',
  'globalThis',
  'process',
  'Buffer',
  'setImmediate',
];

export class Modules {
  #context;
  #files;
  #given;
  /** @type {Map<string, { exports: unknown }>} */
  #loaded = new Map();

  /** @param {vm.Context} context @param {ReadonlyMap<string, string>} files code by absolute path in the package
   * @param {Readonly<Record<string, unknown>>} [given] what hidden names are all the same, as on newer base libraries */
  constructor(context, files, given = {}) {
    this.#context = context;
    this.#files = files;
    this.#given = given;
  }

  /** @param {string} file absolute in the package @returns {unknown} its exports */
  load(file) {
    const known = this.#loaded.get(file);
    if (known) return known.exports;
    const code = this.#files.get(file);
    if (code === undefined) throw new Error(`module '${file}' is not defined`);
    const module = vm.runInContext('({ exports: {} })', this.#context);
    this.#loaded.set(file, module);
    const factory = vm.runInContext(
      `(function (require, module, exports, ${hidden.join(', ')}) { "use strict"; ${code}\n})`,
      this.#context,
      { filename: file },
    );
    const require = (/** @type {string} */ name) => this.load(path.join(path.dirname(file), name));
    factory(require, module, module.exports, ...hidden.map((name) => this.#given[name]));
    return module.exports;
  }
}
