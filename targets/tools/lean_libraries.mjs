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

const packetTypes = '["open", "close", "ping", "pong", "message", "upgrade", "noop"]';
const encode = `({ type, data }, _, callback) => callback(${packetTypes}.indexOf(type) + (data || ""))`;
const decode = `(frame) => {
  if (typeof frame !== "string") return { type: "message", data: frame };
  const type = ${packetTypes}[frame.charAt(0)];
  return type ? { type, data: frame.slice(1) } : { type: "error", data: "parser error" };
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
  // The SDK sends text. What comes and is no text goes on as it is; text that claims to hold it, for long polling, is malformed.
  {
    module: /\/encodePacket\.js$/,
    of: /[\\/]engine\.io-parser[\\/]/,
    exports: { encodePacket: encode, encodePacketToBinary: nothing },
  },
  { module: /\/decodePacket\.js$/, of: /[\\/]engine\.io-parser[\\/]/, exports: { decodePacket: decode } },
  { module: /\/commons\.js$/, of: /[\\/]engine\.io-parser[\\/]/, exports: { ERROR_PACKET: nothing } },
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
      'createTransport()': 'return new this.opts.transports[0](Object.assign({}, this.opts, { socket: this }));',
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
      'onHandshake(data)': `
        this.emitReserved("handshake", data);
        this._pingTimeout = data.pingInterval + data.pingTimeout;
        this.onOpen();
        if ("closed" !== this.readyState) this._resetPingTimeout();`,
      '_onPacket(packet)': `
        if ("closed" === this.readyState) return;
        if ("open" === packet.type) this.onHandshake(JSON.parse(packet.data));
        if ("ping" === packet.type) {
          this._sendPacket("pong");
          this._resetPingTimeout();
        }
        if ("error" === packet.type) this._onError(Object.assign(new Error("server error"), { code: packet.data }));
        if ("message" === packet.type) this.emitReserved("data", packet.data);`,
      '_resetPingTimeout()': `
        this.clearTimeoutFn(this._pingTimeoutTimer);
        this._pingTimeoutTimer = this.setTimeoutFn(() => this._onClose("ping timeout"), this._pingTimeout);`,
      'flush()': `
        if ("closed" === this.readyState || !this.transport.writable || !this.writeBuffer.length) return;
        this.transport.send(this.writeBuffer);
        this._prevBufferLen = this.writeBuffer.length;`,
      '_getWritablePackets()': '',
      '_hasPingExpired()': '',
      'write(data)': 'this._sendPacket("message", data);',
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
      '_onClose(reason, description)': `
        if ("closed" === this.readyState) return;
        this.clearTimeoutFn(this._pingTimeoutTimer);
        this.transport.removeAllListeners("close");
        this.transport.close();
        this.transport.removeAllListeners();
        const index = OFFLINE_EVENT_LISTENERS.indexOf(this._offlineEventListener);
        if (index >= 0) OFFLINE_EVENT_LISTENERS.splice(index, 1);
        this.readyState = "closed";
        this.emitReserved("close", reason, description);
        this.writeBuffer = [];
        this._prevBufferLen = 0;`,
      '_filterUpgrades()': '',
    },
  },
  {
    module: /[\\/]engine\.io-client[\\/]build[\\/]esm[\\/]transport\.js$/,
    methods: {
      'Transport.constructor(opts)': `
        super();
        this.writable = false;
        this.opts = opts;
        this.socket = opts.socket;`,
      'onError(reason, description)': 'super.emitReserved("error", new TransportError(reason, description));',
      'createUri(schema)': `
        const { hostname, port, path, secure } = this.opts;
        const host = hostname.indexOf(":") < 0 ? hostname : "[" + hostname + "]";
        const suffix = port && port !== (secure ? 443 : 80) ? ":" + port : "";
        return schema + "://" + host + suffix + path + "?EIO=4&transport=websocket";`,
      '_hostname()': '',
      '_port()': '',
      '_query()': '',
    },
  },
  {
    module: /[\\/]socket\.io-parser[\\/]build[\\/]esm[\\/]index\.js$/,
    methods: {
      'encode({ type, id, data })': `
        return ["" + type + (id != null ? id : "") + (data != null ? JSON.stringify(data) : "")];`,
      'encodeAsString()': '',
      'encodeAsBinary()': '',
      'add(text)': `
        const [head, type, nsp = "/", id] = /^([0-4])(\\/[^,]*)?,?(\\d*)/.exec(text);
        const packet = { type: +type, nsp };
        if (id) packet.id = +id;
        if (text.length > head.length) {
          packet.data = JSON.parse(text.slice(head.length));
          if (!Decoder.isPayloadValid(packet.type, packet.data)) throw new Error("invalid payload");
        }
        super.emitReserved("decoded", packet);`,
      'static isPayloadValid(type, payload)': `
        if (type === PacketType.DISCONNECT) return payload === undefined;
        if (type === PacketType.CONNECT || type === PacketType.CONNECT_ERROR)
          return isObject(payload) || (type === PacketType.CONNECT_ERROR && typeof payload === "string");
        return Array.isArray(payload) && (type === PacketType.ACK || typeof payload[0] === "string" || typeof payload[0] === "number");`,
      'decodeString()': '',
      'tryParse()': '',
      'destroy()': '',
    },
  },
];

/** Names that only these libraries' own objects have, and that nobody outside them reads. */
export const libraryNames = [
  'clearTimeoutFn',
  'emitReserved',
  'removeAllListeners',
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
    const [, owner, name = ''] = /^(?:(\w+)\.)?([\w ]+)/.exec(head) ?? [];
    // Of a file with several classes the one that has the method.
    const start = owner === undefined ? 0 : short.indexOf(`class ${owner} `);
    const method = new RegExp(`^    (/\\* private \\*/ )?${name}\\(.*\\) \\{\\n[^]*?^    \\}$`, 'm');
    const rest = short.slice(start);
    if (start < 0 || !method.test(rest)) throw new BuildError(`${path}: there is no method ${head} to leave out`);
    short = short.slice(0, start) + rest.replace(method, () => `    ${head.replace(`${owner}.`, '')} { ${body} }`);
  }
  return short;
}
