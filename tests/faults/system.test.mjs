// A system that says no: no permission, no room, nothing that may be written, and what is no file.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asNobody, done, failed, iftrue, isRoot, make, picture, run, temporaryFolder, tool } from './ground.mjs';

const args = ['strip', '--layout=loader', '-DX', '-j1', 'src', '-o', 'out'];

/** A folder that belongs to whom the tool runs as. */
function nobodysFolder(t) {
  const folder = temporaryFolder(t);
  if (isRoot) chownSync(folder, asNobody.uid, asNobody.gid);
  return folder;
}
const own = (folder) => isRoot && run('chown', ['-R', `${asNobody.uid}:${asNobody.gid}`, folder]);

/** What cannot be read or written by its mode, what is said, and what is written all the same. */
const modes = [
  {
    name: 'a text that may not be read',
    mode: ['src/a.ts', 0o000],
    says: ["cannot read 'src/a.ts': Permission denied"],
    written: { 'a.ts': '644 old', 'b.bin': '644 B', d: 'folder', 'd/c.ts': '644 C' },
  },
  {
    name: 'a copy that may not be read',
    mode: ['src/b.bin', 0o200],
    says: ["cannot read 'src/b.bin': Permission denied"],
    written: { 'a.ts': '644 A', 'b.bin': '644 old', d: 'folder', 'd/c.ts': '644 C' },
  },
  {
    name: 'a folder that may not be listed',
    mode: ['src/d', 0o300],
    says: ["cannot read folder 'src/d': Permission denied"],
    written: { 'a.ts': '644 A', 'b.bin': '644 B', d: 'folder', 'd/c.ts': '644 old' },
  },
  {
    name: 'a folder whose files may not be looked at',
    mode: ['src/d', 0o600],
    says: ["cannot read 'src/d/c.ts': Permission denied"],
    written: { 'a.ts': '644 A', 'b.bin': '644 B', d: 'folder', 'd/c.ts': '644 old' },
  },
  {
    name: 'a folder of the output that may not be written',
    mode: ['out/d', 0o500],
    says: ["cannot write 'out/d/c.ts': Permission denied"],
    written: { 'a.ts': '644 A', 'b.bin': '644 B', d: 'folder', 'd/c.ts': '644 old' },
  },
  {
    name: 'an output that may not be written',
    mode: ['out', 0o500],
    says: ["cannot write 'out/.iftrue-manifest': Permission denied"],
    written: { 'a.ts': '644 old', 'b.bin': '644 old', d: 'folder', 'd/c.ts': '644 old' },
  },
  {
    name: 'a manifest that may not be read',
    mode: ['out/.iftrue-manifest', 0o000],
    says: ["cannot read 'out/.iftrue-manifest': Permission denied"],
    written: { 'a.ts': '644 old', 'b.bin': '644 old', d: 'folder', 'd/c.ts': '644 old' },
  },
  {
    name: 'a source that may not be listed',
    mode: ['src', 0o000],
    says: ["cannot read folder 'src': Permission denied"],
    written: { 'a.ts': '644 old', 'b.bin': '644 old', d: 'folder', 'd/c.ts': '644 old' },
  },
];

for (const { name, mode, says, written } of modes) {
  test(name, (t) => {
    const folder = nobodysFolder(t);
    make(folder, { 'src/a.ts': 'old', 'src/b.bin': 'old', 'src/d/c.ts': 'old' });
    own(folder);
    assert.deepEqual(iftrue(folder, args, asNobody), done);
    make(folder, { 'src/a.ts': 'A', 'src/b.bin': 'B', 'src/d/c.ts': 'C' });
    own(folder);
    const [path, bits] = mode;
    const before = statSync(join(folder, path)).mode & 0o7777;
    chmodSync(join(folder, path), bits);
    assert.deepEqual(iftrue(folder, args, asNobody), failed(...says));
    chmodSync(join(folder, path), before);
    assert.deepEqual(picture(join(folder, 'out')), written);

    assert.deepEqual(iftrue(folder, args, asNobody), done);
    assert.deepEqual(Object.values(picture(join(folder, 'out'))).sort(), ['644 A', '644 B', '644 C', 'folder']);
  });
}

