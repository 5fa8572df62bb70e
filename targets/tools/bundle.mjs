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
    // Names with an underscore are private to the libraries that have them; but this one is the protocol's word.
    mangleProps: /^_[a-z]/,
    mangleQuoted: true,
    reserveProps: /^_placeholder$/,
    sourcemap: 'linked',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: true } },
    plugins: [leanEngineIo(stripped)],
    logLevel: 'silent',
  }).catch((failure) => {
    throw new BuildError(diagnosis(failure, relative(root, stripped)));
  });
  return outputFiles.map(({ path, text }) =>
    path.endsWith('.map') ? [`${file}.map`, withPublicSources(text, { root, stripped })] : [file, text],
  );
}

const nothing = '{}';
const never = '() => false';

/** Modules that the SDK never reaches, whose they are, and what stands in place of what is imported from them. */
const leftOut = [
  // The SDK brings its own transport, and says where its server is in parts.
  {
    module: /\/transports\//,
    of: /[\\/]engine\.io-client[\\/]/,
    exports: { transports: nothing, Fetch: nothing, XHR: nothing, WS: nothing, WT: nothing },
  },
  { module: /\/parseuri\.js$/, of: /[\\/]engine\.io-client[\\/]/, exports: { parse: nothing } },
  // Binary data as base64 is for long polling. A frame that claims to be that is malformed.
  { module: /\/base64-arraybuffer\.js$/, of: /[\\/]engine\.io-parser[\\/]/, exports: { decode: nothing } },
  // What E聊 sends is JSON. A packet that claims to have binary parts is malformed.
  {
    module: /\/(is-)?binary\.js$/,
    of: /[\\/]socket\.io-parser[\\/]/,
    exports: { deconstructPacket: nothing, reconstructPacket: nothing, isBinary: never, hasBinary: never },
  },
];

/**
 * engine.io's client and socket.io's parser without what the SDK does not use, and without its way to the global object (see
 * sdk-src/wire/engine_scope.ts).
 * @param {string} stripped @returns {import('esbuild').Plugin}
 */
function leanEngineIo(stripped) {
  return {
    name: 'lean-engine.io',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/globals\.node\.js$/ }, ({ importer }) =>
        /[\\/]engine\.io-client[\\/]/.test(importer) ? { path: join(stripped, 'wire/engine_scope.ts') } : undefined,
      );
      leftOut.forEach(({ module, of, exports }, index) => {
        const namespace = `left-out-${index}`;
        onResolve({ filter: module }, ({ path, importer }) => (of.test(importer) ? { path, namespace } : undefined));
        onLoad({ filter: /.*/, namespace }, () => ({
          contents: Object.entries(exports)
            .map(([name, value]) => `export const ${name} = ${value};`)
            .join(''),
        }));
      });
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
