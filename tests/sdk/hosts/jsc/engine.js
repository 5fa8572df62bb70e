// Runs first in the JavaScriptCore shell: takes the shell's own globals away, and leaves `__echatHost` and `contractLoop`.
// The host lives in another process. Each line on standard output is a message to it, each line on standard input one from it.
(function () {
  'use strict';
  const { print, readline, drainMicrotasks, setUnhandledRejectionCallback } = globalThis;
  const shell = [
    'print',
    'readline',
    'drainMicrotasks',
    'setUnhandledRejectionCallback',
    'load',
    'readFile',
    'quit',
    'setTimeout',
    'console',
    'WebAssembly',
    'eval',
  ];
  for (const name of shell) delete globalThis[name];

  // The shell writes bytes, not code points: nothing but ASCII may reach it.
  const escaped = (text) =>
    text.replace(/[^\x20-\x7e]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));
  const tell = (message) => print(escaped(JSON.stringify(message)));

  setUnhandledRejectionCallback((_promise, reason) =>
    tell({ member: 'unhandled rejection', id: 0, args: [`${reason}`] }),
  );

  let lastId = 0;
  const waiting = new Map();
  /** Starts something on the host's side; `events` are what it may call, by name. */
  const start = (member, args, events) => {
    lastId += 1;
    waiting.set(lastId, events);
    tell({ member, id: lastId, args });
    return lastId;
  };
  const end = (member, id, ...args) => tell({ member, id, args });

  const items = new Map();
  globalThis.__echatHost = {
    setTimer: (callback, delay) => start('setTimer', [delay], { fired: callback }),
    clearTimer: (id) => end('clearTimer', id),
    request: (request, done) => start('request', [request], { done }),
    upload: (upload, progress, done) => start('upload', [upload], { progress, done }),
    cancelRequest: (id) => end('cancelRequest', id),
    openSocket: (url, events) => start('openSocket', [url], events),
    sendSocket: (id, data) => {
      if (typeof data !== 'string') throw new TypeError('this host carries text frames only');
      end('sendSocket', id, data);
    },
    closeSocket: (id) => end('closeSocket', id),
    readItem: (key) => items.get(key) ?? null,
    writeItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    watchNetwork: (changed) => start('watchNetwork', [], { changed }),
    unwatchNetwork: (id) => end('unwatchNetwork', id),
    log: (line) => end('log', 0, line),
  };

  const last = ['fired', 'done', 'closed', 'answered'];
  const receive = ({ id, event, args }) => {
    const events = waiting.get(id);
    if (last.includes(event)) waiting.delete(id);
    events?.[event]?.(...args);
  };

  globalThis.contractLoop = (server, only) => {
    let over = false;
    const finish = (message) => {
      tell(message);
      over = true;
    };
    const ask = (question, answered) => void start('ask', [question], { answered });
    contractSuite.run({ sdk: EChatIM, server, ask, file: (path, name) => ({ path, name }) }, only).then(
      (results) => finish({ member: 'results', id: 0, args: [results] }),
      (error) => finish({ member: 'failed', id: 0, args: [String(error)] }),
    );
    drainMicrotasks();
    while (!over) {
      const line = readline();
      // The other process is gone: nobody would ever end this loop.
      if (!line) return;
      try {
        receive(JSON.parse(line));
        drainMicrotasks();
      } catch (error) {
        tell({ member: 'thrown', id: 0, args: [`${error}\n${error.stack}`] });
      }
    }
  };
})();
