// The documents of a package: its README, and those of docs/ that it links to, directly or not. In the repository their links
// follow its folders. In the package all of them stand side by side.

import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';

const link = /\[([^\]]+)\]\(([^)\s#]+\.md)(#[^)\s]*)?\)/g;

/** @param {import('./types.mjs').Place} place @returns {Promise<[string, string][]>} each by its name in the package */
export async function documentsOf({ root, folder }) {
  const docs = join(root, 'docs');
  const readme = join(folder, 'README.md');
  /** @type {Map<string, string>} */ const found = new Map();
  const open = [readme];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue;
    const text = await readFile(file, 'utf8');
    found.set(file, text);
    open.push(...linkedBy(file, text).filter((linked) => dirname(linked) === docs));
  }
  return [...found].map(([file, text]) => [
    basename(file),
    text.replace(link, (whole, words, target, anchor = '') => {
      const linked = resolve(dirname(file), target);
      if (found.has(linked)) return `[${words}](${basename(linked)}${anchor})`;
      // What the build makes beside them stays; what only the repository has is no link in the package.
      return relative(folder, linked).startsWith('..') && !/^https?:/.test(target) ? words : whole;
    }),
  ]);
}

/** @param {string} file @param {string} text @returns {string[]} files */
const linkedBy = (file, text) => [...text.matchAll(link)].map(([, , target = '']) => resolve(dirname(file), target));
