// Sizes that take too long and too much room for every run of the tests: see README.md. Each is given no more
// memory than it is to need. The folder to work in comes as the argument; it should be on a tmpfs.

import assert from 'node:assert/strict';
import { closeSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { done, run, temporaryFolder, tool } from './ground.mjs';

const root = process.argv[2];
assert.ok(root, 'usage: node tests/faults/large.mjs FOLDER');

const gigabyte = 1 << 30;

/** Runs the tool with at most so many bytes of address space, and tells the time. */
function timed(t, what, memory, cwd, args) {
  const begin = performance.now();
  const outcome = run('prlimit', [`--as=${memory}`, tool, ...args], { cwd });
  t.diagnostic(`${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  assert.deepEqual(outcome, done);
}

test('1,000,000 empty files', (t) => {
  const folder = temporaryFolder(t, root);
  for (let i = 0; i < 1000; ++i) {
    const inner = join(folder, `src/${Math.floor(i / 50)}/${i}`);
    mkdirSync(inner, { recursive: true });
    for (let j = 0; j < 1000; ++j) closeSync(openSync(join(inner, `${j}.${j % 2 ? 'ts' : 'bin'}`), 'w'));
  }
  const args = ['strip', '-DX', 'src', '-o', 'out'];
  timed(t, 'the first run', 2 * gigabyte, folder, args);
  assert.equal(
    run('bash', ['-c', 'find out -type f ! -name ".iftrue-*" | wc -l'], { cwd: folder }).stdout,
    '1000000\n',
  );
  timed(t, 'with nothing changed', 2 * gigabyte, folder, args);
  run('rm', ['-r', join(folder, 'src')]);
  mkdirSync(join(folder, 'src'));
  timed(t, 'with all of them gone', 2 * gigabyte, folder, args);
  assert.equal(run('find', ['out', '-type', 'f'], { cwd: folder }).stdout.split('\n').length, 3);
});

const size = 5 * gigabyte;

test('a file of 5 GB is copied, in little memory', (t) => {
  const folder = temporaryFolder(t, root);
  mkdirSync(join(folder, 'src'));
  const file = openSync(join(folder, 'src/big.bin'), 'w');
  for (let offset = 0; offset < size; offset += gigabyte) writeSync(file, `at ${offset}`, offset);
  writeSync(file, 'end', size - 3);
  closeSync(file);
  const args = ['strip', '-DX', '-j1', 'src', '-o', 'out'];
  timed(t, 'the first run', gigabyte / 8, folder, args);
  timed(t, 'with nothing changed', gigabyte / 8, folder, args);
  rmSync(join(folder, 'out/.iftrue-state'));
  timed(t, 'compared', gigabyte / 8, folder, args);
  assert.equal(run('cmp', [join(folder, 'src/big.bin'), join(folder, 'out/big.bin')]).status, 0);
});

test('a text of 5 GB is stripped, in little memory', (t) => {
  const folder = temporaryFolder(t, root);
  mkdirSync(join(folder, 'src'));
  const file = openSync(join(folder, 'src/big.ts'), 'w');
  const line = 'some text that is kept, and then some more\n'.repeat(24_000);
  const unit = `${line}/*IFTRUE_X*/on/*ELSE_X*/off/*FITRUE_X*/\n`;
  const count = Math.ceil(size / unit.length);
  for (let i = 0; i < count; ++i) writeSync(file, unit);
  closeSync(file);
  const args = ['strip', '--layout=loader', '-DX', '-j1', 'src', '-o', 'out'];
  timed(t, 'the first run', gigabyte / 8, folder, args);
  timed(t, 'with nothing changed', gigabyte / 8, folder, args);
  rmSync(join(folder, 'out/.iftrue-state'));
  timed(t, 'compared', gigabyte / 8, folder, args);
  assert.equal(statSync(join(folder, 'out/big.ts')).size, count * (line.length + 'on\n'.length));
  assert.equal(run('bash', ['-c', 'grep -c "^on$" out/big.ts'], { cwd: folder }).stdout, `${count}\n`);
});
