// Sources that do not stand still. strace stops the tool at a system call, the test changes the source, and
// the tool goes on: so each case is the same every time.

import assert from 'node:assert/strict';
import { appendFileSync, linkSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { done, failed, iftrue, make, noStrace, picture, run, stopAt, temporaryFolder } from './ground.mjs';

const args = ['strip', '--layout=loader', '-DX', '-j1', 'src', '-o', 'out'];
const textOf = (/** @type {number} */ bytes) => `${'kept '.repeat(bytes / 5)}/*IFTRUE_X*/kept/*FITRUE_X*/`;
const [text, largeText] = [textOf(500_000), textOf(1_200_000)]; // one of 1 MB is streamed: in 64 KB, twice
const changed = (path) => failed(`'${path}' changed while it was read; run again`);

/** What may happen to a file, and what the tool makes of it at the next run. */
const changes = {
  'it grows': (path) => appendFileSync(path, 'more'),
  'it shrinks': (path) => truncateSync(path, 10),
  'it is emptied': (path) => truncateSync(path, 0),
  'it is written over, its size and time the same': (path, text) => {
    writeFileSync(path, text.replaceAll('kept', 'KEPT'));
    utimesSync(path, 1, 1);
  },
  'it vanishes': (path) => rmSync(path),
  'another takes its place': (path) => {
    writeFileSync(`${path}.new`, 'new');
    renameSync(`${path}.new`, path);
  },
};

/** Where the tool is stopped: after the source was opened, and amid its bytes. */
const reads = [
  { name: 'a text, before it is read', file: 'a.ts', at: { call: 'newfstatat,fstat' } },
  { name: 'a text, when it was read', file: 'a.ts', at: { call: 'read' } },
  { name: 'a large text, at its first reading', file: 'large.ts', at: { call: 'pread64', when: 2 } },
  { name: 'a large text, at its second reading', file: 'large.ts', at: { call: 'pread64', when: 22 } },
  { name: 'a copy, before it is read', file: 'a.bin', at: { call: 'newfstatat,fstat' } },
  { name: 'a copy, amid its bytes', file: 'a.bin', at: { call: 'pread64', when: 2 } },
];

for (const { name, file, at } of reads) {
  for (const [what, change] of Object.entries(changes)) {
    test(`${name}: ${what}`, { skip: noStrace }, async (t) => {
      const folder = temporaryFolder(t);
      const source = join(folder, 'src', file);
      make(folder, { 'src/b.ts': 'b', [`src/${file}`]: 'old', secret: 'secret' });
      assert.deepEqual(iftrue(folder, args), done);
      const now = file === 'large.ts' ? largeText : text;
      make(folder, { [`src/${file}`]: now, 'src/b.ts': 'B' });
      utimesSync(source, 1, 1);
      const outcome = await stopAt({ ...at, path: source }, folder, args, () => change(source, now));
      assert.deepEqual(outcome, changed(`src/${file}`));
      assert.deepEqual(picture(join(folder, 'out')), { [file]: '644 old', 'b.ts': '644 B' });

      assert.deepEqual(iftrue(folder, args), done);
      const after = picture(join(folder, 'out'));
      assert.deepEqual(iftrue(folder, [...args.slice(0, -1), 'clean']), done);
      assert.deepEqual(after, picture(join(folder, 'clean')));
    });
  }
}

/** What may come to stand where a file was listed. */
const replacements = [
  { name: 'nothing', tree: { 'src/d/a.ts': null }, says: "cannot read 'src/d/a.ts': No such file or directory" },
  {
    name: 'a link out of the source',
    tree: { 'src/d/a.ts': { link: '../../secret' } },
    says: "'src/d/a.ts' changed while it was read; run again",
  },
  {
    name: 'a folder',
    tree: { 'src/d/a.ts': { folder: true } },
    says: "'src/d/a.ts' changed while it was read; run again",
  },
  {
    name: 'a FIFO',
    tree: { 'src/d/a.ts': null },
    then: (folder) => run('mkfifo', [join(folder, 'src/d/a.ts')]),
    says: "'src/d/a.ts' changed while it was read; run again",
  },
  {
    name: 'another file',
    tree: { 'src/d/a.ts': 'another' },
    says: undefined, // it is taken as it is now
    written: 'another',
  },
];

for (const { name, tree, then = () => {}, says, written = 'old' } of replacements) {
  test(`where a file was listed stands ${name}`, { skip: noStrace }, async (t) => {
    const folder = temporaryFolder(t);
    make(folder, { 'src/d/a.ts': 'old', secret: 'secret' });
    assert.deepEqual(iftrue(folder, args), done);
    make(folder, { 'src/d/a.ts': 'new' });
    const outcome = await stopAt({ call: 'flock' }, folder, args, () => {
      make(folder, tree);
      then(folder);
    });
    assert.deepEqual(outcome, says === undefined ? done : failed(says));
    assert.deepEqual(picture(join(folder, 'out')), { d: 'folder', 'd/a.ts': `644 ${written}` });
  });
}

test('a folder of the source that is replaced by a link is not followed', { skip: noStrace }, async (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/z/a.ts': 'a', 'src/z/d/b.ts': 'b', 'secret/d/b.ts': 'secret', 'secret/a.ts': 'secret' });
  const outcome = await stopAt({ call: 'openat', path: 'z' }, folder, args, () => {});
  assert.deepEqual(outcome, done);
  // More folders than are kept open stand between, so that z/d is opened again for its file.
  for (let i = 0; i < 40; ++i) make(folder, { [`src/m${i}/c.ts`]: 'c' });
  make(folder, { 'src/z/d/b.ts': 'B' });
  const again = await stopAt({ call: 'flock' }, folder, args, () => {
    renameSync(join(folder, 'src/z'), join(folder, 'z'));
    make(folder, { 'src/z': { link: '../secret' } });
  });
  assert.equal(again.status, 2);
  assert.match(again.stderr, /^iftrue: error: cannot read 'src\/z\/[^']*': Not a directory\n/);
  assert.ok(!JSON.stringify(picture(join(folder, 'out'))).includes('secret'));
});

test('a second name for a source is nothing to complain of at the next run', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': 'a' });
  linkSync(join(folder, 'src/a.ts'), join(folder, 'src/b.ts'));
  assert.deepEqual(iftrue(folder, args), done);
  assert.deepEqual(picture(join(folder, 'out')), { 'a.ts': '644 a', 'b.ts': '644 a' });
});
