// The benchmark's results as text and as Markdown.

import { cpus, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import { median, medianOf, ratio, samplesOf } from './measure.mjs';

/** @typedef {import('./measure.mjs').Samples} Samples */

/**
 * @typedef {object} Table
 * @property {string} title
 * @property {string[]} head
 * @property {string[][]} rows
 */

/**
 * @typedef {object} Goal
 * @property {string} measure
 * @property {number} goal at most, unless `least`
 * @property {number} reached NaN where it cannot be told
 * @property {string} unit after the number, say "× cp -r"
 * @property {boolean} [least]
 */

/** @returns {string} the machine's kind, without a name */
export function machine() {
  const model = cpus()[0]?.model.trim().replaceAll(/\s+/g, ' ') ?? 'unknown processor';
  const system = /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  return `${cpus().length} cores of ${model}, ${Math.round(totalmem() / 2 ** 30)} GB, ${system}`;
}

/** @param {number} value */
const two = (value) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0));

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * What each contestant took, by the median of its rounds; its ratio is the median of the rounds' ratios.
 * @param {string} title @param {Samples} samples @param {string} base @returns {Table}
 */
export function tableOf(title, samples, base) {
  const rows = [...samples.keys()].map((name) => {
    const ratios = samplesOf(samples, name).map(({ wall }, round) => wall / samplesOf(samples, base)[round].wall);
    return [
      name,
      two(ratio(samples, name, base)),
      `${two(Math.min(...ratios))} to ${two(Math.max(...ratios))}`,
      `${medianOf(samples, name, 'wall').toFixed(3)} s`,
      `${medianOf(samples, name, 'user').toFixed(3)} s`,
      `${medianOf(samples, name, 'system').toFixed(3)} s`,
      megabytes(medianOf(samples, name, 'memory')),
    ];
  });
  // How busy the machine was, the contest itself included.
  const load = median([...samples.values()].flat().map((sample) => sample.load));
  return {
    title: `${title} (load ${load.toFixed(1)})`,
    head: ['', `wall / ${base}`, 'range', 'wall', 'user', 'system', 'memory'],
    rows,
  };
}

/** @param {Goal[]} goals @param {string} title @returns {Table} */
export function tableOfGoals(goals, title) {
  const rows = goals.map(({ measure, goal, reached, unit, least }) => [
    measure,
    `${least ? '≥' : '≤'} ${two(goal)} ${unit}`,
    Number.isNaN(reached) ? '' : two(reached),
    Number.isNaN(reached) ? 'cannot be told' : (least ? reached >= goal : reached <= goal) ? 'yes' : 'no',
  ]);
  return { title, head: ['measure', 'goal', 'here', 'reached'], rows };
}

/** @param {import('./growth.mjs').Series} series @returns {Table} */
export function tableOfSeries({ title, axis, lines }) {
  const names = Object.keys(lines);
  const places = [...new Set(names.flatMap((name) => lines[name].map(([at]) => at)))].sort((a, b) => a - b);
  const rows = places.map((at) => [
    at.toLocaleString('en-US'),
    ...names.map((name) => lines[name].find(([place]) => place === at)?.[1].toFixed(3) ?? ''),
  ]);
  return { title: `${title} (s)`, head: [axis, ...names], rows };
}

/** @param {Table} table */
export function asText({ title, head, rows }) {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column].length)));
  const line = (/** @type {string[]} */ row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return [title, ...[head, ...rows].map((row) => `  ${line(row).trimEnd()}`), ''].join('\n');
}

/** As prettier writes a table. @param {Table} table */
export function asMarkdown({ title, head, rows }) {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [`**${title}**`, '', line(cells[0]), line(rule), ...cells.slice(1).map(line), ''].join('\n');
}
