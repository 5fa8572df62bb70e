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

/**
 * Methods, by the module that they are in, and what is left of them. engine.io's socket has one transport from its
 * beginning to its end, and is told where its server is in parts; socket.io's packets have no binary parts.
 * @type {readonly { module: RegExp, methods: Readonly<Record<string, string>> }[]}
 */
const shortened = [
  {
    module: /[\\/]engine\.io-client[\\/]build[\\/]esm[\\/]socket\.js$/,
    methods: {
      'constructor(opts)': `
        super();
        this.binaryType = defaultBinaryType;
        this.writeBuffer = [];
        this._prevBufferLen = 0;
        this._pingTimeoutTime = Infinity;
        installTimerFunctions(this, opts);
        const { hostname, port, secure } = opts;
        this.hostname = hostname;
        this.port = port;
        this.secure = secure;
        this.opts = Object.assign({}, opts, { path: opts.path + "/" });
        if (withEventListeners && hostname !== "localhost") {
          this._offlineEventListener = () => this._onClose("transport close", { description: "network connection lost" });
          OFFLINE_EVENT_LISTENERS.push(this._offlineEventListener);
        }
        this._open();`,
      'createTransport()': `
        const query = { EIO: protocol, transport: "websocket" };
        const opts = Object.assign({}, this.opts, { query, socket: this });
        return new this.opts.transports[0](opts);`,
      '_open()': `
        this.readyState = "opening";
        const transport = this.createTransport();
        transport.open();
        this.setTransport(transport);`,
      '_probe()': '',
      'onOpen()': `
        this.readyState = "open";
        this.emitReserved("open");
        this.flush();`,
      '_filterUpgrades()': '',
      '_getWritablePackets()': 'return this.writeBuffer;',
      '_hasPingExpired()': '',
      'send()': '',
      '_sendPacket(type, data)': `
        if ("closing" === this.readyState || "closed" === this.readyState) return;
        this.writeBuffer.push({ type, data });
        this.flush();`,
      'close()': `
        const close = () => {
          this._onClose("forced close");
          this.transport.close();
        };
        if ("opening" !== this.readyState && "open" !== this.readyState) return;
        this.readyState = "closing";
        if (this.writeBuffer.length) this.once("drain", close);
        else close();`,
      '_onError(error)': `
        this.emitReserved("error", error);
        this._onClose("transport error", error);`,
    },
  },
  {
    module: /[\\/]socket\.io-parser[\\/]build[\\/]esm[\\/]index\.js$/,
    methods: {
      'encode(packet)': 'return [this.encodeAsString(packet)];',
      'encodeAsBinary()': '',
      'add(text)': `
        const packet = this.decodeString(text);
        if (packet.type > PacketType.CONNECT_ERROR) throw new Error("a packet with binary parts");
        super.emitReserved("decoded", packet);`,
      'destroy()': '',
    },
  },
];

/** Names that only these libraries' own objects have, and that nobody outside them reads. */
export const libraryNames = [
  'clearTimeoutFn',
  'emitReserved',
  'readyState',
  'setTimeoutFn',
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
      for (const { module, methods } of shortened) {
        onLoad({ filter: module }, async ({ path }) => ({
          contents: withShortMethods(await readFile(path, 'utf8'), path, methods),
        }));
      }
    },
  };
}

/** @param {string} text @param {string} path @param {Readonly<Record<string, string>>} methods
 * @throws {BuildError} when the library is no longer written as it was */
function withShortMethods(text, path, methods) {
  let short = text;
  for (const [head, body] of Object.entries(methods)) {
    const name = head.replace(/\(.*/, '');
    const method = new RegExp(`^    (/\\* private \\*/ )?${name}\\(.*\\) \\{\\n[^]*?^    \\}$`, 'm');
    if (!method.test(short)) throw new BuildError(`${path}: there is no method ${name} to leave out`);
    short = short.replace(method, () => `    ${head} { ${body} }`);
  }
  return short;
}