test('a stale file that may not be removed is told, stays ours, and the rest is done', (t) => {
  const folder = nobodysFolder(t);
  make(folder, { 'src/a.ts': 'old', 'src/d/stale.ts': 'stale' });
  own(folder);
  assert.deepEqual(iftrue(folder, args, asNobody), done);
  make(folder, { 'src/a.ts': 'new', 'src/d': null });
  chmodSync(join(folder, 'out/d'), 0o500);
  assert.deepEqual(iftrue(folder, args, asNobody), failed("cannot remove 'out/d/stale.ts': Permission denied"));
  assert.deepEqual(picture(join(folder, 'out')), { 'a.ts': '644 new', d: 'folder', 'd/stale.ts': '644 stale' });
  chmodSync(join(folder, 'out/d'), 0o755);
  assert.deepEqual(iftrue(folder, args, asNobody), done);
  assert.deepEqual(picture(join(folder, 'out')), { 'a.ts': '644 new' });
});

test('where one target cannot be written, nothing is removed from the others', (t) => {
  const folder = nobodysFolder(t);
  make(folder, {
    'iftrue.toml': "source = 'src'\noutput = '{target}'\n[symbols]\n[targets.a]\n[targets.b]\n",
    'src/a.ts': 'a',
    'src/stale.ts': 'stale',
  });
  own(folder);
  assert.deepEqual(iftrue(folder, ['strip'], asNobody), done);
  make(folder, { 'src/stale.ts': null, b: 'a file' });
  const outcome = iftrue(folder, ['strip'], asNobody);
  assert.deepEqual(outcome, failed("cannot create folder 'b': Not a directory"));
  assert.deepEqual(picture(join(folder, 'a')), { 'a.ts': '644 a', 'stale.ts': '644 stale' });
});

// It says so, changes nothing, and compares the rest all the same.
const unreadable = [
  { path: 'out', bits: 0o000, says: "cannot open folder 'out': Permission denied", finds: '' },
  { path: 'out/d', bits: 0o000, says: "cannot open folder 'out/d': Permission denied", also: "'out/d'" },
  { path: 'out/d', bits: 0o600, says: "cannot read 'out/d/c.ts': Permission denied" },
  { path: 'out/d', bits: 0o300, says: "cannot open folder 'out/d': Permission denied", also: "'out/d'" },
  { path: 'out/d/c.ts', bits: 0o000, says: "cannot read 'out/d/c.ts': Permission denied" },
  { path: 'src/d/c.ts', bits: 0o000, says: "cannot read 'src/d/c.ts': Permission denied" },
  { path: 'src/d', bits: 0o000, says: "cannot read folder 'src/d': Permission denied" },
];
for (const { path, bits, says, finds, also } of unreadable) {
  test(`--check of what may not be read: ${path}, ${bits.toString(8)}`, (t) => {
    const folder = nobodysFolder(t);
    make(folder, { 'src/a.ts': 'a', 'src/b.bin': 'b', 'src/d/c.ts': 'c' });
    own(folder);
    assert.deepEqual(iftrue(folder, args, asNobody), done);
    make(folder, { 'out/a.ts': 'A' });
    own(folder);
    chmodSync(join(folder, path), bits);
    const before = run('find', [folder, '-printf', '%p %i %m %s %T@ %C@ %l\n']).stdout;
    const check = iftrue(folder, [...args, '--check', '--format=github'], asNobody);
    const changed =
      "::error file=out/a.ts,line=1,title=iftrue strip --check::'out/a.ts' is not as strip would write it, from line 1 on\n";
    const messages = [says, ...(also ? [`cannot read folder ${also}: Permission denied`] : [])];
    const failures = messages.map((message) => `::error title=iftrue::${message}\n`).join('');
    assert.deepEqual(check, { status: 2, stdout: failures + (finds ?? changed), stderr: '' });
    assert.equal(run('find', [folder, '-printf', '%p %i %m %s %T@ %C@ %l\n']).stdout, before);
  });
}

