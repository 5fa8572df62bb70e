#!/usr/bin/env node
// What libechatim costs, beside the same bundle in Node, in one run: main.mjs [--quick]. Medians of rounds in which the two
// take turns; the server is a process of its own. Prints a table; see README.md.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { median } from '../measure.mjs';

const quick = process.argv.includes('--quick');
const sizes = quick
  ? { rounds: 1, online: 3, calls: 300, messages: 200, clients: 3, upload: 20e6 }
  : { rounds: 3, online: 9, calls: 2000, messages: 2000, clients: 20, upload: 1e9 };
const root = path.resolve(import.meta.dirname, '../../..');
const dist = path.join(root, 'dist/native');
const folder = mkdtempSync(path.join(tmpdir(), 'echatim-bench-'));

/** The reference server, told what to do by lines. */
const server = spawn(
  process.execPath,
  [path.join(root, 'tests/server/main.mjs'), '--port', '0', '--socket-port', '0'],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
const answers = readline.createInterface({ input: server.stdout })[Symbol.asyncIterator]();
const said = async () => String((await answers.next()).value);
const [, host = '', httpPort, socketPort] =
  /API http:\/\/(\S+):(\d+) {2}socket.io http:\/\/\S+:(\d+)/.exec(await said()) ?? [];
/** @param {string} action @param {object} fields */
async function control(action, fields) {
  server.stdin.write(`${action} ${JSON.stringify(fields)}\n`);
  return said();
}

/** @param {string} name @param {string[]} flags @returns {string} the program */
function compile(name, flags) {
  const executable = path.join(folder, name);
  const source = path.join(import.meta.dirname, `${name}.c`);
  execFileSync('cc', ['-std=c99', '-D_POSIX_C_SOURCE=200809L', '-O2', source, '-o', executable, ...flags]);
  return executable;
}
const library = [`-I${dist}/include`, `-L${dist}/lib`, `-Wl,-rpath,${dist}/lib`, '-lechatim', '-pthread'];
const engine = execFileSync('pkg-config', ['--cflags', '--libs', 'javascriptcoregtk-4.1'], { encoding: 'utf8' });
/** @type {Record<string, string[]>} */
const programs = {
  c: [compile('client', library)],
  engines: [compile('engines', engine.trim().split(/\s+/))],
  node: [process.execPath, path.join(import.meta.dirname, 'client.mjs')],
};

/** @param {string} auid @param {string} [baseUrl] */
async function configOf(auid, baseUrl = `http://${host}:${httpPort}`) {
  await control('addUser', { auid, token: 't' });
  const files = { use: 'local', client: 'plupload', baseUrl, version: 'v1' };
  const ports = { host, httpPort: Number(httpPort), socketPort: Number(socketPort), key: 'TSDKTEST00001' };
  return JSON.stringify({ ...ports, loginAuid: auid, loginToken: 't', fileServerConfig: files, storeFolder: '' });
}

/** Runs a client. @param {string} name @param {string[]} task @param {() => Promise<unknown>} [whenReady]
 * @returns {Promise<number[]>} what it printed */
async function run(name, task, whenReady) {
  const [program = '', ...more] = programs[name] ?? [];
  const child = spawn(program, [...more, ...task], { stdio: ['pipe', 'pipe', 'inherit'] });
  const numbers = [];
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (line !== 'ready') numbers.push(Number(line));
    else await whenReady?.().then(() => child.stdin.write('go\n'));
  }
  if (child.exitCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`${name} ${task[1]} failed`);
  return numbers;
}

/** @type {Record<string, Record<string, number[]>>} */
const figures = {};
/** @param {string} row @param {string} name @param {number} value */
const note = (row, name, value) => ((figures[row] ??= {})[name] ??= []).push(value);
const [alice, bob] = [await configOf('alice'), await configOf('bob')];

