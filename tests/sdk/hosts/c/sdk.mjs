// `EChatIM` over the C interface: what the suite calls becomes calls of C functions, what they call back with becomes
// promises and events. It adds nothing: no retry, no check, no time-out of its own.

import { randomUUID } from 'node:crypto';
import { Mirror } from './mirror.mjs';

/** @typedef {import('./bridge.mjs').Bridge} Bridge @typedef {(value: never) => unknown} Handler */
/** @typedef {{ resolve: (value: unknown) => void, reject: (error: Error) => void, onProgress: ((progress: object) => void) | undefined }} Operation */

/** Milliseconds between two looks at what a client has open, and until that counts as left behind. */
const lookEvery = 5;
const patience = 2000;

export class CSdk {
  #bridge;
  #resources;
  #extra;
  #last = 0;
  /** @type {Map<number, Operation>} */
  #operations = new Map();
  /** @type {Map<number, (value: string) => void>} */
  #subscriptions = new Map();
  /** @type {Set<CClient>} */
  #all = new Set();
  /** @type {Set<CClient>} */
  #closed = new Set();

  /**
   * @param {(heard: (fields: string[]) => void) => Bridge} start
   * @param {import('../resources.mjs').Resources} resources
   * @param {{ storeFolder: string, caFile?: string }} extra fields of each config
   * @param {(line: string) => void} log
   */
  constructor(start, resources, extra, log) {
    this.#bridge = start((fields) => this.#heard(fields));
    this.#resources = resources;
    this.#extra = extra;
    this.log = log;
  }

  get bridge() {
    return this.#bridge;
  }

  get storeFolder() {
    return this.#extra.storeFolder;
  }

  /** @param {Record<string, unknown>} config */
  createClient({ storage, ...config }) {
    const id = this.nextId();
    const error = this.#bridge.ask('create', String(id), JSON.stringify({ ...config, ...this.#extra }));
    if (error !== '') throw errorOf(JSON.parse(error));
    const mirror = storage ? new Mirror(this.storeFolder, String(config['loginAuid']), storage) : null;
    const client = new CClient(this, id, mirror);
    this.#all.add(client);
    this.#opened(client);
    return client;
  }

  im = {
    /** @param {Record<string, unknown>} config @param {(sdk: CClient | null, error?: unknown) => void} callback */
    init: (config, callback) => {
      const client = this.createClient(config);
      client.connect().then(
        () => callback(client),
        (error) => {
          client.close();
          callback(null, error);
        },
      );
    },
  };