// Whoever runs the tool owns the output, root too, and would lend his rights to somebody else's program.
for (const [whose, user] of Object.entries({ nobody: asNobody, root: {} })) {
  const skip = whose === 'root' && !isRoot && 'only root can be root';
  test(`special bits of a mode are not passed on, as ${whose}`, { skip }, (t) => {
    const folder = nobodysFolder(t);
    make(folder, { 'src/a.bin': 'a', 'src/b.ts': 'b', 'src/large.ts': 'x'.repeat(1 << 20) });
    own(folder);
    const names = ['a.bin', 'b.ts', 'large.ts'];
    const modes = (output) => names.map((name) => (statSync(join(folder, output, name)).mode & 0o7777).toString(8));
    const plain = ['755', '755', '755'];
    for (const bits of [0o4755, 0o2755, 0o1755, 0o7755]) {
      for (const name of names) chmodSync(join(folder, 'src', name), bits);
      assert.deepEqual(iftrue(folder, args, user), done);
      assert.deepEqual(modes('out'), plain);
      assert.deepEqual(iftrue(folder, [...args, '-v'], user), done, 'the second run writes nothing');

      for (const name of names) chmodSync(join(folder, 'out', name), bits);
      assert.deepEqual(iftrue(folder, args, user), done);
      assert.deepEqual(modes('out'), plain, 'bits on an output are taken away');

      for (const name of names) {
        assert.deepEqual(iftrue(folder, ['strip', '-DX', `src/${name}`, '-o', `one/${name}`], user), done);
      }
      assert.deepEqual(modes('one'), plain);
    }
  });
}

test('FIFOs, sockets and devices are refused, the rest is written', async (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': 'a' });
  const kinds = ['fifo', 'socket'];
  assert.equal(run('mkfifo', [join(folder, 'src/fifo')]).status, 0);
  const server = createServer().listen(join(folder, 'src/socket'));
  t.after(() => server.close());
  await once(server, 'listening');
  if (run('mknod', [join(folder, 'src/device'), 'c', '1', '3']).status === 0) kinds.unshift('device');
  else t.diagnostic('without a device: only root can make one');
  const refused = kinds.map((kind) => `cannot copy 'src/${kind}': neither a file, a folder nor a link; exclude it`);
  assert.deepEqual(iftrue(folder, args), failed(...refused));
  assert.deepEqual(picture(join(folder, 'out')), { 'a.ts': '644 a' });
});

const inTheWay = (path) => `'${path}' stands in the way: iftrue did not write it; move it away`;

/** What stands where a file is to go, of others, and what is said. */
const obstacles = [
  { name: 'a file of others', theirs: { 'out/d/a.ts': 'theirs' }, says: inTheWay('out/d/a.ts') },
  { name: 'the same file, of others', theirs: { 'out/d/a.ts': 'ours' }, says: inTheWay('out/d/a.ts') },
  { name: 'a link of others', theirs: { 'out/d/a.ts': { link: '../../secret' } }, says: inTheWay('out/d/a.ts') },
  { name: 'a folder where a file should be', theirs: { 'out/d/a.ts': { folder: true } }, says: inTheWay('out/d/a.ts') },
  {
    name: 'a file where a folder should be',
    theirs: { 'out/d': 'theirs' },
    says: "'out/d' stands in the way of 'out/d/a.ts': iftrue did not write it; move it away",
  },
  {
    name: 'a link where a folder should be',
    theirs: { 'out/d': { link: '../elsewhere' } },
    says: "'out/d' stands in the way of 'out/d/a.ts': iftrue did not write it; move it away",
  },
];

