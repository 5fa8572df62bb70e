// What is measured of commands: trees, single files and starting, each beside its peers. A contest gives the samples of
// its contestants and what to compare them with.

import { appendFileSync, closeSync, cpSync, mkdirSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { render, targets, withConditionals } from './conditionals.mjs';
import { bareCalls, peers, symbol, target } from './contestants.mjs';
import { Random } from '../differential/random.mjs';
import { emptyFolder, remove, settle, warm } from './ground.mjs';
import { measure, measureInTurn } from './measure.mjs';
import { differing, firstDifference, sums } from './outputs.mjs';
import { readPool } from './pool.mjs';
import { folderOf, sourceOf } from './trees.mjs';

/** @typedef {import('./measure.mjs').Contestant} Contestant */
/** @typedef {import('./measure.mjs').Samples} Samples */
/** @typedef {import('./trees.mjs').Tree} Tree */
/** @typedef {import('./ground.mjs').Ground} Ground */
/** @typedef {(text: string) => void} Progress */

/**
 * @typedef {object} Bench what all contests share
 * @property {string} tool
 * @property {string} measurer the program of measure.cc
 * @property {number} rounds
 * @property {Progress} progress
 */

const layouts = /** @type {const} */ (['preserve', 'compact', 'loader']);

/** @param {Bench} bench @param {string} source @param {string} output @param {string[]} more */
const strip = ({ tool }, source, output, ...more) => [tool, 'strip', '-t', target, ...more, source, '-o', output];

/**
 * Strips the tree by the tool and by each peer that can, and compares.
 * @param {Bench} bench @param {Tree} tree @param {Ground} ground @returns {string[]} who agreed with whom
 */
export function compareTrees(bench, tree, ground) {
  const ours = emptyFolder(ground, 'ours');
  const theirs = emptyFolder(ground, 'theirs');
  const said = [];
  for (const peer of peers) {
    const output = path.join(theirs, 'out');
    measure(bench.measurer, { argv: peer.tree(sourceOf(tree.folder, peer.dialect), output) });
    const source = sourceOf(tree.folder, 'iftrue');
    const own = peer.layout === undefined ? source : path.join(ours, peer.layout);
    if (peer.layout !== undefined) {
      const cwd = folderOf(tree.folder, 'iftrue');
      measure(bench.measurer, { argv: strip(bench, source, own, `--layout=${peer.layout}`), cwd });
    }
    const blankLines = peer.name === 'ifdef-loader' ? 'empty' : 'as they are';
    const wrong = differing(sums(own, { blankLines }), sums(output, { blankLines }));
    if (wrong.length > 0) {
      const where = firstDifference(path.join(own, wrong[0]), path.join(output, wrong[0]));
      throw new Error(`${peer.name} gives another ${wrong[0]} (of ${wrong.length} files), ${where}`);
    }
    said.push(peer.layout === undefined ? `${peer.name}: a copy` : `${peer.name}: the same as --layout=${peer.layout}`);
    remove(output);
  }
  remove(ours, theirs);
  return said;
}

/**
 * Each stripper of a tree beside `cp -r`, into a folder that is not there yet.
 * @param {Bench} bench @param {Tree} tree @param {Ground} ground
 * @param {{ beside: 'the limits' | 'all peers' }} options with all peers, four targets too
 * @returns {Samples}
 */
export function contestOfTrees(bench, tree, ground, { beside }) {
  const folder = emptyFolder(ground, 'contest');
  const cwd = folderOf(tree.folder, 'iftrue');
  // ext4 passes over inodes that were freed just now, one by one: what comes after a removal takes 20 times as long.
  const removesAtOnce = ground.name === 'tmpfs';
  let runs = 0;
  /** @param {string} name @param {(output: string) => import('./measure.mjs').Command} command @returns {Contestant} */
  const contestant = (name, command) => {
    let output = '';
    return {
      name,
      command: () => command((output = path.join(folder, `${++runs}`))),
      after: () => {
        if (removesAtOnce) remove(output);
        settle(ground.folder);
      },
    };
  };
  const source = sourceOf(tree.folder, 'iftrue');
  const all = Object.keys(targets).flatMap((name) => ['-t', name]);
  const fourTargets = contestant('iftrue, four targets', (output) => ({
    argv: [bench.tool, 'strip', ...all, source, '-o', path.join(output, '{target}')],
    cwd,
  }));
  const others = peers
    .filter(({ name }) => name === bareCalls || (beside === 'all peers' && name !== 'cp'))
    .map((peer) => {
      const copiesFirst = peer.layout !== undefined && !peer.name.includes('loader');
      return contestant(copiesFirst ? `cp -r, ${peer.name}` : peer.name, (output) => ({
        argv: peer.tree(sourceOf(tree.folder, peer.dialect), output),
      }));
    });
  const contestants = [
    contestant('cp -r', (output) => ({ argv: ['cp', '-r', source, output] })),
    contestant('iftrue', (output) => ({ argv: strip(bench, source, output), cwd })),
    ...(beside === 'all peers' ? [fourTargets] : []),
    ...others,
  ];
  warm(source);
  const samples = measureInTurn(bench.measurer, contestants, bench.rounds, bench.progress);
  remove(folder);
  return samples;
}

/**
 * Runs on an output that is there already, beside `find`; and check, beside `cp -r`.
 * @param {Bench} bench @param {Tree} tree @param {Ground} ground @returns {Samples}
 */
export function contestOfReruns(bench, tree, ground) {
  const folder = emptyFolder(ground, 'rerun');
  const output = path.join(folder, 'out');
  const source = sourceOf(tree.folder, 'iftrue');
  const cwd = folderOf(tree.folder, 'iftrue');
  const edited = path.join(source, 'edited.ts');
  const mark = '// the only one';
  writeFileSync(edited, `export {}; ${mark}\n`);
  measure(bench.measurer, { argv: strip(bench, source, output), cwd });
  const kept = path.join(folder, 'kept');
  measure(bench.measurer, { argv: strip(bench, source, kept), cwd });
  const checkout = path.join(folder, 'checkout');
  let copies = 0;
  const copy = () => path.join(folder, `copy${copies}`);
  const samples = measureInTurn(
    bench.measurer,
    [
      { name: 'find -printf', command: () => ({ argv: ['find', source, '-printf', '%s %T@ %p\\n'] }) },
      { name: 'nothing changed', command: () => ({ argv: strip(bench, source, output), cwd }) },
      {
        name: 'one file changed',
        command: (round) => {
          appendFileSync(edited, `// ${round}\n`);
          return { argv: strip(bench, source, output), cwd };
        },
      },
      {
        // Every source is another file, with the same text.
        name: 'a fresh checkout, the output kept',
        command: () => {
          cpSync(source, checkout, { recursive: true });
          return { argv: strip(bench, checkout, kept), cwd };
        },
        after: () => remove(checkout),
      },
      {
        // Each file but that one is read to its end.
        name: 'grep, both trees',
        command: () => ({ argv: ['grep', '-rlF', mark, source, kept] }),
      },
      { name: 'check, all targets', command: () => ({ argv: [bench.tool, 'check', source], cwd }) },
      {
        name: 'cp -r',
        command: () => ({ argv: ['cp', '-r', source, (++copies, copy())] }),
        after: () => remove(copy()),
      },
    ],
    bench.rounds,
    bench.progress,
  );
  remove(folder, edited);
  return samples;
}

/**
 * A large file, in the dialects of the peers.
 * @param {string} folder @param {number} bytes @returns {Record<'iftrue' | 'unifdef' | 'plain', string>}
 */
export function makeFiles(folder, bytes) {
  mkdirSync(folder, { recursive: true });
  const { text } = readPool()[0];
  const names = /** @type {const} */ (['iftrue', 'unifdef', 'plain']);
  const files = Object.fromEntries(names.map((name) => [name, path.join(folder, `${name}.ts`)]));
  const random = new Random(1);
  const open = Object.fromEntries(names.map((name) => [name, openSync(files[name], 'w')]));
  for (let done = 0; done < bytes; done += text.length) {
    const whole = text.subarray(0, bytes - done);
    const part = whole.subarray(0, whole.lastIndexOf(10) + 1);
    const pieces = withConditionals(random, part);
    for (const name of names) writeSync(open[name], name === 'plain' ? part : render(pieces, name));
  }
  for (const name of names) closeSync(open[name]);
  return /** @type {Record<'iftrue' | 'unifdef' | 'plain', string>} */ (files);
}

/**
 * One large file, file to file, beside `cp`. Outputs are compared in the first run of each.
 * @param {Bench} bench @param {Ground} ground @param {ReturnType<typeof makeFiles>} files @returns {Samples}
 */
export function contestOfFiles(bench, ground, files) {
  const folder = emptyFolder(ground, 'file');
  const output = path.join(folder, 'out.ts');
  /** @type {Map<string, Map<string, string>>} layout to the sum of our output */
  const ours = new Map();
  /** @param {string} name @param {string[]} argv @param {string} [layout] @returns {Contestant} */
  const contestant = (name, argv, layout) => ({
    name,
    command: () => ({ argv }),
    after: (round) => {
      if (round === 0 && layout !== undefined) {
        const sum = sums(output);
        const expected = ours.get(layout) ?? ours.set(layout, sum).get(layout);
        if (expected?.get('') !== sum.get('')) throw new Error(`${name} gives another file than --layout=${layout}`);
      }
      remove(output);
    },
  });
  const contestants = [
    contestant('cp', ['cp', files.iftrue, output]),
    ...layouts.map((layout) =>
      contestant(
        `iftrue, ${layout}`,
        [bench.tool, 'strip', `-D${symbol}`, '--undefined=off', `--layout=${layout}`, files.iftrue, '-o', output],
        layout,
      ),
    ),
    ...peers.flatMap(({ name, file, dialect, layout }) =>
      file === undefined || name === 'cp' || dialect === 'ifdef'
        ? []
        : [contestant(name, file(files[dialect], output), layout)],
    ),
  ];
  const samples = measureInTurn(bench.measurer, contestants, bench.rounds, bench.progress);
  remove(folder);
  return samples;
}

/** A text of 1 KB from standard input to standard output. @param {Bench} bench @param {Ground} ground @returns {Samples} */
export function contestOfStarts(bench, ground) {
  const folder = emptyFolder(ground, 'start');
  const stdin = path.join(folder, 'in.ts');
  writeFileSync(stdin, readPool()[0].text.subarray(0, 1024));
  const stdout = path.join(folder, 'out.ts');
  const samples = measureInTurn(
    bench.measurer,
    [
      { name: 'cat', command: () => ({ argv: ['cat'], stdin, stdout }) },
      { name: 'iftrue strip -', command: () => ({ argv: [bench.tool, 'strip', `-D${symbol}`, '-'], stdin, stdout }) },
    ],
    bench.rounds * 20,
    bench.progress,
  );
  if (statSync(stdout).size !== statSync(stdin).size) throw new Error('a text without directives came out as another');
  remove(folder);
  return samples;
}
