// Which file of a tree takes which other in: what the tests of layers look at.

import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** @typedef {{ from: string, to: string }} Import paths below the tree */

/**
 * All files below a folder that match, and what they import.
 *
 * @param {string} root
 * @param {RegExp} named the files' names
 * @param {RegExp} statement an import in a file's text; its first group is the path
 * @param {(from: string, path: string) => string | undefined} resolve what such a path means in a
 *   file; undefined for what lies outside the tree
 * @returns {Promise<{ files: string[], imports: Import[] }>}
 */
export async function importsBelow(root, named, statement, resolve) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && named.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
  const imports = [];
  for (const from of files) {
    for (const [, path = ''] of (await readFile(join(root, from), 'utf8')).matchAll(statement)) {
      const to = resolve(from, path);
      if (to !== undefined) imports.push({ from, to });
    }
  }
  return { files, imports };
}

/**
 * A ring of files that import each other, the first of them again at the end; undefined when there is none.
 *
 * @param {Import[]} imports
 * @returns {string[] | undefined}
 */
export function cycle(imports) {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  /** @type {(file: string) => string[] | undefined} */
  const walk = (file) => {
    if (done.has(file)) return undefined;
    const first = path.indexOf(file);
    if (first >= 0) return [...path.slice(first), file];
    path.push(file);
    for (const each of next.get(file) ?? []) {
      const found = walk(each);
      if (found) return found;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of next.keys()) {
    const found = walk(file);
    if (found) return found;
  }
  return undefined;
}
