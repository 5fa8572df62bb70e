#!/usr/bin/env node
// Many messages from one C program to another, while connections are cut, answers are late, repeated or lost, and the
// server restarts: endurance.mjs [--messages 24000] [--seed 1]. Neither program ends: each message is to be seen once and
// in its order, and neither program's memory is to grow. (sdk/soak.mjs kills the programs, too.)
// Exit status: 0 so it is, 1 it is not.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bridge } from '../sdk/hosts/c/bridge.mjs';
import { compile } from '../sdk/hosts/c/host.mjs';
import { CSdk } from '../sdk/hosts/c/sdk.mjs';
import { Resources } from '../sdk/hosts/resources.mjs';
import { Faults } from '../sdk/soak/faults.mjs';
import { Random } from '../sdk/soak/random.mjs';
import { startServer } from '../server/server.mjs';

/** Messages that may wait for their answer. */
const most = 60;
/** What a program may have of its own, in any case. */
const mostMemory = 100e6;
/** The engine's heap finds its size with the first 12,000 messages. With half of so many it may grow by a kilobyte each. */
const warm = 24_000;
const mostGrowth = 12e6;

const { values } = parseArgs({
  options: { messages: { type: 'string', default: String(warm) }, seed: { type: 'string', default: '1' } },
});
const messages = Number(values.messages);
/** Messages between two faults. */
const pace = Math.max(100, Math.ceil(messages / 40));
const folder = mkdtempSync(path.join(tmpdir(), 'echatim-endurance-'));
const executable = compile(fileURLToPath(new URL('../../dist/native', import.meta.url)), folder);
const server = await startServer();
const { controls, httpPort, socketPort, appKey } = server;

/** @param {string} auid @param {'thread' | 'poll'} delivery */
function program(auid, delivery) {
  controls.addUser({ auid, token: 't', profile: {} });
  const log = (/** @type {string} */ line) => console.log(`${auid}: ${line}`);
  const store = { storeFolder: path.join(folder, auid) };
  const start = (/** @type {(fields: string[]) => void} */ heard) =>
    new Bridge({ executable, delivery, folder, log }, heard);
  const sdk = new CSdk(start, new Resources(), store, log);
  const account = { host: '127.0.0.1', httpPort, socketPort, key: appKey, loginAuid: auid, loginToken: 't' };
  return { sdk, client: sdk.createClient(account) };
}

/** @param {number} pid @returns {number} bytes that it has of its own */
function memoryOf(pid) {
  const [, kilobytes] = /^Private_Dirty: +(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')) ?? [];
  return Number(kilobytes) << 10;
}

const people = { sender: program('alice', 'poll'), receiver: program('bob', 'thread') };
const { sender, receiver } = people;
/** @type {string[]} */
const seen = [];
let sent = 0;
let answered = 0;
let change = () => {};
receiver.client.on('message', (/** @type {{ body: string }} */ { body }) => {
  seen.push(body);
  change();
});
for (const { client } of [sender, receiver]) {
  // What the faults lead to is told, and no failure of a message.
  client.on('error', () => {});
  await client.connect({ wait: true });
}

const faults = new Faults(controls, new Random(Number(values.seed)), ['alice', 'bob'], async () => {
  controls.dropConnections();
});
/** By program: the memory after each quarter. @type {Record<string, number[]>} */
const memory = { sender: [], receiver: [] };
let next = pace;
while (seen.length < messages || answered < messages) {
  for (; sent < messages && sent - answered < most; sent += 1)
    sender.client.sendText({ user: 'bob' }, `message ${sent}`).then(
      () => {
        answered += 1;
        change();
      },
      (/** @type {Error} */ error) => fail(`a message failed: ${error.name}: ${error.message}`),
    );
  await new Promise((resolve) => (change = () => resolve(null)));
  if (seen.length >= (messages / 4) * ((memory['sender']?.length ?? 0) + 1))
    for (const [name, { sdk }] of Object.entries(people)) memory[name]?.push(memoryOf(sdk.bridge.pid));
  if (seen.length < next || seen.length > messages - pace) continue;
  next = seen.length + pace;
  await new Promise((resolve) => setImmediate(resolve));
  await faults.strike();
}
controls.clearFaults();
// What comes twice comes now.
await controls.allAcknowledged({ auid: 'bob' });

const megabytes = (/** @type {string} */ name) => memory[name]?.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ');
console.log(`memory after each quarter, in MB: sender ${megabytes('sender')}; receiver ${megabytes('receiver')}`);
const wrong = seen.findIndex((text, index) => text !== `message ${index}`);
if (wrong >= 0 || seen.length !== messages)
  fail(`${seen.length} of ${messages} messages were seen, the first wrong one: ${seen[wrong]} in place ${wrong}`);
for (const [name, [, half = 0, , last = 0]] of Object.entries(memory)) {
  if (!(last > 0 && last < mostMemory)) fail(`the ${name} has ${last} bytes of memory`);
  if (messages >= warm && last - half > mostGrowth)
    fail(`the ${name}'s memory grew: ${half} bytes after half of the messages, ${last} at the end`);
}
const breaches = controls.violations();
if (breaches.length > 0) fail(JSON.stringify(breaches));
console.log(`${messages} messages, ${faults.struck} faults: each seen once and in order`);
for (const { sdk, client } of [sender, receiver]) {
  client.close();
  const end = await sdk.bridge.end();
  if (end !== null) fail(end);
}
await server.close();
rmSync(folder, { recursive: true });

/** @param {string} why @returns {never} */
function fail(why) {
  console.error(why);
  process.exit(1);
}
