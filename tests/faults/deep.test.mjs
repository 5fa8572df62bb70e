// Folders in folders: the system calls that a run makes are counted, and must grow as the number of
// folders does, not as its square.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { done, noStrace, run, temporaryFolder, tool } from './ground.mjs';

const chain = (depth) => Array.from({ length: depth }, (_, i) => 'd/'.repeat(i + 1));

/** What stands in the source, by the number of folders. */
const trees = {
  'a file at the bottom': (n) => [`${'d/'.repeat(n)}z.ts`],
  // The order of the paths goes down to the bottom, and comes up again with each.
  'a file in each, behind the folder': (n) => chain(n).map((folder) => `${folder}z.ts`),
  'a file in each, before the folder': (n) => chain(n).map((folder) => `${folder}a.bin`),
  'a folder beside each': (n) => chain(n / 2).flatMap((folder) => [`${folder}c/a.ts`, `${folder}e/a.ts`]),
  'several chains': (n) => ['p', 'q', 'r', 's'].map((top) => `${top}/${'d/'.repeat(n / 4)}z.ts`),
};

const calling = 'trace=openat,openat2,newfstatat,mkdirat,unlinkat';

/** How many calls a run makes that open something or look at it. */
function calls(folder, args) {
  const log = join(folder, 'calls');
  assert.deepEqual(
    run('strace', ['-f', '-qq', '-o', log, '-e', calling, tool, ...args], {
      cwd: folder,
    }),
    done,
  );
  return readFileSync(log, 'latin1').split('\n').length;
}

function counts(t, tree, n, jobs) {
  const folder = temporaryFolder(t);
  for (const path of tree(n)) {
    mkdirSync(join(folder, 'src', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'src', path), '/*IFTRUE_X*/x/*FITRUE_X*/');
  }
  mkdirSync(join(folder, 'empty'));
  const strip = (source) => calls(folder, ['strip', '-q', `-j${jobs}`, source, '-o', 'out']);
  return {
    first: strip('src'),
    second: strip('src'),
    removing: strip('empty'),
    checking: calls(folder, ['check', '-q', `-j${jobs}`, 'src']),
  };
}

for (const jobs of [1, 4]) {
  for (const [name, tree] of Object.entries(trees)) {
    test(`${name}, -j${jobs}`, { skip: noStrace }, (t) => {
      // Which thread takes which folder is not the same in each run, and a jump to a far one takes more calls: of
      // several threads the least of some attempts counts.
      const attempts = jobs === 1 ? 1 : 3;
      for (let attempt = 1; ; ++attempt) {
        const [few, more, many] = [60, 120, 240].map((n) => counts(t, tree, n, jobs));
        const steep = Object.keys(few)
          .map((step) => ({ step, calls: [few[step], more[step], many[step]] }))
          .filter(({ calls: [one, two, four] }) => four - two > 3 * (two - one) + 100);
        if (steep.length === 0) break;
        assert.ok(attempt < attempts, steep.map(({ step, calls }) => `${step}: ${calls.join(', ')} calls`).join('\n'));
      }
    });
  }
}
