// Runs that are killed, and runs at once. A run goes from one whole tree to another and is killed on the way:
// at a system call that the seed chooses (strace delivers SIGKILL there), or at a moment of the clock. Then
// each file is whole, old or new; nothing of others is touched; and the next run ends where a clean run does.
//
// IFTRUE_KILLS sets how often (200), IFTRUE_SEED the seed; both are printed.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Random } from '../differential/random.mjs';
import { done, identity, iftrue, make, noStrace, picture, run, start, temporaryFolder, tool } from './ground.mjs';

const kills = Number(process.env.IFTRUE_KILLS ?? 200);
const seed = Number(process.env.IFTRUE_SEED ?? 20260);

/** Two sources that differ in every way in which a tree can. */
function makeSources(folder) {
  const big = (fill) => fill.repeat(700000);
  make(folder, {
    'one/same.ts': 'the same',
    'one/changed.ts': '/*IFTRUE_X*/one/*FITRUE_X*/',
    'one/mode.ts': { text: 'mode', mode: 0o600 },
    'one/big.bin': big('1'),
    'one/gone/a.ts': 'gone',
    'one/gone/b/c.bin': 'gone',
    'one/link': { link: 'same.ts' },
    'one/file-then-folder': 'file',
    'one/folder-then-file/a.ts': 'a',
    'one/file-then-link': 'file',
    'one/empty-then-file': { folder: true },
    'two/same.ts': 'the same',
    'two/changed.ts': '/*IFTRUE_X*/two/*FITRUE_X*/',
    'two/mode.ts': { text: 'mode', mode: 0o755 },
    'two/big.bin': big('2'),
    'two/new/d/e.ts': 'new',
    'two/new/a.bin': big('3'),
    'two/new/empty': { folder: true },
    'two/new/link': { link: 'd/e.ts' },
    'two/gone/new/a.ts': 'new',
    'two/gone/new/b.ts': 'new',
    'two/link': { link: 'changed.ts' },
    'two/file-then-folder/a.ts': 'a',
    'two/file-then-folder/b.ts': 'b',
    'two/folder-then-file': 'file',
    'two/file-then-link': { link: 'same.ts' },
    'two/empty-then-file': 'file',
  });
}

const args = (source, jobs, output = 'out') => ['strip', '--layout=loader', '-DX', `-j${jobs}`, source, '-o', output];

/** What others have put into the output, and beside it. */
const theirs = { 'out/theirs.ts': 'theirs', 'out/gone/theirs': 'theirs', 'out/.iftrue-tmp-notes': 'theirs' };
const theirPicture = {
  'theirs.ts': '644 theirs',
  gone: 'folder',
  'gone/theirs': '644 theirs',
  '.iftrue-tmp-notes': '644 theirs',
};
const isUnfinished = (path) => /(^|\/)\.iftrue-tmp-(\d+-\d+|own)$/.test(path);
const isUnplaced = (path) => /(^|\/)\.iftrue-new-/.test(path);

/** The folders that are not there in `one`, and in `two` have more in them than one file. */
const newFolders = ['new', 'gone/new', 'file-then-folder'];

/** Asserts that what stands below a folder is what does in `whole`, if the folder is there. */
function assertWholeOrMissing(folder, found, whole, message) {
  if (found[folder] !== 'folder') return;
  const below = (all) => Object.entries(all).filter(([path]) => path.startsWith(`${folder}/`));
  assert.deepEqual(Object.fromEntries(below(found)), Object.fromEntries(below(whole)), message);
}

/**
 * Every system call of a run that opens or changes anything, as [kind, number]: strace counts each kind by itself.
 * The run is made.
 */
