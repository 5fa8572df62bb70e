// Bundles a stripped tree with esbuild, minified, with a source map that names sdk-src.

import { build } from 'esbuild';
import { join, relative } from 'node:path';
import { BuildError } from './error.mjs';
import { globalName } from './description.mjs';

/** @typedef {import('./description.mjs').Target} Target */
/** @typedef {import('./types.mjs').Place} Place */

/**
 * @param {Place} place @param {Target} target @returns {Promise<Map<string, string>>} each output and its map, by name
 * @throws {BuildError} with esbuild's words
 */
export async function bundle(place, target) {
  const results = await Promise.all(target.outputs.map((output) => bundleOne(place, target, output)));
  return new Map(results.flat());
}

/** @param {Place} place @param {Target} target @param {import('./description.mjs').Output} output
 * @returns {Promise<[string, string][]>} */
async function bundleOne({ root, stripped }, target, { file, format, footer }) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(stripped, 'index.ts')],
    outfile: join(stripped, file),
    write: false,
    bundle: true,
    minify: true,
    format,
    ...(format === 'iife' && { globalName }),
    ...(footer && { footer: { js: footer } }),
    target: target.language,
    define: { ...target.define },
    platform: 'browser',
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: 'linked',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: true } },
    plugins: [leanSocketIo(stripped)],
    logLevel: 'silent',
  }).catch((failure) => {
    throw new BuildError(wordsOf(failure, relative(root, stripped)));
  });
  return outputFiles.map(({ path, text }) =>
    path.endsWith('.map') ? [`${file}.map`, withPublicSources(text, { root, stripped })] : [file, text],
  );
}

/**
 * socket.io's client without what the SDK does not use: of its transports none (the SDK brings its own), and of its way
 * to the global object nothing (see sdk-src/core/engine_scope.ts).
 * @param {string} stripped @returns {import('esbuild').Plugin}
 */
function leanSocketIo(stripped) {
  const inEngine = /[\\/]engine\.io-client[\\/]/;
  return {
    name: 'lean-socket.io',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/globals\.node\.js$/ }, ({ importer }) =>
        inEngine.test(importer) ? { path: join(stripped, 'core/engine_scope.ts') } : undefined,
      );
      onResolve({ filter: /\/transports\// }, ({ importer }) =>
        inEngine.test(importer) ? { path: 'transports', namespace: 'left-out', sideEffects: false } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
        contents: 'export const transports = {}, Fetch = null, XHR = null, WS = null, WT = null;',
      }));
    },
  };
}

/**
 * The map of a file in `dist/<target>/`: the stripped tree has the lines and columns of sdk-src, so that is what the map
 * names. Its text stays the stripped one: no byte of another platform's groups ships.
 * @param {string} map @param {{ root: string, stripped: string }} place
 */
function withPublicSources(map, { root, stripped }) {
  const { sources, ...rest } = JSON.parse(map);
  const publicName = (/** @type {string} */ source) => {
    const inTree = !source.startsWith('..') && !source.startsWith('left-out:');
    if (inTree) return `../../sdk-src/${source}`;
    return source.startsWith('..') ? `../../${relative(root, join(stripped, source))}` : source;
  };
  return JSON.stringify({ ...rest, sources: sources.map(publicName) });
}

/** @param {Error & { errors?: import('esbuild').Message[] }} failure @param {string} tree */
function wordsOf(failure, tree) {
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
