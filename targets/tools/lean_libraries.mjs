// An esbuild plugin that leaves out of engine.io's client and of the parsers what the SDK never reaches.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from './error.mjs';

const nothing = '{}';
const never = '() => false';

/** As much of component-emitter as the two libraries call. */
const emitter = `class {
  constructor() { this._handlers = {}; }
  on(event, handler) { (this._handlers[event] = this._handlers[event] || []).push(handler); return this; }
  once(event, handler) {
    const once = (...values) => { this.off(event, once); handler.apply(this, values); };
    once._handler = handler;
    return this.on(event, once);
  }
  off(event, handler) {
    this._handlers[event] = (this._handlers[event] || []).filter((each) => each !== handler && each._handler !== handler);
    return this;
  }
  removeAllListeners(event) { if (event) delete this._handlers[event]; else this._handlers = {}; return this; }
  emit(event, ...values) { (this._handlers[event] || []).slice().forEach((each) => each.apply(this, values)); return this; }
  emitReserved(event, ...values) { return this.emit(event, ...values); }
}`;

/** Modules, whose they are, and what stands in place of what is imported from them. */
export const leftOut = [
  // The SDK brings its own transport, and says where its server is in parts.
  {
    module: /\/transports\//,
    of: /[\\/]engine\.io-client[\\/]/,
    exports: { transports: nothing, Fetch: nothing, XHR: nothing, WS: nothing, WT: nothing },
  },
  {
    module: /^@socket\.io\/component-emitter$/,
    of: /[\\/](engine\.io-client|socket\.io-parser)[\\/]/,
    exports: { Emitter: emitter },
  },
  { module: /\/parseuri\.js$/, of: /[\\/]engine\.io-client[\\/]/, exports: { parse: nothing } },
  // Binary data as base64 is for long polling. A frame that claims to be that is malformed.
  { module: /\/base64-arraybuffer\.js$/, of: /[\\/]engine\.io-parser[\\/]/, exports: { decode: nothing } },
  // What E聊 sends is JSON. A packet that claims to have binary parts is malformed.
  {
    module: /\/(is-)?binary\.js$/,
    of: /[\\/]socket\.io-parser[\\/]/,
    exports: { deconstructPacket: nothing, reconstructPacket: nothing, isBinary: never, hasBinary: never },
  },
];

/** Methods of engine.io's socket for other transports than the first one, and their bodies without those. */
const methods = { _probe: '', _filterUpgrades: 'return [];', _getWritablePackets: 'return this.writeBuffer;' };

/** Names that only these libraries' own objects have, and that nobody outside them reads. */
export const libraryNames = [
  'clearTimeoutFn',
  'emitReserved',
  'finishedReconstruction',
  'priorWebsocketSuccess',
  'readyState',
  'reconPack',
  'reconstructor',
  'setTimeoutFn',
  'transportImplementations',
  'transports',
  'writeBuffer',
];

/** @param {object} exports what each name stands for, as code @returns {string} the module */
export const moduleOf = (exports) =>
  Object.entries(exports)
    .map(([name, value]) => `export const ${name} = ${value};`)
    .join('');

/**
 * The plugin also takes away engine.io's way to the global object (see sdk-src/wire/engine_scope.ts).
 * @param {string} stripped @returns {import('esbuild').Plugin}
 */
export function leanLibraries(stripped) {
  return {
    name: 'lean libraries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/globals\.node\.js$/ }, ({ importer }) =>
        /[\\/]engine\.io-client[\\/]/.test(importer) ? { path: join(stripped, 'wire/engine_scope.ts') } : undefined,
      );
      leftOut.forEach(({ module, of, exports }, index) => {
        const namespace = `left-out-${index}`;
        onResolve({ filter: module }, ({ path, importer }) => (of.test(importer) ? { path, namespace } : undefined));
        onLoad({ filter: /.*/, namespace }, () => ({ contents: moduleOf(exports) }));
      });
      onLoad({ filter: /[\\/]engine\.io-client[\\/]build[\\/]esm[\\/]socket\.js$/ }, async ({ path }) => ({
        contents: withShortMethods(await readFile(path, 'utf8'), path),
      }));
    },
  };
}

/** @param {string} text @param {string} path @throws {BuildError} when the library is no longer written as it was */
function withShortMethods(text, path) {
  let shortened = text;
  for (const [name, body] of Object.entries(methods)) {
    const method = new RegExp(`^    ${name}\\(.*\\) \\{\\n[^]*?^    \\}$`, 'm');
    if (!method.test(text)) throw new BuildError(`${path}: there is no method ${name} to leave out`);
    shortened = shortened.replace(method, () => `    ${name}() { ${body} }`);
  }
  return shortened;
}
