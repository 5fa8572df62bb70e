// What a run does when little or nothing has changed: which files it opens, as strace tells, and which outputs
// it writes.

import assert from 'node:assert/strict';
import { chmodSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { done, failed, identity, iftrue, make, noStrace, picture, run, temporaryFolder, tool } from './ground.mjs';

const toml = (rest = '') => `
source = 'src'
output = 'out/{target}'
include = ['**/*.ts']
[symbols]
X = ''
[targets.on]
symbols = ['X']
[targets.off]
${rest}`;
const text = '/*IFTRUE_X*/on/*ELSE_X*/off/*FITRUE_X*/';
const args = ['strip', '--layout=loader', '-v'];

function makeProject(t) {
  const folder = temporaryFolder(t);
  make(folder, { 'iftrue.toml': toml(), 'src/a.ts': text, 'src/d/b.bin': 'b', 'src/l': { link: 'a.ts' } });
  assert.equal(iftrue(folder, args).status, 0);
  return folder;
}

/** The files of the source or of an output, but for what iftrue keeps there for itself, that are opened. */
function opened(folder, args) {
  const log = join(folder, 'log');
  const outcome = run('strace', ['-f', '-y', '-o', log, '-e', 'trace=open,openat,openat2', tool, ...args], {
    cwd: folder,
  });
  const files = [...readFileSync(log, 'latin1').matchAll(/ = \d+<(.*)>$/gm)]
    .map(([, path]) => path.slice(folder.length + 1))
    .filter((path) => /^(src|out)\/.*\.(ts|bin)$/.test(path));
  return { ...outcome, files };
}

test('a run with nothing changed opens no file of the source and of the outputs', { skip: noStrace }, (t) => {
  const folder = makeProject(t);
  assert.deepEqual(opened(folder, args), { ...done, files: [] });
  make(folder, { 'src/d/b.bin': 'B' });
  const { files } = opened(folder, args);
  assert.deepEqual([...new Set(files)].sort(), ['out/off/d/b.bin', 'out/on/d/b.bin', 'src/d/b.bin']);
});

test('with rules, too, a run with nothing changed opens no file', { skip: noStrace }, (t) => {
  const folder = temporaryFolder(t);
  const rules = `[[files]]\nglob = 'a.ts'\nlayout = 'compact'\n[[files]]\nglob = 'docs/**'\nscan = false\n`;
  make(folder, { 'iftrue.toml': toml(rules), 'src/a.ts': text, 'src/b.ts': text, 'src/docs/c.ts': text });
  assert.equal(iftrue(folder, args).status, 0);
  assert.deepEqual(opened(folder, args), { ...done, files: [] });
  make(folder, { 'iftrue.toml': toml(rules.replace('compact', 'preserve')) });
  const { files } = opened(folder, args);
  assert.deepEqual(files, ['src/a.ts']); // the outputs have other sizes
});

test('each source is opened once, for all targets', { skip: noStrace }, (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'iftrue.toml': toml(), 'src/a.ts': text, 'src/d/b.bin': 'b', 'src/plain.ts': 'plain' });
  const { status, files } = opened(folder, args);
  assert.equal(status, 0);
  const sources = files.filter((path) => path.startsWith('src/')).sort();
  assert.deepEqual(sources, ['src/a.ts', 'src/d/b.bin', 'src/plain.ts']);
});

