// Cases: a source with regions, made from a number, and the check of what the tool makes of them.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Random } from '../differential/random.mjs';
import { run } from '../process.mjs';
import { languageOf } from './languages.mjs';
import { chooseRegions, removedPlaces, render, strip } from './regions.mjs';
import { anySource } from './sources.mjs';

const tool = process.env.IFTRUE ?? '';
const layouts = ['preserve', 'compact'];
/** The symbols that are on, by target. */
const targets = { none: [], x: ['X'], y: ['Y'], both: ['X', 'Y'] };

/**
 * @typedef {object} Case
 * @property {number} number
 * @property {import('./sources.mjs').Source} source
 * @property {import('./regions.mjs').Region[]} regions
 *
 * @typedef {object} Failure
 * @property {Case} case
 * @property {string} layout
 * @property {string} target
 * @property {string} wanted the tree where it first differs
 * @property {string} found
 * @property {string} output
 * @property {boolean} sound whether plain removal gives the right tree; if not, the case is wrong, not the tool
 */

/** @returns {Case} the same for the same number */
export function makeCase(number) {
  const random = new Random(number);
  const source = anySource(random);
  return { number, source, regions: chooseRegions(source, random) };
}

const fileOf = ({ number, source }) => `${number}${path.extname(source.file)}`;

/** Strips the cases in one run for each layout; returns what reads an output. */
function stripAll(cases, folder) {
  const lines = Object.entries(targets).map(([name, on]) => `[targets.${name}]\nsymbols = ${JSON.stringify(on)}\n`);
  writeFileSync(path.join(folder, 'iftrue.toml'), `include = ["**"]\n[symbols]\nX = ""\nY = ""\n${lines.join('')}`);
  mkdirSync(path.join(folder, 'src'));
  for (const each of cases)
    writeFileSync(path.join(folder, 'src', fileOf(each)), render(each.source.text, each.regions));
  const named = Object.keys(targets).flatMap((name) => ['-t', name]);
  for (const layout of layouts) {
    const args = ['strip', '-q', `--layout=${layout}`, ...named, 'src', '-o', `${layout}/{target}`];
    const { status, stderr } = run(tool, args, { cwd: folder });
    if (status !== 0) throw new Error(`iftrue strip: exit status ${status}\n${stderr}`);
  }
  return (each, layout, target) => readFileSync(path.join(folder, layout, target, fileOf(each)), 'utf8');
}

/** The tree of a text; the parser's error as its only line where it has none. */
function treeOf(text, name, removed = new Set()) {
  try {
    return languageOf(name).tree(text, name, (begin, end) => removed.has(`${begin}:${end}`));
  } catch (error) {
    return [String(error)];
  }
}

/** The lines of two trees where they first differ, with those around; undefined where they are the same. */
function difference(wanted, found) {
  const at = wanted.findIndex((line, index) => line !== found[index]);
  if (at < 0 && wanted.length === found.length) return undefined;
  const around = (lines) =>
    lines
      .slice(Math.max(0, (at < 0 ? wanted.length : at) - 2))
      .slice(0, 5)
      .join('\n');
  return { wanted: around(wanted), found: around(found) };
}

/** @param {Case[]} cases @returns {{ failures: Failure[], outputs: number }} */
export function check(cases) {
  const folder = mkdtempSync(path.join(tmpdir(), 'iftrue-syntax-trees-'));
  try {
    const read = stripAll(cases, folder);
    const failures = [];
    let outputs = 0;
    for (const each of cases) {
      const { file, text } = each.source;
      for (const [target, symbols] of Object.entries(targets)) {
        const on = new Set(symbols);
        const wanted = treeOf(text, file, removedPlaces(each.regions, on));
        for (const layout of layouts) {
          const output = read(each, layout, target);
          const differs = difference(wanted, treeOf(output, file));
          outputs++;
          if (!differs) continue;
          const sound = difference(wanted, treeOf(strip(text, each.regions, on), file)) === undefined;
          failures.push({ case: each, layout, target, ...differs, output, sound });
        }
      }
    }
    return { failures, outputs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
