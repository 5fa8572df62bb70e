#!/usr/bin/env node
// Runs the reference server by hand. Its switches are typed on standard input: `dropConnections {"auid":"alice"}`.

import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startServer } from './server.mjs';

const usage = 'usage: main.mjs [--port N] [--socket-port N] [--tls] [--app-key KEY]';

/** @param {string} value @returns {number} */
function port(value) {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65535) throw new RangeError(`${value} is no port\n${usage}`);
  return number;
}

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '58082' },
    'socket-port': { type: 'string', default: '59092' },
    tls: { type: 'boolean', default: false },
    'app-key': { type: 'string', default: 'TSDKTEST00001' },
  },
});
const server = await startServer({
  httpPort: port(values.port),
  socketPort: port(values['socket-port']),
  tls: values.tls,
  appKey: values['app-key'],
});
const scheme = values.tls ? 'https' : 'http';
console.log(
  `API ${scheme}://${server.host}:${server.httpPort}  socket.io ${scheme}://${server.host}:${server.socketPort}  user admin, token admin`,
);

const input = createInterface({ input: process.stdin });
for await (const line of input) {
  const [, action, args] = /^\s*(\w+)\s*(.*)$/.exec(line) ?? [];
  if (action === undefined) continue;
  if (action === 'quit') break;
  const control = Reflect.get(server.controls, action);
  if (typeof control !== 'function' || action === 'constructor') {
    console.log(`no such switch: ${action}; see README.md`);
    continue;
  }
  try {
    console.log(JSON.stringify((await control.call(server.controls, args ? JSON.parse(args) : undefined)) ?? 'done'));
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
  }
}
input.close();
await server.close();
