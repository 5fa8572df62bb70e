// Makes the trees that the benchmark strips. The same specification gives the same bytes on every machine.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Random } from '../differential/random.mjs';
import { render, targets, withConditionals } from './conditionals.mjs';
import { readPool } from './pool.mjs';

/**
 * @typedef {object} Specification of a tree
 * @property {number} files how many
 * @property {number} bytes of all of them, about
 * @property {number} median of their sizes, in bytes
 */

/**
 * @typedef {object} Tree on disk: `source` in each of its folders is the same tree in one dialect
 * @property {number} files
 * @property {number} bytes of the sources
 * @property {number} nameBytes of the paths below the source
 * @property {string} folder
 */

/** Sizes are distributed log-normally, as those of real trees about are; so long at most, in bytes. */
const largest = 300_000;

/** Files with conditionals, in percent. */
const conditionalShare = 15;

const filesInFolder = 25;
const deepest = 7;
const seed = 20_26;

/** @typedef {import('./conditionals.mjs').Dialect} Dialect */

/** @param {string} folder for the tree @param {Specification} specification @param {Dialect[]} dialects @returns {Tree} */
export function makeTree(folder, specification, dialects) {
  const random = new Random(seed);
  const pool = readPool();
  const languages = pool.flatMap((language) => Array(language.share).fill(language));
  const folders = folderNames(random, Math.ceil(specification.files / filesInFolder));
  for (const dialect of dialects) {
    for (const name of folders) mkdirSync(path.join(sourceOf(folder, dialect), name), { recursive: true });
    writeFileSync(path.join(folderOf(folder, dialect), 'iftrue.toml'), projectText);
  }
  const tree = {
    files: specification.files,
    bytes: 0,
    nameBytes: 0,
    folder,
  };
  for (let index = 0; index < specification.files; ++index) {
    const language = random.pick(languages);
    const name = path.join(random.pick(folders), `${word(random)}_${index}.${language.extension}`);
    const text = stretch(random, language, randomSize(random, specification));
    tree.nameBytes += name.length;
    if (random.below(100) >= conditionalShare) {
      tree.bytes += text.length;
      for (const dialect of dialects) writeFileSync(path.join(sourceOf(folder, dialect), name), text);
      continue;
    }
    const pieces = withConditionals(random, text);
    tree.bytes += render(pieces, 'iftrue').length;
    for (const dialect of dialects) {
      writeFileSync(path.join(sourceOf(folder, dialect), name), render(pieces, dialect));
    }
  }
  return tree;
}

/** The tree's files in a dialect. @param {string} folder @param {Dialect} dialect */
export const sourceOf = (folder, dialect) => path.join(folderOf(folder, dialect), 'src');

/** The folder that they stand in, with a project file for the tool. @param {string} folder @param {Dialect} dialect */
export const folderOf = (folder, dialect) => path.join(folder, dialect);

const projectText = [
  'source = "src"',
  'output = "out/{target}"',
  '[symbols]',
  ...Object.entries(targets).map(([name, symbol]) => `${symbol} = "${name}"`),
  ...Object.entries(targets).map(([name, symbol]) => `[targets.${name}]\nsymbols = ["${symbol}"]`),
  '',
].join('\n');

const words = [
  ...['account', 'api', 'button', 'cache', 'chat', 'client', 'common', 'config', 'contact', 'core', 'dialog', 'event'],
  ...['file', 'form', 'group', 'history', 'http', 'image', 'index', 'list', 'login', 'message', 'model', 'network'],
  ...[
    'page',
    'platform',
    'queue',
    'request',
    'session',
    'socket',
    'state',
    'storage',
    'table',
    'upload',
    'user',
    'view',
  ],
];

/** @param {Random} random */
const word = (random) => random.pick(words);

/** @param {Random} random @param {number} count @returns {string[]} paths; some are inside others */
function folderNames(random, count) {
  const folders = [''];
  while (folders.length < count) {
    const parent = random.pick(folders);
    if (parent.split('/').length >= deepest) continue;
    folders.push(path.join(parent, `${word(random)}${folders.length}`));
  }
  return folders;
}

/** @param {Random} random @param {Specification} specification @returns {number} bytes */
function randomSize(random, { files, bytes, median }) {
  const spread = Math.sqrt(2 * Math.log(bytes / files / median));
  const uniform = () => (random.below(1 << 30) + 1) / (1 << 30);
  const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Math.max(1, Math.min(largest, Math.round(median * Math.exp(spread * normal))));
}

/**
 * Text of a language from a random block on, in whole lines.
 * @param {Random} random @param {import('./pool.mjs').Language} language @param {number} size in bytes
 */
function stretch(random, { text, blocks }, size) {
  const parts = [];
  let missing = size;
  for (let begin = random.pick(blocks); missing > 0; begin = 0) {
    const part = text.subarray(begin, begin + missing);
    parts.push(part);
    missing -= part.length;
  }
  const whole = parts.length === 1 ? parts[0] : Buffer.concat(parts);
  const end = whole.lastIndexOf(10) + 1;
  return end > 0 ? whole.subarray(0, end) : Buffer.concat([whole, Buffer.from('\n')]);
}
