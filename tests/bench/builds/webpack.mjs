// The build that the project replaces: webpack with ts-loader and js-conditional-compile-loader, all targets in one
// process. The same packages as in targets/, minified by the same esbuild, with the same modules of the libraries left out.
//
//   node webpack.mjs SOURCE OUTPUT [--types]      --types checks types, as ts-loader does unless told otherwise
//
// Errors of types are no failure here: a file of types alone is imported by nobody in the end, so that no loader sees
// it, and TypeScript reads it with the groups of all targets.

import { transform } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import webpack from 'webpack';
import { globalName } from '../../../targets/tools/description.mjs';
import { leftOut, moduleOf } from '../../../targets/tools/lean_libraries.mjs';
import { readTargets } from '../../../targets/tools/targets.mjs';

/** @typedef {import('../../../targets/tools/description.mjs').Target} Target */

const root = path.resolve(import.meta.dirname, '../../..');
const names = ['web', 'wx', 'rn', 'native'];

const [source, output, types] = process.argv.slice(2);
const described = await Promise.all(
  names.map(async (name) => ({ name, target: (await import(`${root}/targets/${name}/target.mjs`)).default })),
);
// Conditions name those of all targets.
const symbols = [...(await readTargets()).values()].map(({ symbol }) => symbol);
const compiler = webpack(
  described.flatMap(({ name, target }) => target.outputs.map((one) => configuration(name, target, one))),
);
compiler.run((failure, stats) => {
  const errors = stats?.toJson({ all: false, errors: true }).errors ?? [];
  const fatal = errors.filter(({ message }) => !/\bTS\d+:/.test(message));
  if (failure ?? fatal[0]) {
    console.error(failure ?? fatal[0]?.message);
    process.exitCode = 1;
  }
  compiler.close(() => {});
});

/**
 * @param {string} name @param {Target} target @param {import('../../../targets/tools/description.mjs').Output} one
 * @returns {import('webpack').Configuration}
 */
function configuration(name, target, { file, format }) {
  const library = {
    esm: { type: 'module' },
    cjs: { type: 'commonjs2' },
    iife: { type: 'var', name: globalName },
  }[format];
  return {
    name: `${name}-${file}`,
    mode: 'production',
    devtool: 'source-map',
    context: source,
    entry: path.join(source, 'index.ts'),
    target: ['web', target.language],
    experiments: { outputModule: format === 'esm' },
    output: { path: path.join(output, name), filename: file, library },
    resolveLoader: { modules: [path.join(import.meta.dirname, 'node_modules')] },
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    externals: Object.fromEntries((target.external ?? []).map((module) => [module, `commonjs ${module}`])),
    module: {
      // The last is the first that a file goes through.
      rules: [{ test: /\.ts$/, use: [typescript(name, target), conditionals(target)] }],
    },
    plugins: [new webpack.DefinePlugin({ ...target.define }), ...leanLibraries()],
    optimization: { minimizer: [minifyBy(target)], emitOnErrors: true },
    performance: { hints: false },
  };
}

/** @param {Target} target */
function conditionals({ symbol }) {
  const values = Object.fromEntries(symbols.map((one) => [one, one === symbol]));
  return { loader: 'js-conditional-compile-loader', options: { ...values, isDebug: false } };
}

/** @param {string} name @param {Target} target */
function typescript(name, target) {
  mkdirSync(output, { recursive: true });
  const configFile = path.join(output, `tsconfig.${name}.json`);
  const compilerOptions = { target: target.language, declaration: false, emitDeclarationOnly: false, sourceMap: true };
  const config = { extends: path.join(root, 'targets', name, 'tsconfig.json'), include: [`${source}/**/*.ts`] };
  writeFileSync(configFile, JSON.stringify({ ...config, compilerOptions }));
  return { loader: 'ts-loader', options: { configFile, transpileOnly: types !== '--types', instance: name } };
}

/** The modules that targets/tools/lean_libraries.mjs leaves out; the methods stay. */
function leanLibraries() {
  const to = (/** @type {RegExp} */ of, /** @type {string} */ file) => (/** @type {any} */ resource) => {
    if (of.test(resource.context)) resource.request = file;
  };
  mkdirSync(output, { recursive: true });
  const scope = path.join(source, 'wire/engine_scope.ts');
  return [
    new webpack.NormalModuleReplacementPlugin(/globals\.node\.js$/, to(/[\\/]engine\.io-client[\\/]/, scope)),
    ...leftOut.map(({ module, of, exports }, index) => {
      const file = path.join(output, `left-out-${index}.mjs`);
      writeFileSync(file, moduleOf(exports));
      return new webpack.NormalModuleReplacementPlugin(module, to(of, file));
    }),
  ];
}

/** @param {Target} target @returns {import('webpack').WebpackPluginInstance} */
function minifyBy({ language }) {
  const name = 'esbuild';
  const { RawSource, SourceMapSource } = webpack.sources;
  return {
    apply: ({ hooks }) =>
      hooks.compilation.tap(name, (compilation) => {
        const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE;
        compilation.hooks.processAssets.tapPromise({ name, stage }, async (assets) => {
          for (const [file, asset] of Object.entries(assets)) {
            const { source: text, map } = asset.sourceAndMap();
            const minified = await transform(`${text}`, {
              ...{
                minify: true,
                target: language,
                charset: 'utf8',
                legalComments: 'none',
                sourcemap: true,
                sourcefile: file,
              },
            });
            const made = map
              ? new SourceMapSource(minified.code, file, minified.map, `${text}`, /** @type {any} */ (map), true)
              : new RawSource(minified.code);
            compilation.updateAsset(file, made);
          }
        });
      }),
  };
}
