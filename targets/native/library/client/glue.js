// Between the C interface and `EChatIM`: evaluated after the bundle, in the same context. What goes to the border is
// numbers and text, JSON where it has a shape. Its value is a function of the border that gives back what C++ calls.
(function (border) {
  'use strict';
  const { ConfigError } = EChatIM;

  /** As in echatim.h. */
  const codes = {
    ConfigError: 1,
    StateError: 2,
    AbortError: 3,
    TimeoutError: 4,
    TransportError: 5,
    ProtocolError: 6,
    RefusedError: 7,
    LoginRefusedError: 8,
    SessionExpiredError: 9,
    KickedError: 10,
    OutboxFullError: 11,
    OutcomeUnknownError: 12,
    StorageError: 13,
    HandlerError: 14,
  };
  const other = 16;

  let client = null;
  /** What gives up an operation, by its id. */
  const aborts = new Map();
  /** What unregisters the handler of an event. */
  const heard = new Map();
  /** What says that a message was handled, by its number. */
  const unhandled = new Map();
  let lastMessage = 0;

  const isRefusal = (name) => name === 'RefusedError' || name === 'LoginRefusedError';

  function plain(error) {
    if (!(error instanceof Error)) return { name: 'Error', code: other, message: String(error) };
    const { name, message } = error;
    const fields = { name, code: codes[name] || other, message };
    if (isRefusal(name)) Object.assign(fields, { serverCode: error.code, serverMessage: error.msg });
    for (const field of ['field', 'clientMessageId', 'tries', 'timeout', 'repeats'])
      if (error[field] !== undefined && error[field] !== '') fields[field] = error[field];
    if (fields.repeats === 0) delete fields.repeats;
    if (error.cause !== undefined)
      fields.cause = error.cause instanceof Error ? error.cause.message : String(error.cause);
    return fields;
  }

  const succeed = (id, result) => border.succeeded(id, JSON.stringify(result === undefined ? null : result));

  function fail(id, error) {
    const fields = plain(error);
    const { code, name, message, field = '', serverCode = 0, serverMessage = '' } = fields;
    border.failed(id, code, name, message, field, serverCode, serverMessage, JSON.stringify(fields));
  }

  /** A JSON object. */
  function read(field, text) {
    let value;
    try {
      value = JSON.parse(text);
    } catch (_thrown) {
      // What was thrown quotes the text.
      throw new ConfigError(field, 'is no JSON');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new ConfigError(field, 'must be a JSON object');
    return value;
  }

  function readOptions(text, known) {
    const options = text === null ? {} : read('options', text);
    for (const name of Object.keys(options))
      if (name !== 'timeout' && known.indexOf(name) < 0) throw new ConfigError(`options.${name}`, 'is no option');
    if (options.timeout === null) options.timeout = Infinity;
    const { clientMessageId } = options;
    if (clientMessageId !== undefined && (typeof clientMessageId !== 'string' || clientMessageId === ''))
      throw new ConfigError('options.clientMessageId', 'must be text');
    return options;
  }

  /** The part of AbortSignal that the SDK uses. */
  function makeAbort() {
    const listeners = new Set();
    const signal = {
      aborted: false,
      addEventListener: (_type, listener) => void listeners.add(listener),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
    };
    const abort = () => {
      signal.aborted = true;
      for (const listener of Array.from(listeners)) listener();
    };
    return { signal, abort };
  }

  const target = (kind, id) => {
    if (kind === 0) return { user: id };
    if (kind === 1) return { room: id };
    throw new ConfigError('target', 'must be a user or a room');
  };

  const file = (path, { name }) => {
    if (path === '') throw new ConfigError('path', 'must not be empty');
    if (name === undefined) return { path };
    if (typeof name !== 'string' || name === '') throw new ConfigError('options.name', 'must be text');
    return { path, name };
  };

  /** A message with the name that the program has chosen for it. */
  const named = (content, { clientMessageId }) =>
    clientMessageId === undefined ? content : Object.assign(content, { clientMessageId });

  const without = (options, ...names) => {
    const rest = Object.assign({}, options);
    for (const name of names) delete rest[name];
    return rest;
  };

  const sendFile = (method) => (options, kind, to, path) =>
    client[method](target(kind, to), file(path, options), without(options, 'name'));

  const sendContent = (options, kind, to, content) =>
    client.send(target(kind, to), named(content, options), without(options, 'clientMessageId'));

  const countsOf = ({ total, conversations }) => ({ total, conversations });

  /** By name: the options that it knows beside `timeout`, and what it does. */
  const operations = {
    connect: { knows: ['wait'], run: (options) => client.connect(options).then(() => null) },
    call: {
      knows: [],
      run: (options, name, text) => {
        if (!Object.prototype.hasOwnProperty.call(client.apis, name)) throw new ConfigError('api', 'is no API');
        // `login` alone tells an empty form from none.
        const form = text !== null ? read('form', text) : name === 'login' ? undefined : {};
        return client.apis[name].call(form, options).then(({ code, msg, data }) => ({ code, msg, data }));
      },
    },
    sendText: {
      knows: ['clientMessageId'],
      run: (options, kind, to, text) => sendContent(options, kind, to, { type: 'TEXT', body: text }),
    },
    send: {
      knows: ['clientMessageId'],
      run: (options, kind, to, text) => sendContent(options, kind, to, read('content', text)),
    },
    sendImage: { knows: ['name', 'clientMessageId'], run: sendFile('sendImage') },
    sendFile: { knows: ['name', 'clientMessageId'], run: sendFile('sendFile') },
    upload: { knows: ['name'], run: (options, path) => client.upload(file(path, options), without(options, 'name')) },
    markRead: { knows: [], run: (options, kind, to, id) => client.markRead(target(kind, to), id, options) },
    unread: { knows: [], run: (options) => client.unread.refresh(options).then(() => countsOf(client.unread)) },
    outboxList: { knows: [], run: () => Promise.resolve(client.outbox.list()) },
    outboxRetry: { knows: [], run: (_options, id) => Promise.resolve(client.outbox.retry(id)) },
    outboxDrop: { knows: [], run: (_options, id) => Promise.resolve(client.outbox.drop(id)) },
  };

  const optionalText = (config, field) => {
    const { [field]: value } = config;
    delete config[field];
    if (value !== undefined && typeof value !== 'string') throw new ConfigError(field, 'must be a string');
    return value === undefined ? null : value;
  };

  /** Tells the account of one address from that of another, as the names of stored items do. */
  function identityOf({ host, secure, httpPort, key, loginAuid }) {
    const isSecure = secure === undefined ? /^https:/i.test(host) : secure;
    const name = host.replace(/^https?:\/\//i, '').replace(/\/$/, '');
    return JSON.stringify([name.toLowerCase(), httpPort || (isSecure ? 443 : 80), key, loginAuid]);
  }

  return {
    create(text) {
      try {
        const config = read('config', text);
        const caFile = optionalText(config, 'caFile');
        const storeFolder = optionalText(config, 'storeFolder');
        if (caFile === '') throw new ConfigError('caFile', 'must not be empty');
        const made = EChatIM.createClient(config);
        const [field, problem] = border.settle(caFile, storeFolder, config.loginAuid, identityOf(config)).split('\n');
        if (field) throw new ConfigError(field, problem);
        client = made;
        client.on('state', (state) => border.stateChanged(state));
      } catch (error) {
        fail(0, error);
      }
    },

    begin(id, name, text, ...args) {
      try {
        const { knows, run } = operations[name];
        const { signal, abort } = makeAbort();
        const onProgress = ({ sent, total }) => border.progressed(id, sent, total);
        const options = Object.assign(readOptions(text, knows), { signal, onProgress });
        aborts.set(id, abort);
        run(options, ...args).then(
          (result) => {
            aborts.delete(id);
            succeed(id, result);
          },
          (error) => {
            aborts.delete(id);
            fail(id, error);
          },
        );
      } catch (error) {
        aborts.delete(id);
        fail(id, error);
      }
    },

    cancel(id) {
      const abort = aborts.get(id);
      if (abort !== undefined) abort();
    },

    hear(event) {
      if (heard.has(event)) return;
      if (event === 'unread') {
        const tell = (unread) => border.happened(event, JSON.stringify(countsOf(unread)), 0);
        heard.set(event, client.unread.onChange(tell));
        return;
      }
      const handler = (value) => {
        if (event !== 'message') {
          border.happened(event, JSON.stringify(event === 'error' ? plain(value) : value), 0);
          return undefined;
        }
        const number = (lastMessage += 1);
        const handled = new Promise((resolve) => unhandled.set(number, resolve));
        border.happened(event, JSON.stringify(value), number);
        return handled;
      };
      heard.set(event, client.on(event, handler));
    },

    unhear(event) {
      const off = heard.get(event);
      heard.delete(event);
      if (off !== undefined) off();
    },

    handled(...numbers) {
      for (const number of numbers) {
        const resolve = unhandled.get(number);
        unhandled.delete(number);
        if (resolve !== undefined) resolve();
      }
    },

    close() {
      client.close();
    },
  };
});