function killPoints(folder, args) {
  const kinds = 'openat,write,renameat,renameat2,unlinkat,mkdir,mkdirat,symlinkat,fchmod,utimensat,pread64,flock,close';
  const log = join(folder, 'calls');
  assert.deepEqual(run('strace', ['-f', '-o', log, '-e', `trace=${kinds}`, tool, ...args], { cwd: folder }), done);
  const counts = {};
  for (const [, kind] of readFileSync(log, 'latin1').matchAll(/^\d+ +(\w+)\(/gm))
    counts[kind] = (counts[kind] ?? 0) + 1;
  rmSync(log);
  return Object.entries(counts).flatMap(([kind, count]) => Array.from({ length: count }, (_, i) => [kind, i + 1]));
}

/** Runs the tool; it is killed when it comes to that system call. */
function killAt([kind, number], folder, args) {
  const inject = `inject=${kind}:signal=SIGKILL:when=${number}`;
  return run('strace', ['-f', '-o', '/dev/null', '-e', `trace=${kind}`, '-e', inject, tool, ...args], { cwd: folder });
}

test(`killed ${kills} times, seed ${seed}`, async (t) => {
  const folder = temporaryFolder(t);
  makeSources(folder);
  const clean = {};
  for (const source of ['one', 'two']) {
    assert.deepEqual(iftrue(folder, args(source, 1, `clean-${source}`)), done);
    clean[source] = picture(join(folder, `clean-${source}`));
  }
  assert.deepEqual(iftrue(folder, args('one', 1)), done);
  make(folder, theirs);

  const points = noStrace ? [] : killPoints(folder, args('two', 1));
  assert.deepEqual(iftrue(folder, args('one', 1)), done);
  const begin = performance.now();
  for (const source of ['two', 'one']) assert.deepEqual(iftrue(folder, args(source, 2)), done);
  const duration = (performance.now() - begin) / 2;

  const random = new Random(seed);
  const seen = {
    killed: 0,
    'at an exact system call': 0,
    'with unfinished files': 0,
    'with new folders not in their places': 0,
  };
  let from = 'one';
  for (let i = 0; seen.killed < kills; ++i) {
    assert.ok(i < 4 * kills, 'most runs ended before they could be killed');
    const to = from === 'one' ? 'two' : 'one';
    let outcome;
    if (!noStrace && !random.once(4)) {
      outcome = killAt(random.pick(points), folder, args(to, random.once(4) ? 2 : 1));
      if (outcome.status === 'SIGKILL') ++seen['at an exact system call'];
    } else {
      const { child, ended } = start(tool, args(to, 2), { cwd: folder });
      const timer = setTimeout(() => child.kill('SIGKILL'), (duration * random.below(1000)) / 1000);
      outcome = await ended;
      clearTimeout(timer);
    }
    if (outcome.status === 'SIGKILL') ++seen.killed;
    else assert.deepEqual(outcome, done);

    const found = picture(join(folder, 'out'));
    if (Object.keys(found).some((path) => isUnfinished(path) && path !== '.iftrue-tmp-own')) {
      ++seen['with unfinished files'];
    }
    if (Object.keys(found).some(isUnplaced)) ++seen['with new folders not in their places'];
    if (to === 'two') {
      for (const folder of newFolders) assertWholeOrMissing(folder, found, clean.two, `kill ${i}: ${folder}`);
    }
    for (const [path, entry] of Object.entries(found)) {
      if (isUnfinished(path) || isUnplaced(path) || path in theirPicture) continue;
      const whole = [clean.one[path], clean.two[path]].includes(entry);
      // A folder in which nothing stands yet, or nothing any more, is whole, too.
      assert.ok(whole || entry === 'folder', `kill ${i}: ${path} is ${entry.slice(0, 80)}`);
    }
    for (const [path, entry] of Object.entries(clean[from])) {
      if (clean[to][path] === entry) assert.equal(found[path], entry, `kill ${i}: ${path} was lost`);
    }
    for (const [path, entry] of Object.entries(theirPicture)) assert.equal(found[path], entry, `kill ${i}: ${path}`);

    assert.deepEqual(iftrue(folder, args(to, 2)), done, `the run after kill ${i}`);
    assert.deepEqual(picture(join(folder, 'out')), { ...clean[to], ...theirPicture }, `the tree after kill ${i}`);
    from = to;
  }
  const manifest = identity(join(folder, 'out/.iftrue-manifest'));
  assert.deepEqual(iftrue(folder, args(from, 2)), done);
  assert.equal(identity(join(folder, 'out/.iftrue-manifest')), manifest);
  assert.deepEqual(readdirSync(folder).sort(), ['clean-one', 'clean-two', 'one', 'out', 'two']);
  t.diagnostic(JSON.stringify({ ...seen, ...(noStrace && { 'only by the clock': noStrace }) }));
  if (noStrace) return;
  assert.ok(seen['with unfinished files'] > 0, 'no run was killed while it wrote a file');
  assert.ok(seen['with new folders not in their places'] > 0, 'no run was killed while it built a folder');
});

test('a first run that is killed at any system call leaves a whole tree or none', { skip: noStrace }, (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': 'a', 'src/d/b.bin': 'b', 'src/l': { link: 'a.ts' }, 'src/e': { folder: true } });
  const expected = { 'a.ts': '644 a', d: 'folder', 'd/b.bin': '644 b', l: 'link to a.ts', e: 'folder' };
  const points = killPoints(folder, args('src', 1));
  assert.ok(points.length > 40);
  let whole = 0;
  for (const point of points) {
    make(folder, { out: null });
    assert.equal(killAt(point, folder, args('src', 1)).status, 'SIGKILL', `${point}`);
    if (existsSync(join(folder, 'out'))) {
      ++whole;
      assert.deepEqual(picture(join(folder, 'out')), expected, `${point}`);
    }
    assert.deepEqual(iftrue(folder, args('src', 1)), done, `${point}`);
    assert.deepEqual(picture(join(folder, 'out')), expected, `${point}`);
    assert.deepEqual(readdirSync(folder).sort(), ['out', 'src'], `${point}`);
  }
  assert.ok(whole > 0 && whole < points.length / 4, `${whole} of ${points.length} runs came to the end`);
});

test(
  'a run that adds a folder, killed at any system call and once more, adds a whole one or none',
  { skip: noStrace },
  (t) => {
    const folder = temporaryFolder(t);
    make(folder, { 'one/a.ts': 'a', 'one/d/b.ts': 'b' });
    make(folder, {
      'two/a.ts': 'A',
      'two/d/b.ts': 'b',
      'two/d/new/c.ts': 'c',
      'two/d/new/e/f.bin': 'f',
      'two/new/g.ts': 'g',
      'two/new/h': { folder: true },
      'two/new/l': { link: 'g.ts' },
    });
    const whole = {};
    for (const source of ['one', 'two']) {
      assert.deepEqual(iftrue(folder, args(source, 1)), done);
      whole[source] = picture(join(folder, 'out'));
    }
    const back = () => {
      assert.deepEqual(iftrue(folder, args('one', 1)), done);
      assert.deepEqual(picture(join(folder, 'out')), whole.one);
    };
    back();
    const points = killPoints(folder, args('two', 1));
    assert.ok(points.length > 60);
    const random = new Random(seed);
    const seen = { missing: 0, 'one of two': 0, both: 0 };
    for (const first of points) {
      back();
      assert.equal(killAt(first, folder, args('two', 1)).status, 'SIGKILL', `${first}`);
      const second = random.pick(points);
      for (const point of [first, second]) {
        const message = `${first}, then ${second}: after ${point}`;
        if (point === second) killAt(point, folder, args('two', 1));
        const found = picture(join(folder, 'out'));
        for (const each of ['new', 'd/new']) assertWholeOrMissing(each, found, whole.two, message);
        ++seen[Object.keys(seen)[['new', 'd/new'].filter((each) => each in found).length]];
      }
      assert.deepEqual(iftrue(folder, args('two', 1)), done);
      assert.deepEqual(picture(join(folder, 'out')), whole.two, `${first}, then ${second}`);
    }
    t.diagnostic(JSON.stringify(seen));
    assert.ok(Object.values(seen).every((count) => count > 0));
  },
);

test('a recovery that is killed at any system call goes on at the next run', { skip: noStrace }, (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': 'a', 'src/d/b.bin': 'b', 'src/l': { link: 'a.ts' }, 'src/e': { folder: true } });
  const clean = { 'a.ts': '644 a', d: 'folder', 'd/b.bin': '644 b', l: 'link to a.ts', e: 'folder' };
  const changed = { ...clean, 'a.ts': '644 new', n: '644 n' };
  const damage = () => {
    make(folder, { 'src/a.ts': 'a', 'src/n': null, out: null });
    assert.deepEqual(iftrue(folder, args('src', 1)), done);
    assert.deepEqual(picture(join(folder, 'out')), clean);
    make(folder, { 'src/a.ts': 'new', 'src/n': 'n', 'out/.iftrue-manifest': 'damaged' });
  };
  make(folder, { empty: { folder: true } });
  let killed = 0;
  for (const kind of ['write', 'renameat', 'renameat2', 'unlinkat']) {
    for (let number = 1; ; ++number) {
      const point = `${kind} ${number}`;
      damage();
      const { status } = killAt([kind, number], folder, args('src', 1));
      if (status === 0) break; // there are no more of that kind
      assert.equal(status, 'SIGKILL', point);
      ++killed;
      assert.equal(iftrue(folder, args('src', 1)).status, 0, point);
      assert.deepEqual(picture(join(folder, 'out')), changed, point);
      // All of it is ours again.
      assert.deepEqual(iftrue(folder, args('empty', 1)), done, point);
      assert.deepEqual(picture(join(folder, 'out')), {}, point);
    }
  }
  assert.ok(killed > 10);
});

test('two runs at once, of other symbols, leave the tree of one', async (t) => {
  const folder = temporaryFolder(t);
  for (let i = 0; i < 50; ++i) make(folder, { [`src/${i % 7}/${i}.ts`]: '/*IFTRUE_X*/on/*ELSE_X*/off/*FITRUE_X*/' });
  const options = (symbol) => ['strip', '--layout=loader', symbol, 'src', '-o', 'out'];
  for (let round = 0; round < 5; ++round) {
    const runs = ['-DX', '-UX', '-DX', '-UX'].map((symbol) => start(tool, options(symbol), { cwd: folder }));
    for (const { ended } of runs) {
      const { status, stderr } = await ended;
      assert.equal(status, 0);
      assert.ok(['', "iftrue: waiting for another run on 'out'\n"].includes(stderr), stderr);
    }
    const contents = Object.values(picture(join(folder, 'out'))).filter((entry) => entry !== 'folder');
    assert.equal(contents.length, 50);
    assert.equal(new Set(contents).size, 1);
  }
});

test('runs for several targets, in another order each, do not wait for each other for ever', async (t) => {
  const folder = temporaryFolder(t);
  make(folder, {
    'iftrue.toml': "source = 'src'\noutput = 'out/{target}'\n[symbols]\n[targets.a]\n[targets.b]\n[targets.c]\n",
  });
  for (let i = 0; i < 50; ++i) make(folder, { [`src/${i}.ts`]: `${i}` });
  const orders = ['abc', 'cba', 'bca', 'cab', 'acb', 'bac'];
  for (let round = 0; round < 5; ++round) {
    const runs = orders.map((order) =>
      start(tool, ['strip', ...[...order].map((name) => `--target=${name}`), '-q'], { cwd: folder, timeout: 120_000 }),
    );
    for (const { ended } of runs) assert.equal((await ended).status, 0);
    for (const name of 'abc') assert.equal(Object.keys(picture(join(folder, 'out', name))).length, 50);
    make(folder, { out: null });
  }
  assert.ok(!existsSync(join(folder, 'out')));
});