  /** @param {CClient} client */
  #opened(client) {
    this.#resources.opened(client, `client ${client.id}`, () => client.drop());
  }

  nextId() {
    return (this.#last += 1);
  }

  /** @param {CClient} client @param {string} name @param {Record<string, unknown>} options @param {string[]} fields
   * @returns {Promise<unknown>} */
  perform(client, name, { signal, onProgress, ...options }, ...fields) {
    this.#opened(client);
    const id = this.nextId();
    const aborts = /** @type {import('../../contract/sdk.d.ts').Signal | undefined} */ (signal);
    return new Promise((resolve, reject) => {
      this.#operations.set(id, { resolve, reject, onProgress: /** @type {Operation['onProgress']} */ (onProgress) });
      this.#bridge.tell(name, String(client.id), String(id), optionsText(options), ...fields);
      const cancel = () => this.#bridge.tell('cancel', String(client.id), String(id));
      if (aborts?.aborted) cancel();
      else aborts?.addEventListener('abort', cancel);
    });
  }

  /** @param {CClient} client @param {string} event @param {(value: string) => void} handler @returns {() => void} */
  subscribe(client, event, handler) {
    const id = this.nextId();
    this.#subscriptions.set(id, handler);
    this.#bridge.tell('subscribe', String(client.id), String(id), event);
    return () => {
      this.#subscriptions.delete(id);
      this.#bridge.tell('unsubscribe', String(client.id), String(id));
    };
  }

  /** Waits for the answer. @param {string} question @param {CClient} client @param {string[]} fields @returns {string} */
  ask(question, client, ...fields) {
    return this.#bridge.ask(question, String(client.id), ...fields);
  }

  /** @param {CClient} client */
  close(client) {
    this.#bridge.tell('close', String(client.id));
    this.#closed.add(client);
  }

  /** Waits until nothing is open, for a while. What still is stays among the resources. */
  async rested() {
    const end = Date.now() + patience;
    for (const client of this.#all) {
      const isOpen = () => this.#bridge.ask('pending', String(client.id)) !== '0';
      while (!this.#resources.ended && isOpen() && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, lookEvery));
      if (!isOpen()) this.#resources.closed(client);
    }
  }

  /** Resolves when all clients have begun what was asked of them before, and have stored what they keep. */
  async settled() {
    const clients = [...this.#all].filter((client) => client.state !== 'closed');
    const nothing = clients.map((client) => this.perform(client, 'call', {}, 'no API', '').catch(() => null));
    await Promise.all(nothing);
  }

  /** Those that were closed: nobody is going to call them any more. */
  destroyClosed() {
    for (const client of this.#closed) {
      this.#all.delete(client);
      this.#bridge.tell('destroy', String(client.id));
    }
    this.#closed.clear();
  }

  /** @param {string[]} packet */
  #heard([kind, digits, first = '', second = '']) {
    const id = Number(digits);
    if (kind === 'event') return this.#subscriptions.get(id)?.(first);
    const operation = this.#operations.get(id);
    if (operation === undefined) return;
    if (kind === 'progress') {
      const [sent, total] = JSON.parse(first);
      return operation.onProgress?.({ sent, total });
    }
    this.#operations.delete(id);
    if (first === '') operation.resolve(JSON.parse(second));
    else operation.reject(errorOf(JSON.parse(first)));
  }
}

/** @typedef {{ total: number, conversations: { way: string, toTarget: string, unread: number }[] }} Counts */

/** The counts as C told them last. */
class CUnread {
  #client;
  #sdk;
  /** @type {Counts} */
  #counts = { total: 0, conversations: [] };
  /** @type {Set<{ call: (unread: CUnread) => unknown }>} */
  #handlers = new Set();
  #isHeard = false;

  /** @param {CClient} client @param {CSdk} sdk */
  constructor(client, sdk) {
    this.#client = client;
    this.#sdk = sdk;
  }

  get total() {
    return this.#counts.total;
  }

  get conversations() {
    return this.#counts.conversations;
  }

  /** @param {object} target */
  of(target) {
    const [kind, id] = addressOf(target);
    const way = kind === '0' ? 'P2P' : 'P2R';
    return this.conversations.find((each) => each.way === way && each.toTarget === id)?.unread ?? 0;
  }

  async refresh(options = {}) {
    this.#counts = /** @type {Counts} */ (await this.#sdk.perform(this.#client, 'unread', options));
    this.#hear();
  }

  /** @param {(unread: CUnread) => unknown} handler */
  onChange(handler) {
    const entry = { call: handler };
    this.#handlers.add(entry);
    this.#hear();
    return () => void this.#handlers.delete(entry);
  }

  #hear() {
    if (this.#isHeard) return;
    this.#isHeard = true;
    this.#sdk.subscribe(this.#client, 'unread', (value) => {
      this.#counts = JSON.parse(value);
      for (const { call } of [...this.#handlers]) call(this);
    });
  }
}

class CClient {
  #sdk;
  #mirror;
  #state = 'idle';
  /** @type {Map<string, { handlers: Set<{ call: Handler }>, off: () => void }>} */
  #heard = new Map();

  /** @param {CSdk} sdk @param {number} id @param {Mirror | null} mirror */
  constructor(sdk, id, mirror) {
    this.#sdk = sdk;
    this.id = id;
    this.#mirror = mirror;
    this.unread = new CUnread(this, sdk);
    sdk.subscribe(this, 'state', (value) => {
      if (this.#state !== 'closed') this.#state = JSON.parse(value);
      this.#emit('state', JSON.parse(value));
    });
    this.#heard.set('state', { handlers: new Set(), off: () => {} });
    sdk.subscribe(this, 'log', (value) => sdk.log(JSON.parse(value)));
  }

  get state() {
    return this.#state;
  }

  /** @type {Readonly<Record<string, import('../../contract/sdk.d.ts').Api>>} */
  apis = new Proxy(
    {},
    {
      get: (_apis, name) => ({
        call: async (/** @type {object | undefined} */ form, /** @type {object} */ options = {}) => {
          const text = form === undefined ? '' : JSON.stringify(form);
          const answer = /** @type {import('../../contract/sdk.d.ts').ApiResponse} */ (
            await this.#sdk.perform(this, 'call', { ...options }, String(name), text)
          );
          const isSucceed = () => answer.code === 200;
          return { ...answer, isSucceed, isFailed: () => !isSucceed() };
        },
      }),
    },
  );

  /** @param {string} event @param {Handler} handler */
  on(event, handler) {
    const entry = { call: handler };
    const known = this.#heard.get(event);
    if (known) known.handlers.add(entry);
    else {
      const off = this.#sdk.subscribe(this, event, (value) => this.#emit(event, JSON.parse(value)));
      this.#heard.set(event, { handlers: new Set([entry]), off });
    }
    return () => this.#off(event, entry);
  }

  /** @param {string} event @param {{ call: Handler }} entry */
  #off(event, entry) {
    const known = this.#heard.get(event);
    if (!known?.handlers.delete(entry) || known.handlers.size > 0 || event === 'state') return;
    this.#heard.delete(event);
    known.off();
  }

  /** @param {string} event @param {unknown} value */
  #emit(event, value) {
    const given = event === 'error' ? errorOf(/** @type {Record<string, unknown>} */ (value)) : value;
    for (const { call } of [...(this.#heard.get(event)?.handlers ?? [])]) call(/** @type {never} */ (given));
  }

  connect(options = {}) {
    return this.#sdk.perform(this, 'connect', options);
  }

  close() {
    if (this.#state === 'closed' && this.#isClosing) return;
    this.#isClosing = true;
    this.#state = 'closed';
    this.#mirror?.end();
    this.#sdk.close(this);
  }
  #isClosing = false;

  /** The program was killed. */
  drop() {
    this.#mirror?.end();
  }

  /** @param {object} target @param {string} text @param {Record<string, unknown>} [options] */
  sendText(target, text, options = {}) {
    return this.#send('sendText', target, text, options);
  }

  /** @param {object} target @param {object} content @param {Record<string, unknown>} [options] */
  send(target, content, options = {}) {
    const { clientMessageId, ...rest } = /** @type {Record<string, unknown>} */ (content);
    const chosen = clientMessageId === undefined ? options : { ...options, clientMessageId };
    return this.#send('send', target, JSON.stringify(rest), chosen);
  }

  /** @param {object} target @param {{ path: string, name: string }} file @param {Record<string, unknown>} [options] */
  sendImage(target, { path, name }, options = {}) {
    return this.#send('sendImage', target, path, { ...options, name });
  }

  /** @param {object} target @param {{ path: string, name: string }} file @param {Record<string, unknown>} [options] */
  sendFile(target, { path, name }, options = {}) {
    return this.#send('sendFile', target, path, { ...options, name });
  }

  /** A program in C that wants to know a message's name at once chooses it.
   * @param {string} operation @param {object} target @param {string} content @param {Record<string, unknown>} options */
  #send(operation, target, content, { clientMessageId = randomUUID(), ...options }) {
    const named = { ...options, clientMessageId };
    return Object.assign(this.#sdk.perform(this, operation, named, ...addressOf(target), content), { clientMessageId });
  }

  /** @param {object} target @param {string} messageId @param {Record<string, unknown>} [options] */
  async markRead(target, messageId, options = {}) {
    await this.#sdk.perform(this, 'markRead', options, ...addressOf(target), messageId);
  }

  outbox = {
    list: () => JSON.parse(this.#sdk.ask('outboxList', this)),
    retry: (/** @type {string} */ id) => JSON.parse(this.#sdk.ask('outboxRetry', this, id)),
    drop: (/** @type {string} */ id) => JSON.parse(this.#sdk.ask('outboxDrop', this, id)),
  };

  /** @param {{ path: string, name: string }} file @param {Record<string, unknown>} [options] */
  upload({ path, name }, options = {}) {
    return this.#sdk.perform(this, 'upload', { ...options, name }, path);
  }
}

/** What is no target has no number in C, either. @param {object} target @returns {[string, string]} */
function addressOf(target) {
  if ('user' in target) return ['0', String(target.user)];
  if ('room' in target) return ['1', String(target.room)];
  return ['7', ''];
}

/** JSON has no NaN: it goes as something that is no number either. Infinity becomes null, which is no limit.
 * @param {Record<string, unknown>} options */
function optionsText(options) {
  const text = JSON.stringify(options, (_key, value) => (Number.isNaN(value) ? 'NaN' : value));
  return text === '{}' ? '' : text;
}

/** @param {Record<string, unknown>} fields of echatim_error_json */
function errorOf({ name, message, serverCode, serverMessage, ...fields }) {
  const error = new Error(String(message));
  delete fields['code'];
  return Object.assign(error, fields, { name }, serverCode !== undefined && { code: serverCode, msg: serverMessage });
}
