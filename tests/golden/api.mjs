#!/usr/bin/env node
// Compares golden/api with the public surface of the packages: api.mjs [--update]
// One target's report stands there whole, and of each other one what differs: a change that all have is read once.
// Needs ./build.sh to have built the packages.

import { spawnSync } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTargets } from '../../targets/tools/targets.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const golden = join(root, 'golden/api');
const reportOf = (/** @type {string} */ target) => join(root, 'build/surface', target, 'report.md');

const [first = '', ...others] = (await readTargets()).keys();
/** @type {Map<string, string>} */
const expected = new Map([[`${first}.md`, await readFile(reportOf(first), 'utf8')]]);
for (const other of others) {
  const { stdout, status } = spawnSync('diff', [reportOf(first), reportOf(other)], { encoding: 'utf8' });
  if (status === null || status > 1) throw new Error('diff has failed');
  expected.set(`${other}.diff`, stdout);
}

if (process.argv[2] === '--update') {
  await rm(golden, { recursive: true, force: true });
  await mkdir(golden, { recursive: true });
  for (const [name, text] of expected) await writeFile(join(golden, name), text);
} else {
  const present = await readdir(golden);
  const wrong = present.filter((name) => !expected.has(name)).map((name) => `golden/api/${name} is of no target`);
  for (const [name, text] of expected) {
    const kept = await readFile(join(golden, name), 'utf8').catch(() => '');
    if (kept === text) continue;
    const { stdout } = spawnSync('diff', ['-u', join(golden, name), '-'], { input: text, encoding: 'utf8' });
    wrong.push(`golden/api/${name}:\n${stdout}`);
  }
  if (wrong.length > 0) {
    console.error(wrong.join('\n'));
    console.error('The public surface has changed. If it shall: ./test.sh --update-golden, and read git diff golden/');
    process.exit(1);
  }
}
