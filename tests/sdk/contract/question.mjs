// How the suite, and a program that it started, ask the test's own side: bench.mjs and the server's controls.

/** @param {Pick<import('./sdk.d.ts').Host, 'ask'>} host @param {string} action @param {object} [args] @returns {Promise<unknown>} */
export function control(host, action, args = {}) {
  return new Promise((resolve, reject) => {
    host.ask(JSON.stringify([action, args]), (text) => {
      const answer = JSON.parse(text);
      if ('error' in answer) reject(new Error(`${action}: ${answer.error}`));
      else resolve(answer.value);
    });
  });
}
