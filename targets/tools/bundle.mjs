// Bundles a stripped tree with esbuild, minified, with a source map that names sdk-src.

import { build } from 'esbuild';
import { join, relative } from 'node:path';
import { BuildError } from './error.mjs';
import { footerOf, globalName } from './description.mjs';
import { leanLibraries, libraryNames } from './lean_libraries.mjs';
import { privateNames } from './private_names.mjs';

/** @typedef {import('./description.mjs').Target} Target */
/** @typedef {import('./types.mjs').Place} Place */

/**
 * @param {Place} place @param {Target} target
 * @returns {Promise<{ code: Map<string, string>, names: readonly string[] }>} each output and its map, by name; what it exports
 * @throws {BuildError} with esbuild's words
 */
export async function bundle(place, target) {
  const [own, exported] = await Promise.all([privateNames(place.stripped), exportsOf(place, target)]);
  const names = [...libraryNames, ...own];
  const results = await Promise.all(target.outputs.map((output) => bundleOne(place, target, output, names, exported)));
  return { code: new Map(results.flat()), names: exported };
}

/** @param {Place} place @param {Target} target @param {import('./description.mjs').Output} output
 * @param {readonly string[]} names of properties, to be shortened @param {readonly string[]} exported
 * @returns {Promise<[string, string][]>} */
async function bundleOne(place, target, { file, format }, names, exported) {
  // esbuild's own way to the other formats costs 200 bytes compressed. It is needed where a bundle imports something.
  const wrap = target.external === undefined && format !== 'esm' ? wrappings[format] : undefined;
  const end = format === 'esm' ? '' : footerOf(target, format, exported);
  const { outputFiles } = await build({
    ...commonOf(place, target),
    outfile: join(place.stripped, file),
    minify: true,
    format: wrap ? 'esm' : format,
    ...(wrap && { banner: { js: wrap.begin } }),
    footer: { js: [wrap?.end, end].filter(Boolean).join('\n') },
    target: target.language,
    charset: 'utf8',
    legalComments: 'none',
    // Names with an underscore are private to the libraries that have them; but this one is the protocol's word.
    mangleProps: new RegExp(`^(_[a-z]|(${names.join('|')})$)`),
    mangleQuoted: true,
    reserveProps: /^_placeholder$/,
    sourcemap: 'linked',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: true } },
  }).catch(failIn(place));
  return outputFiles.map(({ path, text }) =>
    path.endsWith('.map')
      ? [`${file}.map`, withPublicSources(text, place)]
      : [file, wrap ? withExports(text, wrap) : text],
  );
}

/** How a module becomes a script: what stands before and after it, and in place of `export`. */
const wrappings = {
  iife: { begin: `var ${globalName}=(()=>{`, exports: 'return', end: '})();' },
  cjs: { begin: '', exports: 'module.exports=', end: '' },
};

/** @param {string} code a minified module @param {{ exports: string }} wrapping */
function withExports(code, { exports }) {
  const [statement, list = ''] = /(?<![\w$.])export ?\{([\w$, ]*)\};?/.exec(code) ?? [];
  if (statement === undefined) throw new BuildError('a minified module has not the one `export` that is expected');
  const members = list.split(',').map((each) => each.trim().split(' as '));
  const object = members.map(([inside, outside = inside]) => `${outside}:${inside}`).join();
  return code.replace(statement, () => `${exports}{${object}};`);
}

/** @param {Place} place @param {Target} target @returns {Promise<readonly string[]>} the names that the package exports */
async function exportsOf(place, target) {
  const options = { ...commonOf(place, target), outfile: 'index.js', format: /** @type {const} */ ('esm') };
  const { metafile } = await build({ ...options, metafile: true }).catch(failIn(place));
  return Object.values(metafile.outputs)[0]?.exports ?? [];
}

/** What all that is made of a stripped tree has in common. @param {Place} place @param {Target} target */
const commonOf = ({ root, stripped }, target) => ({
  absWorkingDir: root,
  entryPoints: [join(stripped, 'index.ts')],
  write: /** @type {const} */ (false),
  bundle: true,
  platform: /** @type {const} */ ('browser'),
  external: [...(target.external ?? [])],
  define: { ...target.define },
  plugins: [leanLibraries(stripped)],
  logLevel: /** @type {const} */ ('silent'),
});

/** @param {Place} place @returns {(failure: import('esbuild').BuildFailure) => never} */
const failIn =
  ({ root, stripped }) =>
  (failure) => {
    throw new BuildError(diagnosis(failure, relative(root, stripped)));
  };

/**
 * The map of a file in `dist/<target>/`: the stripped tree has the lines and columns of sdk-src, so that is what the map
 * names. Its text stays the stripped one: no byte of another platform's groups ships.
 * @param {string} map @param {{ root: string, stripped: string }} place
 */
function withPublicSources(map, { root, stripped }) {
  const { sources, ...rest } = JSON.parse(map);
  const publicName = (/** @type {string} */ source) => {
    const inTree = !source.startsWith('..') && !source.startsWith('left-out-');
    if (inTree) return `../../sdk-src/${source}`;
    return source.startsWith('..') ? `../../${relative(root, join(stripped, source))}` : source;
  };
  return JSON.stringify({ ...rest, sources: sources.map(publicName) });
}

/** @param {Error & { errors?: import('esbuild').Message[] }} failure @param {string} tree */
function diagnosis(failure, tree) {
  const messages = failure.errors ?? [];
  if (messages.length === 0) return failure.message;
  return messages
    .map(({ text, location }) =>
      location
        ? `${location.file.replace(`${tree}/`, 'sdk-src/')}(${location.line},${location.column + 1}): ${text}`
        : text,
    )
    .join('\n');
}
