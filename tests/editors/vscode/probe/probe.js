// An extension that runs, in the extension host, the functions that the tests send.

const { connect } = require('node:net');
const { createInterface } = require('node:readline');
const vscode = require('vscode');

exports.activate = () => {
  const socket = connect(process.env.PROBE_SOCKET);
  createInterface({ input: socket }).on('line', (line) => {
    const { id, code, args } = JSON.parse(line);
    const answer = (said) => socket.write(`${JSON.stringify({ id, ...said })}\n`);
    Promise.resolve()
      .then(() => new Function('vscode', 'until', 'require', `return ${code}`)(vscode, until, require)(...args))
      .then(
        (value) => answer({ value }),
        (error) => answer({ error: error.stack }),
      );
  });
};

const LIMIT = 30_000;

/** Waits until `check` returns something true: it is asked at once, and after each event. */
function until(event, check) {
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      clearTimeout(timer);
      subscription.dispose();
      settle(value);
    };
    const ask = async () => {
      try {
        const value = await check();
        if (value) end(resolve, value);
      } catch (error) {
        end(reject, error);
      }
    };
    const timer = setTimeout(() => end(reject, new Error(`in vain: ${check}`)), LIMIT);
    const subscription = event(ask);
    void ask();
  });
}
