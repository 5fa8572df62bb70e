#!/usr/bin/env node
// Many messages from one C program to another, while connections are cut, answers are late, repeated or lost, and the
// server restarts: endurance.mjs [--messages 24000] [--seed 1]. Neither program ends: each message is to be seen once and
// in its order, and neither program's memory is to grow: after each quarter all comes to rest, and what lives in it is
// counted (heap_counter.c). (sdk/soak.mjs kills the programs, too.)
// Exit status: 0 so it is, 1 it is not.

import { execFileSync } from 'node:child_process';
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
/** Pages that a program may have of its own, in any case, in bytes. */
const mostMemory = 64e6;
/** The ids of the last 10,000 messages are remembered; from there on the script's bytes don't grow either. */
const warm = 24_000;

const { values } = parseArgs({
  options: { messages: { type: 'string', default: String(warm) }, seed: { type: 'string', default: '1' } },
});
const messages = Number(values.messages);
/**
 * What may be more at the end than after half of the messages: one thing for each of them would be more. Tables keep the
 * size that the largest burst has given them.
 */
const mostGrowth = { objects: 120, mallocBytes: 32_000 + 16 * messages, scriptBytes: 2e6 };
/** Messages between two faults. */
const pace = Math.max(100, Math.ceil(messages / 40));
const folder = mkdtempSync(path.join(tmpdir(), 'echatim-endurance-'));
const executable = compile(fileURLToPath(new URL('../../dist/native', import.meta.url)), folder);
const counter = compileCounter();
const server = await startServer();
const { controls, httpPort, socketPort, appKey } = server;

/** @type {string[]} */
const seen = [];
let sent = 0;
let answered = 0;
/** Those whose engine has given memory back. @type {Set<string>} */
const tidied = new Set();
let change = () => {};

/** @param {string} auid @param {'thread' | 'poll'} delivery */
function program(auid, delivery) {
  controls.addUser({ auid, token: 't', profile: {} });
  /** The last one first. @type {{ pages: number, objects: number, scriptBytes: number, mallocBytes: number }[]} */
  const counts = [];
  /** The last ones of each quarter. @type {typeof counts} */
  const memory = [];
  const log = (/** @type {string} */ line) => {
    if (line === 'tidied\n') {
      tidied.add(auid);
      return change();
    }
    const [, ...digits] = /^memory (\d+) (\d+) (\d+)\n$/.exec(line) ?? [];
    const [objects, scriptBytes, mallocBytes] = digits.map(Number);
    if (objects === undefined || scriptBytes === undefined || mallocBytes === undefined)
      return console.log(`${auid}: ${line}`);
    counts.unshift({ pages: pagesOf(sdk.bridge.pid), objects, scriptBytes, mallocBytes });
    change();
  };
  const store = { storeFolder: path.join(folder, auid) };
  const start = (/** @type {(fields: string[]) => void} */ heard) =>
    new Bridge({ executable, delivery, folder, log, environment: { LD_PRELOAD: counter } }, heard);
  const sdk = new CSdk(start, new Resources(), store, log);
  const account = { host: '127.0.0.1', httpPort, socketPort, key: appKey, loginAuid: auid, loginToken: 't' };
  return { sdk, client: sdk.createClient(account), counts, memory };
}

/** @returns {string} the library to preload */
function compileCounter() {
  const library = path.join(folder, 'heap_counter.so');
  const found = execFileSync('pkg-config', ['--cflags', '--libs', 'javascriptcoregtk-4.1'], { encoding: 'utf8' });
  const source = fileURLToPath(new URL('heap_counter.c', import.meta.url));
  const options = ['-std=c11', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC'];
  execFileSync('cc', [...options, source, '-o', library, ...found.trim().split(/\s+/)]);
  return library;
}

/** @param {number} pid @returns {number} bytes that it has of its own */
function pagesOf(pid) {
  const [, kilobytes] = /^Private_Dirty: +(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')) ?? [];
  return Number(kilobytes) << 10;
}

const people = { sender: program('alice', 'poll'), receiver: program('bob', 'thread') };
const { sender, receiver } = people;
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
function send() {
  sender.client.sendText({ user: 'bob' }, `message ${sent}`).then(
    () => {
      answered += 1;
      change();
    },
    (/** @type {Error} */ error) => fail(`a message failed: ${error.name}: ${error.message}`),
  );
  sent += 1;
}

/** Waits for what may be so already. @param {() => boolean} isSo */
async function until(isSo) {
  while (!isSo()) await new Promise((resolve) => (change = () => resolve(null)));
}

/** Both programs count, each at the end of a turn, which one more message gives it. */
async function count() {
  for (const { sdk } of Object.values(people)) process.kill(sdk.bridge.pid, 'SIGUSR2');
  const counts = sender.counts.length + 1;
  send();
  await until(() => sender.counts.length === counts && receiver.counts.length === counts);
  await allArrived();
}

const allArrived = () => until(() => seen.length === sent && answered === sent);

/** Two counts that agree: what was under way, such as acknowledgements, is over. */
async function countAtRest() {
  await allArrived();
  controls.clearFaults();
  // What comes twice comes now.
  await controls.allAcknowledged({ auid: 'bob' });
  await count();
  for (let tries = 0; ; tries += 1) {
    if (tries === 50) fail('the programs do not come to rest');
    await count();
    if (
      Object.values(people).every(
        ({ counts: [a, b] }) => a && b && Math.abs(a.objects - b.objects) < mostGrowth.objects / 10,
      )
    )
      return;
  }
}

for (const quarter of [1, 2, 3, 4]) {
  const end = sent + Math.floor((messages * quarter) / 4) - Math.floor((messages * (quarter - 1)) / 4);
  let next = seen.length + pace;
  while (seen.length < end) {
    while (sent < end && sent - answered < most) send();
    await new Promise((resolve) => (change = () => resolve(null)));
    if (seen.length < next) continue;
    next = seen.length + pace;
    await new Promise((resolve) => setImmediate(resolve));
    await faults.strike();
  }
  await countAtRest();
  for (const { counts, memory } of Object.values(people)) memory.push(...counts.slice(0, 1));
}

await until(() => tidied.size === 2);

for (const [name, { memory }] of Object.entries(people))
  for (const { pages, objects, scriptBytes, mallocBytes } of memory)
    console.log(
      `${name}: ${(pages / 1e6).toFixed(1)} MB of pages, ${objects} objects, script ${scriptBytes}, malloc ${mallocBytes}`,
    );
const wrong = seen.findIndex((text, index) => text !== `message ${index}`);
if (wrong >= 0 || seen.length !== sent)
  fail(`${seen.length} of ${sent} messages were seen, the first wrong one: ${seen[wrong]} in place ${wrong}`);
for (const [name, { memory }] of Object.entries(people)) {
  const [, half, , last] = memory;
  if (half === undefined || last === undefined) fail(`the ${name} has not counted its memory`);
  if (last.pages > mostMemory) fail(`the ${name} has ${last.pages} bytes of its own`);
  for (const what of /** @type {const} */ (['objects', 'mallocBytes', 'scriptBytes']))
    if ((what !== 'scriptBytes' || messages >= warm) && last[what] - half[what] > mostGrowth[what])
      fail(`the ${name} had ${half[what]} ${what}, and ${last[what]} at the end`);
}
const breaches = controls.violations();
if (breaches.length > 0) fail(JSON.stringify(breaches));
console.log(`${sent} messages, ${faults.struck} faults: each seen once and in order`);
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