test('no file of a new folder is renamed by itself', { skip: noStrace }, (t) => {
  const folder = temporaryFolder(t);
  const options = ['strip', '--layout=loader', '-DX', 'src', '-o', 'out'];
  const log = join(folder, 'log');
  const renames = () => {
    assert.deepEqual(run('strace', ['-f', '-o', log, '-e', 'trace=/^rename', tool, ...options], { cwd: folder }), done);
    return [...readFileSync(log, 'latin1').matchAll(/^\d+ +rename\w*\(\d+, "(.*?)", \d+, "(.*?)"/gm)]
      .map(([, from, to]) => `${from} ${to}`.replace(/tmp-\d+-\d+/, 'tmp'))
      .sort();
  };
  make(folder, { 'src/a.ts': 'a', 'src/d/b.ts': 'b' });
  assert.deepEqual(iftrue(folder, options), done);
  for (let i = 0; i < 20; ++i) make(folder, { [`src/d/new/${i}.ts`]: text, [`src/new/e/${i}.bin`]: 'copied' });
  make(folder, { 'src/c.ts': 'c' });
  const own = ['manifest', 'manifest', 'state'].map((name) => `.iftrue-tmp-own .iftrue-${name}`);
  assert.deepEqual(renames(), ['.iftrue-new-new new', '.iftrue-new-new new', '.iftrue-tmp c.ts', ...own].sort());
  assert.deepEqual(renames(), []);
});

/** A change, and what the next run says that it writes and removes. */
const changes = [
  { name: 'nothing', change: () => {}, says: [] },
  {
    name: 'a mode',
    change: (folder) => chmodSync(join(folder, 'src/a.ts'), 0o755),
    says: ['write out/on/a.ts', 'write out/off/a.ts'],
  },
  { name: 'a time, and nothing else', change: (folder) => utimesSync(join(folder, 'src/a.ts'), 1, 1), says: [] },
  {
    name: 'contents, the size and the time kept',
    change: (folder) => {
      const path = join(folder, 'src/d/b.bin');
      utimesSync(path, 1, 1);
      assert.deepEqual(iftrue(folder, args), done);
      writeFileSync(path, 'B'); // in place: the inode stays
      utimesSync(path, 1, 1);
    },
    says: ['write out/on/d/b.bin', 'write out/off/d/b.bin'],
  },
  {
    name: 'contents that matter to one target only',
    change: (folder) => make(folder, { 'src/a.ts': text.replace('off', 'OFF') }),
    says: ['write out/off/a.ts'],
  },
  {
    name: 'a name',
    change: (folder) => renameSync(join(folder, 'src/a.ts'), join(folder, 'src/c.ts')),
    says: ['remove out/on/a.ts', 'remove out/off/a.ts', 'write out/on/c.ts', 'write out/off/c.ts'],
  },
  {
    name: 'the names of two files, exchanged',
    change: (folder) => {
      make(folder, { 'src/1.ts': '1', 'src/2.ts': '2' });
      assert.equal(iftrue(folder, args).status, 0);
      for (const [from, to] of ['1x', '21', 'x2'])
        renameSync(join(folder, `src/${from}.ts`), join(folder, `src/${to}.ts`));
    },
    says: ['write out/on/1.ts', 'write out/off/1.ts', 'write out/on/2.ts', 'write out/off/2.ts'],
  },
  {
    name: 'a file that is gone, and its folder with it',
    change: (folder) => make(folder, { 'src/d': null }),
    says: ['remove out/on/d/b.bin', 'remove out/off/d/b.bin'],
  },
  {
    name: 'where a link leads',
    change: (folder) => make(folder, { 'src/l': { link: 'd' } }),
    says: ['write out/on/l', 'write out/off/l'],
  },
  {
    name: 'a file for a link',
    change: (folder) => make(folder, { 'src/l': 'file' }),
    says: ['write out/on/l', 'write out/off/l'],
  },
  {
    name: 'an output that was edited',
    change: (folder) => make(folder, { 'out/on/a.ts': 'edited' }),
    says: ['write out/on/a.ts'],
  },
  {
    name: 'an output that was edited in place, its size and time kept',
    change: (folder) => {
      const path = join(folder, 'out/on/a.ts');
      writeFileSync(path, 'ON');
      utimesSync(path, 1, 1);
    },
    says: ['write out/on/a.ts'],
  },
  {
    name: 'an output that is gone',
    change: (folder) => make(folder, { 'out/on/a.ts': null }),
    says: ['write out/on/a.ts'],
  },
  {
    name: 'the mode of an output',
    change: (folder) => chmodSync(join(folder, 'out/off/d/b.bin'), 0o600),
    says: ['write out/off/d/b.bin'],
  },
  {
    name: 'a link of an output',
    change: (folder) => make(folder, { 'out/on/l': { link: 'x' } }),
    says: ['write out/on/l'],
  },
  {
    name: 'a folder of an output that is gone',
    change: (folder) => make(folder, { 'out/on/d': null }),
    says: ['write out/on/d/b.bin'],
  },
  {
    name: 'a symbol',
    change: () => {},
    more: ['-DX'],
    says: ['write out/off/a.ts'],
  },
  {
    name: 'the layout',
    change: () => {},
    more: ['--layout=preserve'],
    says: ['write out/on/a.ts', 'write out/off/a.ts'],
  },
  {
    name: 'the targets',
    change: (folder) => make(folder, { 'src/d/b.bin': 'B' }),
    more: ['-toff'],
    says: ['write out/off/d/b.bin'],
  },
  {
    name: "a target's symbols",
    change: (folder) => make(folder, { 'iftrue.toml': toml("symbols = ['X']") }),
    says: ['write out/off/a.ts'],
  },
  {
    name: 'what is scanned',
    change: (folder) => make(folder, { 'iftrue.toml': toml().replace('*.ts', '*.none') }),
    says: ['write out/on/a.ts', 'write out/off/a.ts'],
  },
  {
    name: 'what is excluded',
    change: (folder) => make(folder, { 'iftrue.toml': `exclude = ['d/**']\n${toml()}` }),
    says: ['remove out/on/d/b.bin', 'remove out/off/d/b.bin'],
  },
  {
    name: 'which files exist for a target',
    change: (folder) => make(folder, { 'iftrue.toml': toml("[[files]]\nglob = 'd/**'\nwhen = 'X'") }),
    says: ['remove out/off/d/b.bin'],
  },
  {
    name: 'the layout that a rule gives a file',
    change: (folder) => make(folder, { 'iftrue.toml': toml("[[files]]\nglob = 'a.ts'\nlayout = 'preserve'") }),
    says: ['write out/on/a.ts', 'write out/off/a.ts'],
  },
  {
    name: 'a rule that has a file copied',
    change: (folder) => make(folder, { 'iftrue.toml': toml("[[files]]\nglob = 'a.ts'\nscan = false") }),
    says: ['write out/on/a.ts', 'write out/off/a.ts'],
  },
  {
    name: 'a rule that changes nothing',
    change: (folder) => make(folder, { 'iftrue.toml': toml("[[files]]\nglob = '**'\nlayout = 'loader'") }),
    says: [],
  },
  { name: 'a state that is lost', change: (folder) => make(folder, { 'out/on/.iftrue-state': null }), says: [] },
  {
    name: 'a state that is damaged',
    change: (folder) => make(folder, { 'out/on/.iftrue-state': 'damaged' }),
    says: [],
  },
];

for (const { name, change, more = [], says } of changes) {
  test(`seen: ${name}`, (t) => {
    const folder = makeProject(t);
    change(folder);
    const before = ['on', 'off'].map((target) => identity(join(folder, 'out', target, '.iftrue-manifest')));
    const outcome = iftrue(folder, [...args, ...more]);
    assert.deepEqual(outcome, { ...done, stderr: says.map((line) => `${line}\n`).join('') });
    const after = ['on', 'off'].map((target) => identity(join(folder, 'out', target, '.iftrue-manifest')));
    for (const [i, target] of ['on', 'off'].entries()) {
      // The manifest is what build tools look at.
      assert.equal(
        before[i] !== after[i],
        says.some((line) => line.includes(`out/${target}/`)),
        target,
      );
    }
    assert.deepEqual(iftrue(folder, [...args, ...more]), done);
    const clean = iftrue(folder, [...args, ...more, '-o', 'clean/{target}']);
    assert.equal(clean.status, 0);
    const targets = more.includes('-toff') ? ['off'] : ['on', 'off'];
    for (const target of targets) {
      assert.deepEqual(picture(join(folder, 'out', target)), picture(join(folder, 'clean', target)));
    }
  });
}

const note = (why) =>
  `iftrue: 'out/.iftrue-manifest' ${why}; what is not as iftrue left it, nor as it would be written now, counts as yours\n`;
const damaged = note('is damaged or of another version, and ignored');
const tree = ['strip', '--layout=loader', '-UX', 'src', '-o', 'out'];

/** Manifests that are none, and what they would have done if they were trusted. */
const manifests = {
  'is empty': '',
  'is cut off': 'iftrue manifest 1\ncomplete\na.ts\0theirs.t',
  'is of another version': 'iftrue manifest 2\ncomplete\na.ts\0theirs.ts\0',
  'leads outside': 'iftrue manifest 1\ncomplete\n../secret\0',
  'is something else': 'theirs',
};

for (const [what, bytes] of Object.entries(manifests)) {
  test(`a manifest that ${what} is ignored with a note`, (t) => {
    const folder = temporaryFolder(t);
    make(folder, { 'src/a.ts': text, 'src/b.bin': 'b', 'src/c.ts': 'c', 'src/stale.ts': 's', secret: 'secret' });
    assert.deepEqual(iftrue(folder, tree), done);
    make(folder, {
      'out/.iftrue-manifest': bytes,
      'out/theirs.ts': 'theirs',
      'out/c.ts': 'edited', // so it is nobody's but the user's now
      'src/a.ts': 'new',
      'src/stale.ts': null,
    });
    const inTheWay = "'out/c.ts' stands in the way: iftrue did not write it; move it away";
    const refused = failed(inTheWay);
    assert.deepEqual(iftrue(folder, tree), { ...refused, stderr: damaged + refused.stderr });
    const expected = { 'a.ts': '644 new', 'b.bin': '644 b', 'c.ts': '644 edited', 'theirs.ts': '644 theirs' };
    assert.deepEqual(picture(join(folder, 'out')), expected);
    assert.deepEqual(iftrue(folder, tree), refused, 'the note is not repeated');
    make(folder, { 'out/c.ts': null });
    assert.deepEqual(iftrue(folder, tree), done);
    assert.deepEqual(picture(join(folder, 'out')), { ...expected, 'c.ts': '644 c' });
    assert.deepEqual(iftrue(folder, [...tree, '-v']), done);
    assert.equal(readFileSync(join(folder, 'secret'), 'latin1'), 'secret');
  });
}

test('a manifest and a state that are damaged leave what holds the right bytes', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': text, 'src/b.bin': 'b', 'src/l': { link: 'x' }, 'src/e': { folder: true } });
  assert.deepEqual(iftrue(folder, tree), done);
  const before = identity(join(folder, 'out/a.ts'));
  make(folder, { 'out/.iftrue-manifest': 'damaged', 'out/.iftrue-state': 'damaged', 'src/b.bin': 'B' });
  const refused = failed("'out/b.bin' stands in the way: iftrue did not write it; move it away");
  assert.deepEqual(iftrue(folder, tree), { ...refused, stderr: damaged + refused.stderr });
  assert.equal(identity(join(folder, 'out/a.ts')), before);
  make(folder, { 'out/b.bin': null, 'src/a.ts': null, 'src/l': null, 'src/e': null });
  assert.deepEqual(iftrue(folder, tree), done);
  assert.deepEqual(picture(join(folder, 'out')), { 'b.bin': '644 B' });
});

test('a manifest that is gone, say by a build tool after a failure, is made again', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': text, 'src/b.ts': 'b' });
  assert.deepEqual(iftrue(folder, tree), done);
  make(folder, { 'src/a.ts': '/*FITRUE_X*/', 'src/b.ts': 'B' });
  assert.equal(iftrue(folder, tree).status, 1);
  make(folder, { 'out/.iftrue-manifest': null, 'src/a.ts': 'a', 'src/b.ts': null });
  assert.deepEqual(iftrue(folder, tree), { ...done, stderr: note('is missing') });
  assert.deepEqual(picture(join(folder, 'out')), { 'a.ts': '644 a' });
});
