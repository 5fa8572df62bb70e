// Too little of everything: memory, threads, descriptors. A run then does with fewer threads, or says
// what it lacks, with status 2. It is never aborted, and leaves no half file.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asNobody, done, iftrue, isRoot, make, noStrace, picture, run, temporaryFolder, tool } from './ground.mjs';

const text = '/*IFTRUE_X*/x/*ELSE_X*/y/*FITRUE_X*/';
const files = 60;

function sources(folder) {
  const tree = Array.from({ length: files }, (_, i) => [`src/${i % 7}/${i}.ts`, text.repeat(1 + (i % 5) * 2000)]);
  make(folder, { ...Object.fromEntries(tree), 'src/copied.bin': 'c'.repeat(100_000) });
}

const strip = ['strip', '-j64', '--layout=loader', '-DX', 'src', '-o', 'out'];

/** What a whole run writes. */
function whole(t) {
  const folder = temporaryFolder(t);
  sources(folder);
  assert.deepEqual(iftrue(folder, strip), done);
  return picture(join(folder, 'out'));
}

/** What the loader says, before the tool runs, is not the tool's. */
const notLoaded = (outcome) =>
  outcome.status === 127 || outcome.stderr.includes('error while loading shared libraries');

/** Whether the run was done; it must have said why not, and everything written must be whole. */
function check(folder, outcome, expected, what) {
  if (notLoaded(outcome)) return false;
  assert.ok([0, 2].includes(outcome.status), `${what}: status ${outcome.status}, ${outcome.stderr}`);
  assert.equal(outcome.status === 2, /^iftrue: error: /m.test(outcome.stderr), `${what}: ${outcome.stderr}`);
  if (!existsSync(join(folder, 'out'))) return outcome.status === 0;
  for (const [path, entry] of Object.entries(picture(join(folder, 'out')))) {
    assert.ok(entry === expected[path], `${what}: ${path} is not whole`);
  }
  return outcome.status === 0;
}

/** Runs a tree under each limit, in an output that is new and in what it leaves; then without any. */
function sweep(t, limits, start, options = {}) {
  const expected = whole(t);
  const folder = temporaryFolder(t);
  sources(folder);
  if (options.uid !== undefined) run('chown', ['-R', `${options.uid}:${options.gid}`, folder]);
  let finished = 0;
  for (const limit of limits) {
    for (const args of [strip, ['check', '-j64', 'src'], ['list', '-j64', 'src']]) {
      const what = `${limit}, ${args[0]}`;
      const outcome = start(limit, args, { cwd: folder, ...options });
      if (args[0] !== 'strip')
        assert.ok(
          notLoaded(outcome) || [0, 2].includes(outcome.status),
          `${what}: ${outcome.status} ${outcome.stderr}`,
        );
      else finished += check(folder, outcome, expected, what) ? 1 : 0;
    }
  }
  assert.deepEqual(iftrue(folder, strip), { ...done, stderr: '' });
  assert.deepEqual(picture(join(folder, 'out')), expected);
  return finished;
}

const limited = (name) => (limit, args, options) => run('prlimit', [`--${name}=${limit}`, tool, ...args], options);
test('little address space', (t) => {
  const finished = sweep(t, [8e6, 12e6, 16e6, 20e6, 28e6, 36e6, 60e6, 100e6], limited('as'));
  assert.ok(finished > 0, 'the largest limit is enough for some threads');
});

test('little room for data', (t) => {
  const finished = sweep(t, [1e5, 3e5, 1e6, 2e6, 4e6, 10e6, 30e6, 100e6], limited('data'));
  assert.ok(finished > 0, 'the largest limit is enough for some threads');
});

test('few descriptors', (t) => {
  sweep(t, [3, 4, 5, 6, 7, 9, 12, 20, 40], limited('nofile'));
});

test('few threads', (t) => {
  if (!isRoot) return t.skip('another process of the same user would count');
  // Root may have as many as it likes, and nobody has none yet.
  const finished = sweep(t, [1, 2, 5], limited('nproc'), asNobody);
  assert.equal(finished, 3);
});

const injected = (calls, error) => (when, args, options) =>
  run(
    'strace',
    ['-f', '-qq', '-o', '/dev/null', '-e', `inject=${calls}:error=${error}:when=${when}+`, tool, ...args],
    options,
  );

test('threads that cannot be started', { skip: noStrace }, (t) => {
  assert.equal(sweep(t, [1, 2, 7], injected('clone,clone3', 'EAGAIN')), 3);
});

/** How many of these calls are made before main(), by the loader: without memory that crashes. */
function callsOfLoader(t, calls) {
  const log = join(temporaryFolder(t), 'calls');
  run('strace', ['-o', log, '-e', `trace=${calls},prlimit64`, tool, '--version']);
  const lines = readFileSync(log, 'latin1').split('\n');
  const first = lines.findIndex((line) => line.includes('RLIMIT_NOFILE')); // the first that main() does
  assert.ok(first > 0);
  return lines.slice(0, first).filter((line) => !line.startsWith('prlimit64')).length;
}

for (const [what, calls, error] of [
  ['memory', 'mmap,mremap', 'ENOMEM'], // brk tells it otherwise than by an error
  ['descriptors', 'openat', 'EMFILE'],
]) {
  test(`${what} that ends at some moment`, { skip: noStrace }, (t) => {
    const begin = callsOfLoader(t, calls);
    sweep(
      t,
      [1, 2, 3, 5, 9, 17, 40, 90].map((call) => begin + call),
      injected(calls, error),
    );
  });
}

for (const [kind, tail] of Object.entries({ sound: '', unsound: '/*FITRUE_Y*/' })) {
  test(`one large ${kind} text in little memory`, (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'a.ts'), text.repeat(400_000) + tail);
    for (const limit of [10e6, 20e6, 40e6, 80e6]) {
      for (const args of [
        ['strip', '-DX', 'a.ts', '-o', 'out/a.ts'],
        ['strip', '-DX', 'a.ts'],
        ['strip', '-DX', '--layout=compact', '--source-map', 'a.ts', '-o', 'out/a.ts'],
        ['check', 'a.ts'],
        ['list', 'a.ts'],
        ['explain', 'a.ts:1'],
      ]) {
        const outcome = run('prlimit', [`--as=${limit}`, tool, ...args], {
          cwd: folder,
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        if (notLoaded(outcome)) continue;
        const what = `${limit}: ${args.join(' ')}: ${outcome.status} ${outcome.stderr.slice(0, 1000)}`;
        assert.ok([0, 1, 2].includes(outcome.status), what);
        assert.equal(outcome.status !== 0, /error: /.test(outcome.stderr), what);
        if (outcome.status !== 0)
          assert.deepEqual(existsSync(join(folder, 'out')) ? picture(join(folder, 'out')) : {}, {}, what);
        rmSync(join(folder, 'out'), { recursive: true, force: true });
      }
    }
  });
}