for (let round = 0; round < sizes.online; round += 1)
  for (const name of ['c', 'node']) {
    const begin = process.hrtime.bigint();
    const [end = 0] = await run(name, [alice, 'online']);
    note('start of the program to online, ms', name, (end - Number(begin)) / 1e6);
  }
for (let round = 0; round < sizes.rounds; round += 1)
  for (const name of ['c', 'node']) {
    for (const most of ['1', '16']) {
      const [, rate = 0] = await run(name, [alice, 'calls', String(sizes.calls), most]);
      note(`calls a second over HTTP, ${most} at a time`, name, rate);
    }
    const socket = JSON.stringify({ ...JSON.parse(alice), apiTransport: 'SOCKET' });
    for (const most of ['1', '16']) {
      const [, rate = 0] = await run(name, [socket, 'calls', String(sizes.calls), most]);
      note(`calls a second over the socket, ${most} at a time`, name, rate);
    }
    const [received = 0] = await run(name, [bob, 'receive', String(sizes.messages)], async () => {
      await control('setFaults', { holdPushes: true });
      await run('c', [alice, 'send', String(sizes.messages)]);
      await control('setFaults', { holdPushes: false });
    });
    note('messages received a second', name, received);
  }
for (let round = 0; round < sizes.rounds; round += 1) {
  const [one = 0, all = 0] = await run('c', [alice, 'idle', String(sizes.clients)]);
  note('memory of the program with one idle client, MB', 'c', one / 1e6);
  note('memory of each further client, MB', 'c', (all - one) / sizes.clients / 1e6);
  for (const [kind, row] of [
    ['own', 'of that, its engine and its script, MB'],
    ['shared', 'its script, if all shared one engine, MB'],
  ]) {
    const task = [path.join(dist, 'echatim-sdk.js'), String(sizes.clients), String(kind)];
    const [first = 0, last = 0] = await run('engines', task);
    note(String(row), 'c', (last - first) / sizes.clients / 1e6);
  }
}

// A file server that only counts.
let counted = 0;
const sink = http.createServer((request, response) => {
  request.on('data', (bytes) => (counted += bytes.length));
  request.on('end', () => response.end('{"code":200,"msg":"","data":{"url":"http://x/1","name":"1","size":1}}'));
});
await once(sink.listen(0, '127.0.0.1'), 'listening');
const { port } = /** @type {import('node:net').AddressInfo} */ (sink.address());
const file = path.join(folder, 'file');
await writeZeros(file, sizes.upload);
const [seconds = 1, memory = 0] = await run('c', [await configOf('alice', `http://127.0.0.1:${port}`), 'upload', file]);
if (counted < sizes.upload) throw new Error(`the file server had ${counted} bytes`);
note(`upload of ${sizes.upload / 1e6} MB, MB a second`, 'c', sizes.upload / 1e6 / seconds);
note(`memory of the program after it, MB`, 'c', memory / 1e6);
sink.closeAllConnections();
sink.close();
note('lib/libechatim.so, MB', 'c', statSync(path.join(dist, 'lib/libechatim.so')).size / 1e6);

const shown = (/** @type {number[] | undefined} */ values) => {
  if (values === undefined) return '';
  const middle = median(values);
  return middle >= 100 ? middle.toFixed(0) : middle.toFixed(1);
};
console.log(`| ${'medians'.padEnd(50)} | libechatim | Node ${process.versions.node} |`);
console.log(`| ${'-'.repeat(50)} | ---------: | ---------: |`);
for (const [row, { c, node }] of Object.entries(figures))
  console.log(`| ${row.padEnd(50)} | ${shown(c).padStart(10)} | ${shown(node).padStart(10)} |`);

server.stdin.end('quit\n');
rmSync(folder, { recursive: true });

/** @param {string} name @param {number} size */
async function writeZeros(name, size) {
  const stream = createWriteStream(name);
  const block = Buffer.alloc(1e6);
  for (let written = 0; written < size; written += block.length) if (!stream.write(block)) await once(stream, 'drain');
  await once(stream.end(), 'close');
}
