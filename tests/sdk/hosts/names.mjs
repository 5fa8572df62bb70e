// The hosts there are: each folder here that has a host.mjs, or that has such folders: `one/two/` is the host `one-two`.

import { existsSync, readdirSync } from 'node:fs';

const here = new URL('./', import.meta.url);

/** The module of each host, by the host's name. @type {ReadonlyMap<string, string>} */
export const hosts = new Map(
  foldersIn('').flatMap((folder) => [hostIn(folder), ...foldersIn(folder).map(hostIn)].flat()),
);

/** @param {string} folder with a slash at its end, or empty @returns {string[]} */
function foldersIn(folder) {
  const entries = readdirSync(new URL(folder, here), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}${name}/`);
}

/** @param {string} folder @returns {[string, string][]} */
function hostIn(folder) {
  const module = new URL(`${folder}host.mjs`, here);
  return existsSync(module) ? [[folder.slice(0, -1).replace('/', '-'), module.href]] : [];
}
