// How time grows: with files, bytes and threads, beside `cp`; and with what could make a scanner slow, a size at a time.

import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { peers, target } from './contestants.mjs';
import { emptyFolder, remove, warm } from './ground.mjs';
import { measure, measureInTurn, medianOf } from './measure.mjs';
import { folderOf, makeTree, sourceOf } from './trees.mjs';

/** @typedef {import('./contests.mjs').Bench} Bench */
/** @typedef {import('./ground.mjs').Ground} Ground */

/**
 * @typedef {object} Series
 * @property {string} name of its file
 * @property {string} title
 * @property {string} axis what grows, with its unit
 * @property {Record<string, [number, number][]>} lines by name: what grows, seconds
 * @property {boolean} [fromZero] how to plot the seconds; otherwise both axes are logarithmic
 */

const filesRounds = 3;

/** Peers beside the tool, as far as they do not take minutes. */
const besideFiles = peers.filter(({ name }) => ['js-conditional-compile-loader', 'unifdef'].includes(name));
const mostBeside = 16_000;

/**
 * @param {Bench} bench @param {Ground} ground @param {number[]} counts of files @param {number} bytes each, about
 * @returns {Series}
 */
export function growthWithFiles(bench, ground, counts, bytes) {
  /** @type {Series} */
  const series = {
    name: 'files',
    title: 'A tree, by its files',
    axis: 'files',
    lines: {
      ...{ iftrue: [], 'iftrue, nothing changed': [], 'cp -r': [] },
      ...Object.fromEntries(besideFiles.map(({ name }) => [name, []])),
    },
  };
  for (const files of counts) {
    const folder = emptyFolder(ground, 'growth');
    const tree = makeTree(path.join(folder, 'tree'), { files, bytes: files * bytes, median: bytes / 3 }, [
      'iftrue',
      'unifdef',
    ]);
    const source = sourceOf(tree.folder, 'iftrue');
    const cwd = folderOf(tree.folder, 'iftrue');
    const output = path.join(folder, 'out');
    const strip = { argv: [bench.tool, 'strip', '-t', target, source, '-o', output], cwd };
    warm(source);
    const samples = measureInTurn(
      bench.measurer,
      [
        { name: 'cp -r', command: () => ({ argv: ['cp', '-r', source, output] }), after: () => remove(output) },
        { name: 'iftrue', command: () => strip, after: () => remove(output) },
        {
          name: 'iftrue, nothing changed',
          command: () => (measure(bench.measurer, strip), strip),
          after: () => remove(output),
        },
        ...(files > mostBeside ? [] : besideFiles).map((peer) => ({
          name: peer.name,
          command: () => ({ argv: peer.tree(sourceOf(tree.folder, peer.dialect), output) }),
          after: () => remove(output),
        })),
      ],
      filesRounds,
      bench.progress,
    );
    for (const name of samples.keys()) series.lines[name].push([files, medianOf(samples, name, 'wall')]);
    remove(folder);
  }
  return series;
}

/**
 * @param {Bench} bench @param {Ground} ground @param {string} source a folder @param {string} cwd @param {number} most threads
 * @returns {Series}
 */
export function growthWithThreads(bench, ground, source, cwd, most) {
  const folder = emptyFolder(ground, 'threads');
  const output = path.join(folder, 'out');
  const counts = [1, 2, 4, 8, 16, 32].filter((count) => count <= Math.max(most, 2) * 2);
  const samples = measureInTurn(
    bench.measurer,
    counts.map((jobs) => ({
      name: `${jobs}`,
      command: () => ({ argv: [bench.tool, 'strip', '-t', target, '-j', `${jobs}`, source, '-o', output], cwd }),
      after: () => remove(output),
    })),
    filesRounds,
    bench.progress,
  );
  remove(folder);
  const line = counts.map((jobs) => /** @type {[number, number]} */ ([jobs, medianOf(samples, `${jobs}`, 'wall')]));
  return {
    name: 'threads',
    title: `A tree, by threads, on ${most} cores`,
    axis: 'threads (-j)',
    fromZero: true,
    lines: { iftrue: line },
  };
}

/** What could be slow, up to a size: each text is a part over and over, and a tail over and over. */
const shapes = {
  'text with conditionals': {
    part: `${'const name = value;\n'.repeat(100)}/*IFTRUE_X*/\nkept();\n/*FITRUE_X*/\n`,
    tail: '',
    most: 1e9,
  },
  'one line': { part: 'const name = value; ', tail: '', most: 1e9 },
  // 20 million of them
  'directives alone': { part: '/*IFTRUE_X*/a/*FITRUE_X*/\n', tail: '', most: 256e6 },
  // 2.4 million deep
  'nested conditionals': { part: '/*IFTRUE_X*/\n', tail: '/*FITRUE_X*/\n', most: 64e6 },
};

/**
 * @param {Bench} bench @param {Ground} ground @param {number[]} sizes of the file in bytes, about
 * @returns {Series}
 */
export function growthWithBytes(bench, ground, sizes) {
  const folder = emptyFolder(ground, 'bytes');
  const [input, output] = [path.join(folder, 'in.ts'), path.join(folder, 'out.ts')];
  /** @type {Series} */
  const series = { name: 'bytes', title: 'One file, by its size', axis: 'bytes', lines: { cp: [] } };
  for (const [name, { part, tail, most }] of Object.entries(shapes)) {
    series.lines[name] = [];
    for (const size of sizes.filter((each) => each <= most)) {
      const count = Math.ceil(size / (part.length + tail.length));
      writeRepeated(input, [part, tail], count);
      const samples = measureInTurn(
        bench.measurer,
        [
          { name: 'cp', command: () => ({ argv: ['cp', input, output] }), after: () => remove(output) },
          {
            name: 'strip',
            command: () => ({ argv: [bench.tool, 'strip', '-DX', input, '-o', output] }),
            after: () => remove(output),
          },
        ],
        filesRounds,
        bench.progress,
      );
      if (name === 'text with conditionals') series.lines.cp.push([size, medianOf(samples, 'cp', 'wall')]);
      series.lines[name].push([size, medianOf(samples, 'strip', 'wall')]);
    }
  }
  remove(folder);
  return series;
}

/** @param {string} file @param {string[]} parts each is written so often, one after the other @param {number} count */
function writeRepeated(file, parts, count) {
  const opened = openSync(file, 'w');
  for (const part of parts) {
    const most = Math.max(1, Math.floor((1 << 20) / Math.max(part.length, 1)));
    for (let done = 0; done < count && part !== ''; done += most)
      writeSync(opened, part.repeat(Math.min(most, count - done)));
  }
  closeSync(opened);
}

/**
 * The steepest growth between two sizes that follow each other: 1 is linear, NaN where all times are too short to tell.
 * @param {Series} series @param {string[]} names of lines @param {number} least seconds; shorter times are those of starting
 */
export function steepest(series, names, least) {
  const growths = [];
  for (const name of names) {
    const line = series.lines[name].filter(([, seconds]) => seconds >= least);
    for (let i = 1; i < line.length; ++i) {
      growths.push(Math.log(line[i][1] / line[i - 1][1]) / Math.log(line[i][0] / line[i - 1][0]));
    }
  }
  return growths.length > 0 ? Math.max(...growths) : NaN;
}
