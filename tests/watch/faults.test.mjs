// strip --watch where the system refuses it something, or where something happens at a bad moment. strace makes the
// moments exact, and refuses.

import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { iftrue, make, noStrace, temporaryFolder } from '../faults/ground.mjs';
import { Lines, watch, watching } from './watcher.mjs';

const args = ['-DX', 'src', '-o', 'out'];
const text = '/*IFTRUE_X*/1/*FITRUE_X*/\n';

function folderWith(t, tree) {
  const folder = temporaryFolder(t);
  make(folder, tree);
  return folder;
}

/** Whether an output has this text; "" where it is missing. */
function holds(folder, path, expected) {
  try {
    return readFileSync(join(folder, path), 'utf8') === expected;
  } catch (error) {
    assert.equal(error.code, 'ENOENT');
    return expected === '';
  }
}

const refusals = {
  'no inotify in the kernel': {
    inject: 'inotify_init1:error=ENOSYS',
    told: 'inotify cannot be used: Function not implemented',
  },
  'too many watchers': {
    inject: 'inotify_init1:error=EMFILE',
    told: 'inotify cannot be used: Too many open files; fs.inotify.max_user_instances (sysctl) limits it',
  },
  'too many folders': {
    inject: 'inotify_add_watch:error=ENOSPC:when=3+',
    told: 'there are too many folders to watch; fs.inotify.max_user_watches (sysctl) limits them',
  },
};

for (const [name, { inject, told }] of Object.entries(refusals)) {
  test(`${name}: the inputs are looked at from time to time`, { skip: noStrace }, async (t) => {
    const folder = folderWith(t, { 'src/a.ts': text, 'src/d/b.ts': text });
    const strace = ['-o', '/dev/null', '-e', `trace=${inject.split(':')[0]}`, '-e', `inject=${inject}`];
    const watcher = watch(t, folder, args, { strace });
    await watcher.until(watching);
    const notes = watcher.all.filter((line) => line.startsWith('iftrue: polling'));
    assert.deepEqual(notes, [`iftrue: polling every 500 ms: ${told}`]);
    writeFileSync(join(folder, 'src/a.ts'), '2');
    await watcher.untilSo(() => holds(folder, 'out/a.ts', '2'));
    make(folder, { 'src/d': null, 'src/e/f/c.ts': text });
    await watcher.untilSo(() => holds(folder, 'out/e/f/c.ts', '1\n') && holds(folder, 'out/d/b.ts', ''));
    assert.equal(await watcher.end(), 0);
  });
}

test('where the kernel loses events, everything is looked at again', async (t) => {
  const folder = folderWith(t, { 'src/a.ts': text, 'src/b.ts': text });
  const watcher = watch(t, folder, args);
  await watcher.until(watching);
  watcher.signal('SIGSTOP');
  const most = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
  // Two files in turn: equal events one after the other are one.
  for (let i = 0; i <= most; ++i) utimesSync(join(folder, `src/${i % 2 ? 'a' : 'b'}.ts`), 1, 1);
  mkdirSync(join(folder, 'src/lost'));
  writeFileSync(join(folder, 'src/lost/c.ts'), text);
  watcher.signal('SIGCONT');
  await watcher.untilSo(() => holds(folder, 'out/lost/c.ts', '1\n'));
  writeFileSync(join(folder, 'src/lost/c.ts'), 'watched');
  await watcher.untilSo(() => holds(folder, 'out/lost/c.ts', 'watched'));
  assert.equal(await watcher.end(), 0);
});

/** Starts the watcher, stops it at a system call on a source, calls meanwhile(), and lets it go on. */
async function stopAt(t, folder, call, path, meanwhile) {
  const strace = [
    '-o',
    '|exec cat >&3',
    '-P',
    path,
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:signal=SIGSTOP:when=1`,
  ];
  const watcher = watch(t, folder, [...args, '-j1'], { strace, stdio: ['pipe'] });
  let log = '';
  for await (const piece of watcher.child.stdio[3].setEncoding('latin1')) {
    log += piece;
    if (/--- stopped by SIGSTOP ---/.test(log)) break;
  }
  meanwhile(watcher);
  process.kill(watcher.child.pid, 'SIGCONT');
  return watcher;
}

test('a source that changes while it is read is no error: it is read again', { skip: noStrace }, async (t) => {
  const folder = folderWith(t, { 'src/a.ts': text });
  const watcher = await stopAt(t, folder, 'read', 'src/a.ts', () => appendFileSync(join(folder, 'src/a.ts'), '2'));
  assert.match(await watcher.until(/^iftrue: (?!polling)/), /^iftrue: 1 file written in .*; watching for changes$/);
  assert.ok(holds(folder, 'out/a.ts', '1\n2'));
  process.kill(watcher.child.pid, 'SIGINT');
  assert.equal((await watcher.closed)[0], 0);
});

test('a signal in the midst of a run lets it come to its end', { skip: noStrace }, async (t) => {
  const folder = folderWith(t, { 'src/a.ts': text, 'src/b.ts': text });
  const watcher = await stopAt(t, folder, 'read', 'src/a.ts', ({ child }) => process.kill(child.pid, 'SIGINT'));
  assert.equal((await watcher.closed)[0], 0);
  assert.ok(holds(folder, 'out/a.ts', '1\n') && holds(folder, 'out/b.ts', '1\n'));
});

test('a second signal ends it at once', { timeout: 30_000 }, async (t) => {
  const folder = folderWith(t, { 'src/a.ts': text });
  assert.equal(iftrue(folder, ['strip', ...args]).status, 0);
  const holder = new Lines(t, 'flock', ['out', '-c', 'echo held; exec cat'], { cwd: folder, from: 'stdout' });
  await holder.until(/^held$/);
  const watcher = watch(t, folder, args);
  await watcher.until(/^iftrue: waiting for another run on 'out'$/);
  watcher.signal('SIGINT');
  // Two that come at once may be handled before the first has its effect.
  let ended = false;
  for (watcher.closed.then(() => (ended = true)); !ended; await setImmediate()) watcher.child.kill('SIGTERM');
  assert.deepEqual(await watcher.closed, [null, 'SIGTERM']);
});
