// The native bundle on a real JavaScriptCore, the engine that it ships with: Debian's `jsc`, joined to this process by lines.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EchatHost } from '../native/echat_host.mjs';
import { Bridge } from './bridge.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

const executable = '/usr/bin/jsc';

export const needs = { file: executable, install: 'apt-get install libjavascriptcoregtk-4.0-bin' };

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const begin = path.join(path.dirname(job.suite), 'begin.js');
  await writeFile(begin, `contractLoop(${JSON.stringify(job.server)}, ${JSON.stringify(job.only)});`);
  const engine = fileURLToPath(new URL('./engine.js', import.meta.url));
  const bundle = path.join(job.dist, String(job.manifest['main']));
  const shell = spawn(executable, [engine, bundle, job.suite, begin], { stdio: ['pipe', 'pipe', 'pipe'] });
  shell.stderr.on('data', (/** @type {Buffer} */ text) => job.log(text.toString('utf8')));

  const host = new EchatHost(job, () => {
    throw new Error('this host carries text frames only');
  });
  /** @type {CheckResult[] | undefined} */
  let results;
  const bridge = new Bridge(
    job,
    host,
    (line) => shell.stdin.write(`${line}\n`),
    (outcome) => (results = outcome),
  );
  const lines = createInterface({ input: shell.stdout });
  lines.on('line', (line) => bridge.receive(line));
  const [[code, signal]] = await Promise.all([once(shell, 'exit'), once(lines, 'close')]);
  if (results === undefined) throw new Error(`jsc ended with ${code ?? signal} and no results`);
  return results;
}
