// The web package in Node, for servers that render pages and for tests of people's own. It is no browser: there is no
// localStorage, no `addEventListener`, and before Node 22 no WebSocket.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

/** Prints what came of it; ends by itself only when nothing was left open. */
const program = `
  const { createClient } = await import(process.env.SDK);
  const client = createClient(JSON.parse(process.env.CONFIG));
  const errors = [];
  client.on('error', ({ name }) => errors.push(name));
  const outcome = await client.connect().then(
    async () => [client.state, (await client.apis.userGet.call({ auid: 'admin' })).code],
    (error) => [client.state, error.name],
  );
  client.close();
  console.log(JSON.stringify(outcome));
`;

/** What Node is given, and what is expected of it. @type {readonly [string, string[], unknown[]][]} */
const cases = [
  ['the web package works in a Node that has WebSocket', ['--experimental-websocket'], ['online', 200]],
  ['the web package says in a Node without WebSocket that it has no connection', [], ['idle', 'TransportError']],
];

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export function inNode(job) {
  return Promise.all(
    cases.map(async ([name, flags, expected]) => {
      const actual = await run(job, flags);
      const failure =
        actual === JSON.stringify(expected) ? null : `expected ${JSON.stringify(expected)}, got ${actual}`;
      return { name, failure };
    }),
  );
}

/** @param {Job} job @param {string[]} flags @returns {Promise<string>} what the program printed */
async function run({ dist, server, certificate }, flags) {
  const { host, httpPort, socketPort, secure, appKey: key } = server;
  const config = { host, httpPort, socketPort, secure, key, loginAuid: 'admin', loginToken: 'admin' };
  const env = {
    SDK: pathToFileURL(path.join(dist, 'echatim-sdk.mjs')).href,
    CONFIG: JSON.stringify({ ...config, connectTimeout: 5000 }),
    ...(certificate !== undefined && { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
  };
  const args = ['--no-warnings', ...flags, '--input-type=module', '-e', program];
  const node = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 15000 });
  let printed = '';
  let complaints = '';
  node.stdout.on('data', (text) => (printed += text));
  node.stderr.on('data', (text) => (complaints += text));
  const [code, signal] = await once(node, 'close');
  return code === 0 ? printed.trim() : `exit ${code ?? signal}: ${printed}${complaints.slice(0, 400)}`;
}
