// Metro's bundle of the app with React Native's core and the SDK; made anew only when something that goes in has changed.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '../fingerprint.mjs';
import { installPacked } from '../packed.mjs';
import { readmeBlocks } from '../readme.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const ours = ['app.js', 'bundle.mjs', 'package-lock.json', '../readme.mjs'].map((file) => path.join(here, file));
const cache = path.join(here, 'node_modules/.cache/contract');

/** @param {string} dist the built package @param {string} name the package's name @returns {Promise<string>} the bundle's file */
export async function metroBundle(dist, name) {
  const file = path.join(cache, `${await fingerprint([dist, ...ours])}.js`);
  const known = await readFile(file).then(
    () => true,
    () => false,
  );
  if (known) return file;
  const code = await build(dist, name);
  await mkdir(cache, { recursive: true });
  await writeFile(`${file}.${process.pid}`, code);
  await rename(`${file}.${process.pid}`, file);
  return file;
}

/** @param {string} dist @param {string} name @returns {Promise<string>} */
async function build(dist, name) {
  // Installed as npm installs it, so that Metro finds it by its name and reads its package.json.
  const installed = path.join(here, 'node_modules', name);
  await installPacked(dist, installed);
  const code = (await readmeBlocks(dist)).join('');
  // The store that apps bring is the host's.
  await writeFile(
    path.join(installed, 'readme.js'),
    code.replace(/^import (AsyncStorage) .*$/m, 'const $1 = readme.storage;'),
  );

  const [{ default: Metro }, { getDefaultConfig, mergeConfig }] = await Promise.all([
    import('metro'),
    import('@react-native/metro-config'),
  ]);
  const config = mergeConfig(getDefaultConfig(here), {
    maxWorkers: 1,
    watchFolders: [here],
    reporter: { update: () => {} },
    resolver: { useWatchman: false },
    cacheStores: ({ FileStore }) => [new FileStore({ root: path.join(here, 'node_modules/.cache/metro') })],
  });
  const bundle = await Metro.runBuild(config, {
    entry: path.join(here, 'app.js'),
    platform: 'ios',
    dev: false,
    minify: false,
  });
  return bundle.code;
}
