#!/usr/bin/env node
// Runs the suite in several hosts and prints which API was answered on which platform, over which transport, and what else
// the platforms share:
// matrix.mjs [HOST]...   all of them by default
// Exit status: 0 every cell is filled, 1 one is empty or a check failed, 2 something is missing.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pathOf } from './contract/names.mjs';
import { hosts as all } from './hosts/names.mjs';

/** @typedef {Awaited<ReturnType<import('../server/controls.mjs').Controls['served']>>} Served */

const transports = /** @type {const} */ (['HTTP', 'SOCKET']);
const rows = { ...pathOf, upload: 'file/upload' };
/** What travels one way by the protocol. @type {Readonly<Record<string, string>>} */
const only = { login: 'SOCKET', upload: 'HTTP' };

/** What no API is: by the check that shows it. */
const features = {
  'upload: progress': 'an upload arrives byte for byte, with its progress',
  'upload: cancel, time-out': 'an upload that is given up is over, and its message is not sent',
  'upload: limit of size': 'a file that is larger than the server or a proxy takes is refused',
  'upload: place in the order': 'a file and the text after it arrive in the order of the calls',
  'back at once': 'an offline client connects at once when it is told that it may go on',
  'dead connection noticed': 'a connection that died while the program was away is replaced when it may go on',
  'presence after a loss': 'who came and went while the client was offline is told when it is back',
  'every class of errors': 'there is a check for every class of errors',
};

const hosts = process.argv.length > 2 ? process.argv.slice(2) : [...all.keys()];
const folder = await mkdtemp(path.join(tmpdir(), 'matrix-'));
let status = 0;
/** @type {Map<string, { served: Served, passed: string[], skipped: string[] }>} */
const outcomes = new Map();
try {
  for (const host of hosts) {
    const file = path.join(folder, `${host}.json`);
    const run = fileURLToPath(new URL('run.mjs', import.meta.url));
    const child = spawn(process.execPath, [run, host, '--served', file], { stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    status = Math.max(status, code ?? 1);
    outcomes.set(host, code === 2 ? { served: {}, passed: [], skipped: [] } : JSON.parse(await readFile(file, 'utf8')));
  }
} finally {
  await rm(folder, { recursive: true });
}

const columns = hosts.flatMap((host) => transports.map((transport) => ({ host, transport })));
const width = Math.max(8, ...hosts.map((host) => host.length + 2));
/** @param {string} name @param {readonly string[]} cells */
const line = (name, cells) => console.log(`${name.padEnd(28)}${cells.map((cell) => cell.padStart(width)).join('')}`);
line(
  '',
  columns.map(({ host }) => host),
);
line(
  'how often it was answered',
  columns.map(({ transport }) => transport),
);
let empty = 0;
for (const [name, api] of Object.entries(rows)) {
  const cells = columns.map(({ host, transport }) => {
    if ((only[name] ?? transport) !== transport) return '.';
    const count = outcomes.get(host)?.served[api]?.[transport] ?? 0;
    if (count === 0) empty += 1;
    return count === 0 ? 'EMPTY' : String(count);
  });
  line(name, cells);
}
line(
  'whether its check passed',
  columns.map(({ host }, index) => (index % transports.length === 0 ? host : '')),
);
for (const [name, check] of Object.entries(features)) {
  const cells = columns.map(({ host }, index) => {
    if (index % transports.length > 0) return '';
    if (outcomes.get(host)?.skipped.includes(check)) return '.';
    const isThere = outcomes.get(host)?.passed.includes(check);
    if (!isThere) empty += 1;
    return isThere ? 'yes' : 'EMPTY';
  });
  line(name, cells);
}
console.log(
  `${empty} empty cells; a dot stands where the protocol has one way only, or a host has said why it can't run a check`,
);
process.exit(empty > 0 ? Math.max(status, 1) : status);
