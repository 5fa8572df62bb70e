#!/usr/bin/env node
// npm/build.mjs --engine FILE --out FOLDER: writes the package `iftrue` into FOLDER, ready for `npm pack`.

import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
// The program itself: bin/tsc is Node.js code that only starts it.
import getExePath from '../node_modules/typescript/lib/getExePath.js';

const here = dirname(fileURLToPath(import.meta.url));

const { engine, out } = parseArgs({ options: { engine: { type: 'string' }, out: { type: 'string' } } }).values;
if (engine === undefined || out === undefined) {
  console.error('usage: npm/build.mjs --engine FILE --out FOLDER');
  process.exit(2);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

// The ES module only gives the names of the other, so that both have one IftrueError and one engine.
await bundle('index', { format: 'cjs', platform: 'node', target: 'node18' }, 'index.js');
const names = await exportsOf('index');
await write('index.mjs', `export { ${names.join(', ')} } from './index.js';\n`);
await bundle('browser', { format: 'esm', platform: 'browser', target: 'es2022' }, 'browser.mjs');
// A CommonJS module knows no place of its own: there init() has to be told one.
const noPlace = { 'import.meta.url': 'undefined' };
await bundle('browser', { format: 'cjs', platform: 'browser', target: 'es2022', define: noPlace }, 'browser.js');

await promisify(execFile)(getExePath(), [
  ...['-p', here, '--noEmit', 'false', '--emitDeclarationOnly', '--declaration'],
  ...['--outDir', join(out, 'types')],
]).catch((error) => {
  console.error(`${error.stdout}${error.stderr}`.trim());
  process.exit(1);
});
for (const [name, types] of [
  ['index.d.ts', 'index'],
  ['index.d.mts', 'index'],
  ['browser.d.ts', 'browser'],
  ['browser.d.mts', 'browser'],
]) {
  await write(name, `export * from './types/${types}.js';\n`);
}
await copyFile(engine, join(out, 'engine.wasm'));
await copyFile(join(here, '..', 'LICENSE'), join(out, 'LICENSE'));
// Last: a package without it is one that was not finished.
for (const file of ['README.md', 'package.json']) await copyFile(join(here, file), join(out, file));

/** @param {string} entry @param {import('esbuild').BuildOptions} options @param {string} name */
async function bundle(entry, options, name) {
  const { outputFiles } = await build({ ...common(entry), ...options });
  await write(name, outputFiles[0]?.text ?? '');
}

/** esbuild tells the exports of ES modules alone. @param {string} entry @returns {Promise<string[]>} */
async function exportsOf(entry) {
  const { metafile } = await build({ ...common(entry), format: 'esm', platform: 'node', metafile: true });
  return Object.values(metafile.outputs)[0]?.exports.sort() ?? [];
}

/** @param {string} entry */
function common(entry) {
  return {
    entryPoints: [join(here, 'src', `${entry}.ts`)],
    bundle: true,
    write: /** @type {const} */ (false),
    logLevel: /** @type {const} */ ('error'),
  };
}

/** @param {string} name @param {string} text */
function write(name, text) {
  return writeFile(join(/** @type {string} */ (out), name), text);
}
