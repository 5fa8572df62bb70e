// Public source files that regions are put into: what npm packages ship. All are read where npm put them; none is copied
// into this repository. The lock files say which versions they are, so the same choices give the same files everywhere.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { languageOf } from './languages.mjs';

const here = import.meta.dirname;
const own = path.join(here, 'node_modules');
const bench = path.join(here, '../bench/node_modules');

/** Where each kind of file is looked for: an extension, and folders. */
const places = {
  '.ts': [`${bench}/rxjs/src`, `${bench}/zrender/src`, `${own}/typescript/lib`, `${own}/react-native-paper/src`],
  '.tsx': [`${own}/react-native-paper/src`],
  '.js': [`${bench}/@vant/weapp/dist`, `${bench}/lodash/fp`, `${bench}/zrender/lib`, `${bench}/bootstrap/js/src`],
  '.css': [`${bench}/bootstrap/dist/css`, `${bench}/@vant/weapp/dist`],
  '.scss': [`${bench}/bootstrap/scss`, `${own}/@dcloudio/uni-ui/lib`],
  '.wxss': [`${bench}/@vant/weapp/dist`],
  '.json': [`${own}/typescript`, `${own}/@dcloudio/uni-ui`, `${bench}/rxjs`, `${bench}/bootstrap`, `${bench}/zrender`],
  '.vue': [`${own}/@dcloudio/uni-ui/lib`],
  '.wxml': [`${bench}/@vant/weapp/dist`],
};

const smallest = 200;
const largest = 300_000;

/** The files below a folder, in the order of their paths. */
function filesBelow(folder, extension) {
  if (!existsSync(folder)) throw new Error(`${folder} is missing: npm ci has to install it`);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .sort()
    .map((file) => path.join(folder, file));
}

/** @type {Record<string, string[]>} */
const files = {};
for (const [extension, folders] of Object.entries(places)) {
  files[extension] = folders.flatMap((folder) => filesBelow(folder, extension));
}

/**
 * @typedef {object} Source
 * @property {string} file
 * @property {string} text
 * @property {import('./script.mjs').Piece[]} pieces
 */

/** @type {Map<string, Source | undefined>} */
const read = new Map();

/** A file with its pieces; undefined where it has none, does not parse, or is too small or too large. */
function sourceOf(file) {
  if (read.has(file)) return read.get(file);
  const text = readFileSync(file, 'utf8');
  let pieces = [];
  try {
    if (text.length >= smallest && text.length <= largest) pieces = languageOf(file).pieces(text, file);
  } catch (error) {
    if (!/SyntaxError$/.test(error.name)) throw error;
    unread.set(file, String(error));
  }
  const source = pieces.length > 0 ? { file, text, pieces } : undefined;
  read.set(file, source);
  return source;
}

/** The files that the parsers refuse, and why. @type {Map<string, string>} */
export const unread = new Map();

/**
 * Each kind of file is as likely as the others, so that the few files of some come up as often.
 *
 * @param {import('../differential/random.mjs').Random} random
 * @returns {Source}
 */
export function anySource(random) {
  for (;;) {
    const source = sourceOf(random.pick(files[random.pick(Object.keys(files))]));
    if (source) return source;
  }
}
