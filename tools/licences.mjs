// What a bundle has to say of those who wrote its parts.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The licence of this project and of all packages whose files are in a bundle.
 *
 * @param {string} root of the project
 * @param {readonly string[]} files of the bundle, as esbuild names them from there
 */
export async function licencesOf(root, files) {
  const packages = new Set(files.map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? ''));
  packages.delete('');
  let text = await readFile(join(root, 'LICENSE'), 'utf8');
  for (const folder of [...packages].sort()) {
    const name = (await readdir(join(root, folder))).find((name) => /^licen[sc]e(\.(md|txt))?$/i.test(name));
    if (name === undefined) throw new Error(`${folder} has no licence`);
    text += `\n---- ${folder.replace(/^.*node_modules\//, '')} ----\n\n${await readFile(join(root, folder, name), 'utf8')}`;
  }
  return text;
}
