// A digest of files, for what is made of them and takes long: it is made again only when one of them has changed.

import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** @param {readonly string[]} places files, and folders with all that is in them @returns {Promise<string>} */
export async function fingerprint(places) {
  const hash = createHash('sha256').update(process.version);
  for (const place of places) {
    for (const file of await filesOf(place)) hash.update(`\0${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 32);
}

/** @param {string} place @returns {Promise<string[]>} */
async function filesOf(place) {
  if (!(await stat(place)).isDirectory()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
