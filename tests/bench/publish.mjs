// Writes the results to where they are read: into README.md the main tables and a plot, into results/ beside this file all.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asMarkdown } from './report.mjs';

/** What README.md has for it. */
const begin = '<!-- benchmark: written by tests/bench/run --publish -->';
const end = '<!-- benchmark: end -->';

/**
 * @param {string} root of the project
 * @param {object} results
 * @param {string} results.date
 * @param {string} results.machine its kind
 * @param {import('./report.mjs').Table[]} results.tables for README.md
 * @param {string[]} results.plots names of files
 * @param {string} results.folder where tables and plots were written
 */
export function publishResults(root, { date, machine, tables, plots, folder }) {
  const published = path.join(import.meta.dirname, 'results');
  mkdirSync(published, { recursive: true });
  for (const name of ['table.txt', ...plots]) copyFileSync(path.join(folder, name), path.join(published, name));
  const readme = path.join(root, 'README.md');
  const text = readFileSync(readme, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error('README.md has no place for the benchmark');
  const section = [
    `Measured on ${date} by \`tests/bench/run\`, on ${machine}:`,
    '',
    ...tables.map(asMarkdown),
    ...plots
      .filter((name) => name === 'files.svg')
      .map((name) => `![Time by files](${path.relative(root, published)}/${name})\n`),
  ];
  writeFileSync(readme, [text.slice(0, from) + begin, ...section, text.slice(to)].join('\n'));
}
