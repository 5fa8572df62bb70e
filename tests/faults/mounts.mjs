// Small, full and read-only file systems. system.test.mjs runs this in a mount namespace of its own, with a folder to
// mount in.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { done, failed, iftrue, make, picture, run } from './ground.mjs';

const root = process.argv[2];
const args = ['strip', '--layout=loader', '-DX', '-j1', 'src', '-o', 'disk/out'];
let count = 0;

/** A folder in which `disk` is a file system of its own. */
function folderWithDisk(options) {
  const folder = join(root, `${++count}`);
  mkdirSync(join(folder, 'disk'), { recursive: true });
  mount('-t', 'tmpfs', '-o', options, 'none', join(folder, 'disk'));
  return folder;
}

function mount(...args) {
  const { status, stderr } = run('mount', args);
  assert.equal(status, 0, stderr);
}

const noRoom = 'No space left on device';

/** What is said of a file that has no room, whatever the step at which the room was gone. */
function assertNoRoom({ status, stdout, stderr }, ...paths) {
  assert.equal(status, 2);
  assert.equal(stdout, '');
  const told = stderr.split('\n').slice(0, -1);
  assert.ok(told.length > 0);
  for (const line of told) {
    assert.ok(
      paths.some((path) => line === `iftrue: error: cannot write '${path}': ${noRoom}`),
      line,
    );
  }
  return told.length;
}

test('a disk that is too small for a file takes the others, and all once there is room', () => {
  const folder = folderWithDisk('size=1m');
  const big = (fill) => fill.repeat(2_000_000);
  make(folder, { 'src/a.ts': 'a', 'src/big.bin': big('b'), 'src/big.ts': big('t'), 'src/z.ts': 'z' });
  const told = assertNoRoom(iftrue(folder, args), 'disk/out/big.bin', 'disk/out/big.ts');
  assert.equal(told, 2);
  assert.deepEqual(picture(join(folder, 'disk/out')), { 'a.ts': '644 a', 'z.ts': '644 z' });
  mount('-o', 'remount,size=10m', join(folder, 'disk'));
  assert.deepEqual(iftrue(folder, args), done);
  assert.equal(Object.keys(picture(join(folder, 'disk/out'))).length, 4);
});

test('an old output stays where there is no room for the new one', () => {
  const folder = folderWithDisk('size=1m');
  make(folder, { 'src/a.ts': 'a', 'src/big.bin': 'small' });
  assert.deepEqual(iftrue(folder, args), done);
  make(folder, { 'src/a.ts': 'A', 'src/big.bin': 'b'.repeat(2_000_000) });
  assertNoRoom(iftrue(folder, args), 'disk/out/big.bin');
  assert.deepEqual(picture(join(folder, 'disk/out')), { 'a.ts': '644 A', 'big.bin': '644 small' });
});

test('a disk that is full to the last byte loses nothing', () => {
  const folder = folderWithDisk('size=1m');
  make(folder, { 'src/a.ts': 'a', 'src/gone.ts': 'gone' });
  assert.deepEqual(iftrue(folder, args), done);
  run('dd', ['if=/dev/zero', `of=${join(folder, 'disk/filler')}`, 'bs=4096']);
  make(folder, { 'src/a.ts': 'new', 'src/b.ts': 'b', 'src/gone.ts': null });
  const own = ['.iftrue-manifest', '.iftrue-state'].map((name) => `disk/out/${name}`);
  assertNoRoom(iftrue(folder, args), 'disk/out/a.ts', 'disk/out/b.ts', ...own);
  const { 'gone.ts': gone = '644 gone', ...rest } = picture(join(folder, 'disk/out'));
  assert.equal(gone, '644 gone');
  assert.deepEqual(rest, { 'a.ts': '644 a' });
  run('rm', [join(folder, 'disk/filler')]);
  assert.deepEqual(iftrue(folder, args), done);
  assert.deepEqual(picture(join(folder, 'disk/out')), { 'a.ts': '644 new', 'b.ts': '644 b' });
});

test('a disk without room for another name loses nothing', () => {
  const folder = folderWithDisk('size=1m,nr_inodes=8');
  make(folder, Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`src/${i}.ts`, `${i}`])));
  const outcome = iftrue(folder, args);
  assertNoRoom(
    outcome,
    ...Array.from({ length: 12 }, (_, i) => `disk/out/${i}.ts`),
    ...['.iftrue-manifest', '.iftrue-state'].map((name) => `disk/out/${name}`),
  );
  const written = Object.keys(picture(join(folder, 'disk/out')));
  assert.ok(written.every((path) => /^\d+\.ts$/.test(path)));
  mount('-o', 'remount,nr_inodes=100', join(folder, 'disk'));
  assert.deepEqual(iftrue(folder, args), done);
  assert.equal(Object.keys(picture(join(folder, 'disk/out'))).length, 12);
});

test('a read-only file system is read, and told where it cannot be written', () => {
  const folder = folderWithDisk('size=1m');
  make(folder, { 'src/a.ts': 'a' });
  assert.deepEqual(iftrue(folder, args), done);
  mount('-o', 'remount,ro', join(folder, 'disk'));
  assert.deepEqual(iftrue(folder, args), done, 'nothing to write');
  make(folder, { 'src/a.ts': 'A' });
  assert.deepEqual(iftrue(folder, args), failed("cannot write 'disk/out/.iftrue-manifest': Read-only file system"));
  const elsewhere = [...args.slice(0, -1), 'disk/new'];
  assert.deepEqual(iftrue(folder, elsewhere), failed("cannot create folder 'disk/new': Read-only file system"));
  assert.deepEqual(readdirSync(join(folder, 'disk')), ['out']);
  assert.deepEqual(picture(join(folder, 'disk/out')), { 'a.ts': '644 a' });
});

test('a source on another file system, and one with another file system in it', () => {
  const folder = folderWithDisk('size=1m');
  make(folder, { 'disk/src/a.ts': 'a', 'src/b.ts': 'b', 'src/mounted': { folder: true } });
  assert.deepEqual(iftrue(folder, ['strip', 'disk/src', '-o', 'out']), done);
  assert.deepEqual(picture(join(folder, 'out')), { 'a.ts': '644 a' });
  mount('--bind', join(folder, 'disk/src'), join(folder, 'src/mounted'));
  assert.deepEqual(iftrue(folder, ['strip', 'src', '-o', 'out']), done);
  assert.deepEqual(picture(join(folder, 'out')), { 'b.ts': '644 b', mounted: 'folder', 'mounted/a.ts': '644 a' });
});
