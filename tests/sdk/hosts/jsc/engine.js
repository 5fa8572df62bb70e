// Runs first in the JavaScriptCore shell: takes the shell's own globals away, and leaves `__echatHost`, `contractLoop` and `puppetLoop`.
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

  /** Lines that came while an answer was waited for. */
  const postponed = [];
  /** Asks and waits, as a call into a program's own code would: whatever else arrives meanwhile has its turn afterwards. */
  const answerOf = (member, ...args) => {
    lastId += 1;
    tell({ member, id: lastId, args });
    for (;;) {
      const line = readline();
      if (!line) throw new Error('the host is gone');
      const { id, event, args } = JSON.parse(line);
      if (id === lastId && event === 'returned') return args[0];
      postponed.push(line);
    }
  };

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
    readItem: (key) => answerOf('readItem', key),
    writeItem: (key, value) => void answerOf('writeItem', key, value),
    removeItem: (key) => void answerOf('removeItem', key),
    takeLock: (name) => answerOf('takeLock', name),
    releaseLock: (name) => void answerOf('releaseLock', name),
    randomId: () => answerOf('randomId'),
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

  /** Passes lines on until `over` says so. */
  const loop = (over) => {
    drainMicrotasks();
    while (!over()) {
      const line = postponed.shift() ?? readline();
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

  const hostFor = (server) => ({
    sdk: EChatIM,
    server,
    ask: (question, answered) => void start('ask', [question], { answered }),
    file: (path, name) => ({ path, name }),
    sharesStore: true,
    store: {
      getItem: (key) => __echatHost.readItem(key),
      setItem: (key, value) => __echatHost.writeItem(key, value),
      removeItem: (key) => __echatHost.removeItem(key),
    },
  });

  globalThis.contractLoop = (server, only) => {
    let over = false;
    const finish = (message) => {
      tell(message);
      over = true;
    };
    contractSuite.run(hostFor(server), only).then(
      (results) => finish({ member: 'results', id: 0, args: [results] }),
      (error) => finish({ member: 'failed', id: 0, args: [String(error)] }),
    );
    loop(() => over);
  };

  /** Obeys commands, for ever: it ends by being killed. */
  globalThis.puppetLoop = (server) => {
    const puppet = contractSuite.puppet(hostFor(server));
    waiting.set(0, {
      command: (serial, text) => puppet(text, (answer) => tell({ member: 'obeyed', id: serial, args: [answer] })),
    });
    tell({ member: 'ready', id: 0, args: [] });
    loop(() => false);
  };
})();
