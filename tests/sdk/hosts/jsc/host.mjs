// The native bundle on a real JavaScriptCore, the engine that it ships with: Debian's `jsc`, joined to this process by lines.
// A program is a process; what it keeps is kept here.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Items } from '../items.mjs';
import { EchatHost } from '../native/echat_host.mjs';
import { Resources } from '../resources.mjs';
import { Bridge } from './bridge.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

export const target = 'native';

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

const executable = '/usr/bin/jsc';

export const needs = { file: executable, install: 'apt-get install libjavascriptcoregtk-4.0-bin' };

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const items = new Items();
  const server = JSON.stringify(job.server);
  const puppet = await scriptFile(job, 'puppet.js', `puppetLoop(${server});`);
  job.programs.serve(async () => {
    const resources = new Resources();
    const { shell, bridge, ended } = start({ ...job, resources }, items, puppet);
    await Promise.race([bridge.ready, ended]);
    const kill = async () => {
      resources.end();
      shell.kill('SIGKILL');
      await ended;
    };
    return { tell: (command) => bridge.command(command), kill };
  });

  const begin = await scriptFile(job, 'begin.js', `contractLoop(${server}, ${JSON.stringify(job.only)});`);
  /** @type {CheckResult[] | undefined} */
  let results;
  const { host, ended } = start(job, items, begin, (outcome) => (results = outcome));
  job.signs.set('network', () => host.networkIsBack());
  const [code, signal] = await ended;
  if (results === undefined) throw new Error(`jsc ended with ${code ?? signal} and no results`);
  return results;
}

/** @param {Job} job @param {string} name @param {string} code @returns {Promise<string>} the file */
async function scriptFile(job, name, code) {
  const file = path.join(path.dirname(job.suite), name);
  await writeFile(file, code);
  return file;
}

/** A program: a process of its own. @param {Job} job @param {Items} items @param {string} begin the script that sets it going
 * @param {(results: CheckResult[]) => void} [finish] */
function start(job, items, begin, finish = () => {}) {
  const engine = fileURLToPath(new URL('./engine.js', import.meta.url));
  const bundle = path.join(job.dist, String(job.manifest['main']));
  const shell = spawn(executable, [engine, bundle, job.suite, begin], { stdio: ['pipe', 'pipe', 'pipe'] });
  shell.stderr.on('data', (/** @type {Buffer} */ text) => job.log(text.toString('utf8')));
  // A line for a process that was killed is lost.
  shell.stdin.on('error', () => {});

  const host = new EchatHost(job, items.of(job.resources), () => {
    throw new Error('this host carries text frames only');
  });
  const write = (/** @type {string} */ line) => void shell.stdin.write(`${line}\n`);
  const bridge = new Bridge(job, host, write, finish);
  const lines = createInterface({ input: shell.stdout });
  lines.on('line', (line) => bridge.receive(line));
  const ended = Promise.all([once(shell, 'exit'), once(lines, 'close')]).then(([exit]) => exit);
  return { shell, bridge, host, ended };
}