for (const { name, theirs, says } of obstacles) {
  for (const when of ['before the first run', 'in place of ours']) {
    // The very bytes that ours had are no harm to anybody.
    if (when === 'in place of ours' && /^(the same|a) (file|link),? of others$/.test(name)) continue;
    test(`${name}, ${when}`, (t) => {
      const folder = temporaryFolder(t);
      make(folder, { 'src/d/a.ts': 'ours', 'src/b.ts': 'b', secret: 'secret', 'elsewhere/x': 'x' });
      if (when === 'in place of ours') {
        assert.deepEqual(iftrue(folder, args), done);
        make(folder, { 'src/b.ts': 'B' });
      }
      make(folder, theirs);
      if (name.startsWith('a folder') && when === 'in place of ours') make(folder, { 'out/d/a.ts/theirs': 'theirs' });
      const before = { ...picture(join(folder, 'out')), 'b.ts': `644 ${when === 'in place of ours' ? 'B' : 'b'}` };
      for (let i = 0; i < 2; ++i) {
        assert.deepEqual(iftrue(folder, args), failed(says));
        assert.deepEqual(picture(join(folder, 'out')), before);
      }
      assert.deepEqual(picture(join(folder, 'elsewhere')), { x: '644 x' });
      assert.equal(readFileSync(join(folder, 'secret'), 'latin1'), 'secret');
      make(folder, Object.fromEntries(Object.keys(theirs).map((path) => [path, null])));
      assert.deepEqual(iftrue(folder, args), done);
      assert.equal(picture(join(folder, 'out'))['d/a.ts'], '644 ours');
    });
  }
}

test('a folder of ours that was moved away and linked to is not written through', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/d/a.ts': 'a', 'src/d/e/b.ts': 'b' });
  assert.deepEqual(iftrue(folder, args), done);
  run('mv', [join(folder, 'out/d'), join(folder, 'moved')]);
  make(folder, { 'out/d': { link: '../moved' }, 'moved/e/.iftrue-tmp-1-1': 'theirs' });
  const before = picture(join(folder, 'moved'));
  const says = ['a.ts', 'e/b.ts'].map(
    (path) => `'out/d' stands in the way of 'out/d/${path}': iftrue did not write it; move it away`,
  );
  assert.deepEqual(iftrue(folder, args), failed(...says));
  make(folder, { 'src/d': null, 'src/c.ts': 'c' });
  assert.deepEqual(iftrue(folder, args), done);
  assert.deepEqual(picture(join(folder, 'moved')), before);
});

const privately = isRoot ? ['-m'] : ['-rm'];
const noMounts = (() => {
  const { status, stderr, error } = spawnSync('unshare', [...privately, 'mount', '-t', 'tmpfs', 'none', '/mnt']);
  if (error) return `unshare cannot be run: ${error.message}`;
  return status === 0 ? false : `nothing can be mounted here: ${stderr}`.trim();
})();

// In a mount namespace of its own, so that no mount outlives it.
test('many threads in deep folders are no matter of the usual limit of descriptors', (t) => {
  const folder = temporaryFolder(t);
  const targets = ['a', 'b', 'c', 'd'];
  const files = Array.from({ length: 800 }, (_, i) => [`src/${i}/1/2/3/4/5/6/7/x.ts`, 'x']);
  make(folder, {
    ...Object.fromEntries(files),
    'iftrue.toml': targets.map((name) => `[targets.${name}]\nsymbols = []\n`).join(''),
  });
  const args = ['strip', '-j16', ...targets.flatMap((name) => ['-t', name]), 'src', '-o', 'out/{target}'];
  assert.deepEqual(run('prlimit', ['--nofile=64:4096', tool, ...args], { cwd: folder }), done);
});

test('small, full and read-only file systems', { skip: noMounts }, (t) => {
  const inner = fileURLToPath(new URL('mounts.mjs', import.meta.url));
  const folder = temporaryFolder(t);
  const { status, stdout } = run('unshare', [...privately, process.execPath, inner, folder], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /\n# pass [1-9]|pass [1-9]/);
});
