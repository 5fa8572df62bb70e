// How each tool makes a bundle of the SDK's raw tree, with its adapter and no other help than types that go away.

import resolve from '@rollup/plugin-node-resolve';
import { rspack } from '@rspack/core';
import * as esbuild from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import rollupEsbuild from 'rollup-plugin-esbuild';
import { fileURLToPath } from 'node:url';
import * as vite from 'vite';
import webpack from 'webpack';
import ofEsbuild from '../../dist/npm/esbuild.mjs';
import ofRolldown from '../../dist/npm/rolldown.mjs';
import ofRollup from '../../dist/npm/rollup.mjs';
import ofRspack from '../../dist/npm/rspack.mjs';
import ofVite from '../../dist/npm/vite.mjs';
import ofWebpack from '../../dist/npm/webpack.mjs';
import { built } from './compiler.mjs';

/**
 * @typedef {object} Job
 * @property {string} root the repository
 * @property {string} target
 * @property {'es' | 'cjs' | 'iife'} format a script, `iife`, defines EChatIM
 * @property {Readonly<Record<string, string>>} define names that are replaced
 */
/** @typedef {(job: Job) => Promise<string>} Bundle the code */

const name = 'EChatIM';
const language = 'es2018';
const footer = `typeof module === 'object' && module.exports && (module.exports = ${name});`;

/** @param {Job} job */
const entryOf = ({ root }) => path.join(root, 'sdk-src/index.ts');

/** @param {Job} job */
const optionsOf = ({ root, target }) => ({ project: root, target });

/** Which module engine.io-client takes timers from, see sdk-src/wire/engine_scope.ts. @param {string} id @param {string | undefined} from */
const isGlobals = (id, from) => /\/globals(\.node)?\.js$/.test(id) && /[\\/]engine\.io-client[\\/]/.test(from ?? '');

/** @param {Job} job */
const scopeOf = ({ root }) => path.join(root, 'sdk-src/wire/engine_scope.ts');

/** @param {Job} job */
const scopePlugin = (job) => ({
  name: 'engine scope',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} id @param {string | undefined} from */
  resolveId: (id, from) => (isGlobals(id, from) ? scopeOf(job) : null),
});

/** Rollup's own looks for engine.io-client's `browser` field in the package.json of an inner folder. */
const browserPlugin = {
  name: 'browser field',
  /** @param {string} id @param {string | undefined} from */
  resolveId: (id, from) =>
    from !== undefined && id.endsWith('.node.js') && /[\\/]engine\.io-client[\\/]/.test(from)
      ? path.resolve(path.dirname(from), id.replace('.node.js', '.js'))
      : null,
};

/** @type {ReadonlyMap<string, Bundle>} */
export const bundlers = new Map([
  ['esbuild', withEsbuild],
  ['Rollup', withRollup],
  ['Rolldown', withRolldown],
  ['Vite', withVite],
  ['webpack', withWebpack],
  ['Rspack', withRspack],
]);

/** @type {Bundle} */
async function withEsbuild(job) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [entryOf(job)],
    bundle: true,
    write: false,
    format: job.format === 'es' ? 'esm' : job.format,
    globalName: name,
    footer: { js: job.format === 'iife' ? footer : '' },
    target: language,
    define: job.define,
    logLevel: 'silent',
    plugins: [
      ofEsbuild(optionsOf(job)),
      {
        name: 'engine scope',
        setup: (/** @type {esbuild.PluginBuild} */ build) =>
          build.onResolve({ filter: /\/globals(\.node)?\.js$/ }, ({ path: id, importer }) =>
            isGlobals(id, importer) ? { path: scopeOf(job) } : undefined,
          ),
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

/** @type {Bundle} */
async function withRollup(job) {
  const bundle = await rollup({
    input: entryOf(job),
    plugins: [
      scopePlugin(job),
      browserPlugin,
      resolve({ browser: true, extensions: ['.ts', '.js'] }),
      ofRollup(optionsOf(job)),
      rollupEsbuild({ include: /\.[jt]s$/, exclude: [], target: language, define: job.define }),
    ],
  });
  const { output } = await bundle.generate(outputOf(job));
  return output[0].code;
}

/** @type {Bundle} */
async function withRolldown(job) {
  const bundle = await rolldown({
    input: entryOf(job),
    platform: 'browser',
    transform: { target: language, define: job.define },
    plugins: [scopePlugin(job), ofRolldown(optionsOf(job))],
  });
  const { output } = await bundle.generate(outputOf(job));
  return output[0].code;
}

/** @type {Bundle} */
async function withVite(job) {
  const built = await vite.build({
    root: job.root,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    define: job.define,
    plugins: [scopePlugin(job), ofVite(optionsOf(job))],
    build: {
      write: false,
      minify: false,
      target: language,
      lib: { entry: entryOf(job), name, formats: [job.format] },
      rollupOptions: { output: job.format === 'iife' ? { footer } : {} },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error('Vite has built nothing');
  return first.output[0].code;
}

/** @param {Job} job */
function outputOf({ format }) {
  return { format, name, ...(format === 'iife' && { footer }) };
}

/** @type {Bundle} */
function withWebpack(job) {
  const plugins = [
    ofWebpack(optionsOf(job)),
    new webpack.DefinePlugin(job.define),
    new webpack.NormalModuleReplacementPlugin(/\/globals(\.node)?\.js$/, (data) => replaceGlobals(data, job)),
    ...(job.format === 'iife' ? [new webpack.BannerPlugin({ banner: footer, raw: true, footer: true })] : []),
  ];
  const experiments = { outputModule: job.format === 'es' };
  return compiled((config) => webpack({ ...config, experiments, plugins }), job);
}

/** @type {Bundle} */
function withRspack(job) {
  const plugins = [
    ofRspack(optionsOf(job)),
    new rspack.DefinePlugin(job.define),
    new rspack.NormalModuleReplacementPlugin(/\/globals(\.node)?\.js$/, (data) => replaceGlobals(data, job)),
    ...(job.format === 'iife' ? [new rspack.BannerPlugin({ banner: footer, raw: true, footer: true })] : []),
  ];
  return compiled((config) => rspack({ ...config, plugins }), job);
}

/** @param {{ request: string, context?: string }} data @param {Job} job */
function replaceGlobals(data, job) {
  if (isGlobals(data.request, `${data.context}/`)) data.request = scopeOf(job);
}

/** @param {(config: ReturnType<typeof compilerConfig>) => import('./compiler.mjs').Compiler} create @param {Job} job */
async function compiled(create, job) {
  const folder = await mkdtemp(path.join(tmpdir(), 'iftrue-sdk-bundle-'));
  try {
    const { ok, shown } = await built(create(compilerConfig(job, folder)));
    if (!ok) throw new Error(shown);
    return await readFile(path.join(folder, 'main.js'), 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {Job} job @param {string} folder */
function compilerConfig(job, folder) {
  const library =
    job.format === 'es' ? { type: 'module' } : job.format === 'cjs' ? { type: 'commonjs2' } : { type: 'var', name };
  return {
    context: job.root,
    mode: /** @type {const} */ ('production'),
    target: /** @type {['web', 'es2018']} */ (['web', language]),
    entry: entryOf(job),
    output: { path: folder, filename: 'main.js', library, module: job.format === 'es' },
    optimization: { minimize: false },
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    resolveLoader: { modules: [fileURLToPath(new URL('node_modules', import.meta.url))] },
    module: { rules: [{ test: /\.[jt]s$/, loader: 'esbuild-loader', options: { target: language } }] },
  };
}
