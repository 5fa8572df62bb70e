// The same bytes, messages and exit status, whatever there is around a run.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Random } from '../differential/random.mjs';
import { iftrue, make, picture, temporaryFolder } from './ground.mjs';

const args = ['strip', '--layout=compact', '-DX', '-v', 'src', '-o', 'out'];

/** Sources of every kind, some with errors and some that are refused. */
const tree = Object.fromEntries([
  ...Array.from({ length: 60 }, (_, i) => [`src/${i % 7}/${i % 3}/${i}.ts`, `/*IFTRUE_X*/\n${i}\n/*FITRUE_X*/\nend\n`]),
  ...Array.from({ length: 10 }, (_, i) => [`src/${i}/wrong.ts`, `${i}\n/*FITRUE_X*/\n/*IFTRUE_Y*/`]),
  ...Array.from({ length: 10 }, (_, i) => [`src/link${i}`, { link: i % 2 ? '/etc' : `${i}` }]),
  ...Array.from({ length: 5 }, (_, i) => [`src/empty${i}`, { folder: true }]),
  ['src/\xe4\xb8\xad \xff.ts', 'name'],
  ['src/Z.ts', 'Z'],
  ['src/z.ts', 'z'],
  ['src/run.sh', { text: '#!/bin/sh', mode: 0o755 }],
  ['src/secret.ts', { text: 'secret', mode: 0o600 }],
]);
const ways = {
  'from first to last': (paths) => paths,
  'from last to first': (paths) => paths.reverse(),
  'shuffled, seed 1': (paths) => shuffle(paths, new Random(1)),
  'shuffled, seed 2': (paths) => shuffle(paths, new Random(2)),
};

function shuffle(list, random) {
  for (let i = list.length - 1; i > 0; --i) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

const surroundings = {
  'as it is': {},
  '-j1': { more: ['-j1'] },
  '-j8': { more: ['-j8'] },
  'the C locale': { env: { LC_ALL: 'C' } },
  'a Turkish locale': { env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  'a Chinese locale': { env: { LC_ALL: 'zh_CN.GB18030', LANGUAGE: 'zh' } },
  'another time zone': { env: { TZ: 'Asia/Kathmandu' } },
  'an empty environment': { env: {}, bare: true },
  'a umask of 0': { umask: 0o000 },
  'a umask of 077': { umask: 0o077 },
};

/** What a run gives for the tree made in that order, with those surroundings. */
function outcomeOf(t, order, { more = [], env = {}, bare = false, umask = 0o022 }) {
  const folder = temporaryFolder(t);
  make(folder, Object.fromEntries(order(Object.keys(tree)).map((path) => [path, tree[path]])));
  const before = process.umask(umask);
  const options = { env: bare ? {} : { ...process.env, ...env } };
  const outcome = iftrue(folder, [...args, ...more], options);
  process.umask(before);
  return { ...outcome, tree: picture(join(folder, 'out')) };
}

test('the same in any order of making the files, and in any surroundings', (t) => {
  const expected = outcomeOf(t, ways['from first to last'], {});
  assert.equal(expected.status, 2);
  assert.equal(expected.stderr.match(/leads outside/g)?.length, 5);
  assert.equal(expected.stderr.match(/\[E00[12]\]/g)?.length, 20);
  assert.equal(Object.keys(expected.tree).length, 103);
  for (const [way, order] of Object.entries(ways)) assert.deepEqual(outcomeOf(t, order, {}), expected, way);
  for (const [name, surrounding] of Object.entries(surroundings)) {
    assert.deepEqual(outcomeOf(t, ways['shuffled, seed 1'], surrounding), expected, name);
  }
});

test('the same from any working folder, with absolute operands', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { ...tree, 'elsewhere/deep': { folder: true } });
  const outcomes = ['', 'src', 'elsewhere/deep', '/'].map((cwd) => {
    make(folder, { out: null });
    const absolute = [...args.slice(0, -3), join(folder, 'src'), '-o', join(folder, 'out')];
    const outcome = iftrue(cwd === '/' ? '/' : join(folder, cwd), absolute);
    return { ...outcome, tree: picture(join(folder, 'out')) };
  });
  assert.equal(outcomes[0].status, 2);
  for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
});
