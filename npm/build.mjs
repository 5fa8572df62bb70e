#!/usr/bin/env node
// npm/build.mjs --engine FILE --version VERSION --out FOLDER: writes the package `iftrue` into FOLDER, ready for `npm pack`.

import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
// The program itself: bin/tsc is Node.js code that only starts it.
import getExePath from '../node_modules/typescript/lib/getExePath.js';

const here = dirname(fileURLToPath(import.meta.url));

const string = /** @type {const} */ ({ type: 'string' });
const { engine, version, out } = parseArgs({ options: { engine: string, version: string, out: string } }).values;
if (engine === undefined || version === undefined || out === undefined) {
  console.error('usage: npm/build.mjs --engine FILE --version VERSION --out FOLDER');
  process.exit(2);
}

const adapters = ['esbuild', 'eslint', 'jest', 'loader', 'metro', 'rolldown', 'rollup', 'rspack', 'vite', 'webpack'];
const shared = ['adapter', 'api', 'error', 'problem', 'project'].map((name) => join(here, 'src', `${name}.ts`));

/** @param {string} lib the module of what is shared, as the bundle names it @returns {import('esbuild').Plugin} */
const apart = (lib) => ({
  name: 'library apart',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
      shared.includes(join(resolveDir, path).replace(/\.js$/, '.ts')) ? { path: lib, external: true } : undefined,
    );
  },
});
const libraryApart = apart('./lib.js');

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const node = /** @type {const} */ ({ format: 'cjs', platform: 'node', target: 'node18' });
const engineHash = createHash('sha256')
  .update(await readFile(engine))
  .digest('hex')
  .slice(0, 16); // bundlers show it
await bundle('lib', { ...node, define: { IFTRUE_BUILD: JSON.stringify(`${version} ${engineHash}`) } }, 'lib.js');

// The entries only name what the module above has, so that all have one IftrueError and one engine, and the ES modules
// that of the others.
const names = await exportsOf('index');
const lines = names.map((name) => `exports.${name} = lib.${name};\n`).join('');
await write('index.js', `'use strict';\nconst lib = require('./lib.js');\n${lines}`);
await write('index.mjs', `export { ${names.join(', ')} } from './index.js';\n`);
for (const name of adapters) {
  // The function itself is the module, as these tools expect of a plugin's; and it has itself by the names of an ES module.
  const footer = 'module.exports = Object.assign(iftrue, { iftrue, default: iftrue });';
  await bundle(`adapters/${name}`, { ...node, plugins: [libraryApart], footer: { js: footer } }, `${name}.js`);
  await write(`${name}.mjs`, `import iftrue from './${name}.js';\nexport { iftrue, iftrue as default };\n`);
}
await bundle('adapters/webpack_loader', { ...node, plugins: [libraryApart] }, 'webpack_loader.js');
await bundle(
  'typescript/plugin',
  { ...node, plugins: [libraryApart], footer: { js: 'module.exports = init;' } },
  'typescript.js',
);
await mkdir(join(out, 'bin'));
const program = { ...node, banner: { js: '#!/usr/bin/env node' } };
await bundle('command', program, 'bin/iftrue');
await bundle('tsc', { ...program, plugins: [apart('../lib.js')] }, 'bin/iftrue-tsc');
for (const name of ['iftrue', 'iftrue-tsc']) await chmod(join(out, 'bin', name), 0o755);
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
for (const name of adapters) {
  const types = `./types/adapters/${name}.js`;
  const options = { loader: 'LoaderOptions', jest: 'JestOptions', eslint: 'EslintOptions' }[name] ?? 'AdapterOptions';
  await write(
    `${name}.d.mts`,
    `export { iftrue, iftrue as default } from '${types}';\nexport type * from '${types}';\n`,
  );
  await write(
    `${name}.d.ts`,
    `import { iftrue as own } from '${types}';
declare const iftrue: typeof own & { readonly iftrue: typeof own; readonly default: typeof own };
declare namespace iftrue {
  type ${options} = import('${types}').${options};
}
export = iftrue;
`,
  );
}
// tsserver alone calls it. Its types are no dependency of the package.
await rm(join(out, 'types/typescript'), { recursive: true });
await write(
  'typescript.d.ts',
  `/** A plug-in of TypeScript's language service, for \`plugins\` in a tsconfig.json. */
declare function init(modules: { readonly typescript: unknown }): object;
export = init;
`,
);
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
await copyFile(join(here, 'README.md'), join(out, 'README.md'));
// Last: a package without it is one that was not finished. All packages have the version of the command.
const { name, ...description } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
const commands = ['linux-arm64', 'linux-x64', 'wasm'];
const optionalDependencies = Object.fromEntries(commands.map((name) => [`@iftrue/${name}`, version]));
await write(
  'package.json',
  `${JSON.stringify({ name, version, ...description, optionalDependencies }, undefined, 2)}\n`,
);

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
