// What uni-app's compiler makes of the example, and of a page for the suite beside it; made anew only when something that
// goes in has changed. The compiler finds the package by its name, as in a project of its users.

import { execFile } from 'node:child_process';
import { access, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fingerprint } from '../fingerprint.mjs';
import { installPacked } from '../packed.mjs';
import { readmeBlocks } from '../readme.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const ours = ['compile.mjs', 'contract.js', 'index.html', 'package-lock.json', 'vite.config.js', '../readme.mjs'];
const compiler = path.join(here, 'node_modules/@dcloudio/vite-plugin-uni/bin/uni.js');

export const needs = { file: compiler, install: 'npm ci --prefix tests/sdk/hosts/uniapp' };

/** The page for the suite; it shows nothing. */
const blank = { path: 'pages/blank/blank', text: '<template><view /></template>\n' };

/** The milliseconds after which the compiler hangs. */
const timeout = 120000;

/** @param {import('../../bench.mjs').Job} job @param {'h5' | 'mp-weixin'} platform @returns {Promise<string>} the folder of what it made */
export async function compiled({ dist, manifest }, platform) {
  const cache = path.join(here, 'node_modules/.cache/contract');
  const digest = await fingerprint([dist, ...ours.map((file) => path.join(here, file))]);
  const folder = path.join(cache, `${digest}-${platform}`);
  const isKnown = await access(folder).then(
    () => true,
    () => false,
  );
  if (isKnown) return folder;

  const project = path.join(cache, `${process.pid}`);
  try {
    await write(project, dist, String(manifest['name']));
    await promisify(execFile)(process.execPath, [compiler, 'build', '-p', platform], { cwd: project, timeout });
    await rename(path.join(project, 'dist/build', platform), folder);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} project a folder to be made @param {string} dist the package @param {string} name its name */
async function write(project, dist, name) {
  const source = path.join(project, 'src');
  await mkdir(project, { recursive: true });
  await installPacked(dist, path.join(project, 'node_modules', name));
  for (const file of ['index.html', 'package.json', 'vite.config.js'])
    await cp(path.join(here, file), path.join(project, file));

  await cp(path.join(dist, 'example'), source, { recursive: true });
  await cp(path.join(here, 'contract.js'), path.join(source, 'contract.js'));
  await writeFile(path.join(source, 'readme.js'), (await readmeBlocks(dist)).join(''));
  const main = await readFile(path.join(source, 'main.js'), 'utf8');
  await writeFile(path.join(source, 'main.js'), `import './contract.js';\n${main}`);
  const { pages, ...rest } = JSON.parse(await readFile(path.join(source, 'pages.json'), 'utf8'));
  const more = [...pages, { path: blank.path }];
  await writeFile(path.join(source, 'pages.json'), JSON.stringify({ ...rest, pages: more }));
  await mkdir(path.join(source, path.dirname(blank.path)));
  await writeFile(path.join(source, `${blank.path}.vue`), blank.text);
}
