// Whether two outputs are the same: trees as what their files hold, single files as their bytes.

import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the tool writes for itself. */
const own = new Set(['.iftrue-manifest', '.iftrue-state']);

/** ifdef-loader leaves blanks where the layout `preserve` leaves empty lines. @param {string} text */
const withoutBlankLines = (text) => text.replaceAll(/^ +$/gm, '');

/**
 * @param {string} output a folder or a file
 * @param {{ blankLines?: 'as they are' | 'empty' }} [options]
 * @returns {Map<string, string>} each file's path below it ('' for the file itself) and a sum of what it holds
 */
export function sums(output, { blankLines = 'as they are' } = {}) {
  const sum = (/** @type {string} */ file) => (blankLines === 'empty' ? sumOfLines(file) : sumOf(file));
  if (!statSync(output).isDirectory()) return new Map([['', sum(output)]]);
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory() && !own.has(entry.name),
  );
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      return [path.relative(output, file), sum(file)];
    }),
  );
}

/** @param {string} file of any size */
function sumOf(file) {
  const hash = createHash('sha1');
  const opened = openSync(file, 'r');
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (let length; (length = readSync(opened, buffer)) > 0; ) hash.update(buffer.subarray(0, length));
  closeSync(opened);
  return hash.digest('hex');
}

/** @param {string} file */
function sumOfLines(file) {
  return createHash('sha1')
    .update(withoutBlankLines(readFileSync(file, 'utf8')))
    .digest('hex');
}

/** @param {Map<string, string>} a @param {Map<string, string>} b @returns {string[]} the paths that differ, in order */
export function differing(a, b) {
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name)).sort();
}

/** @param {string} a @param {string} b files, or nothing there @returns {string} the first line in which they differ */
export function firstDifference(a, b) {
  const [ours, theirs] = [a, b].map((file) => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []));
  const index = ours.findIndex((line, at) => line !== theirs[at]);
  const at = index < 0 ? ours.length : index;
  return `line ${at + 1}: ${JSON.stringify(ours[at])} and ${JSON.stringify(theirs[at])}`;
}
