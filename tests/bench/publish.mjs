// Publishes the results: the main tables in README.md beside this file, all tables and plots in results/, and a plot with one
// sentence in the project's READMEs. In each README, only the text between two marks is written.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asMarkdown } from './report.mjs';

const begin = '<!-- benchmark: written by tests/bench/run --publish -->';
const end = '<!-- benchmark: end -->';
const chart = 'files.svg';

/** @typedef {{files: string, megabytes: string}} Size of the tree */
/** @typedef {(name: string) => string} Ratio a contestant's time as a multiple of that of `cp -r` */

/** The project's READMEs: the text of the image, and the sentence under it. */
const pages = [
  {
    file: 'README.md',
    alt: 'Time to strip a tree, by number of files',
    sentence: (/** @type {Size} */ { files, megabytes }, /** @type {Ratio} */ times) =>
      `The chart shows the time to strip a tree for one target, by number of files. For ${files} files (${megabytes} MB), iftrue takes ` +
      `${times('iftrue')} times as long as \`cp -r\`, js-conditional-compile-loader ` +
      `${times('js-conditional-compile-loader')} times, and a copy followed by unifdef ${times('cp -r, unifdef')} times.`,
  },
  {
    file: 'README.zh.md',
    alt: '处理整个源码树的时间（按文件数）',
    sentence: (/** @type {Size} */ { files, megabytes }, /** @type {Ratio} */ times) =>
      `图中是为一个平台处理整个源码树所用的时间（按文件数）。${files} 个文件（${megabytes} MB）时，以 \`cp -r\` 的时间为 1，` +
      `iftrue 为 ${times('iftrue')}，js-conditional-compile-loader 为 ${times('js-conditional-compile-loader')}，` +
      `先复制再用 unifdef 为 ${times('cp -r, unifdef')}。`,
  },
];

/** Puts lines between the marks of a file. @param {string} file @param {string[]} lines */
function put(file, lines) {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for the benchmark`);
  writeFileSync(file, [text.slice(0, from) + begin, '', ...lines, '', text.slice(to)].join('\n'));
}

/**
 * @param {string} root of the project
 * @param {object} results
 * @param {string} results.date
 * @param {string} results.machine its kind
 * @param {import('./report.mjs').Table[]} results.tables the tree's, then the goals
 * @param {string[]} results.plots names of files
 * @param {string} results.folder where tables and plots were written
 */
export function publishResults(root, { date, machine, tables, plots, folder }) {
  const published = path.join(import.meta.dirname, 'results');
  mkdirSync(published, { recursive: true });
  for (const name of ['table.txt', ...plots]) copyFileSync(path.join(folder, name), path.join(published, name));

  put(path.join(import.meta.dirname, 'README.md'), [
    `Measured on ${date} by \`tests/bench/run\`, on ${machine}. All tables: [results/table.txt](results/table.txt).`,
    '',
    tables.map(asMarkdown).join('\n').trimEnd(),
  ]);
  const [, files, megabytes] = /(\S+) files, (\d+) MB/.exec(tables[0]?.title ?? '') ?? [];
  if (files === undefined || megabytes === undefined) throw new Error('the tree was not measured');
  const times = (/** @type {string} */ name) => {
    const row = tables[0]?.rows.find(([contestant]) => contestant === name);
    if (row?.[1] === undefined) throw new Error(`${name} was not measured`);
    return row[1];
  };
  for (const { file, alt, sentence } of pages) {
    put(path.join(root, file), [
      `![${alt}](${path.relative(root, published)}/${chart})`,
      '',
      sentence({ files, megabytes }, times),
    ]);
  }
}
