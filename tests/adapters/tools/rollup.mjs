import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import url from '@rollup/plugin-url';
import { rollup, watch } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import postcss from 'rollup-plugin-postcss';
import vue from 'unplugin-vue/rollup';
import path from 'node:path';
import { iftrue } from '../../../dist/npm/rollup.mjs';

/** @param {import('../tool.js').Job} job @param {string[]} shown @returns {import('rollup').RollupOptions & { output: import('rollup').OutputOptions }} */
const configured = ({ root, out, options }, shown) => ({
  input: path.join(root, 'src/vue.ts'),
  external: ['vue'],
  output: { dir: out, format: 'es', sourcemap: true },
  plugins: [
    vue(),
    postcss({ modules: { globalModulePaths: [/vue/] }, extract: true }),
    iftrue(options), // which comes first, wherever it stands
    resolve({ extensions: ['.ts', '.tsx'] }),
    json(),
    url(),
    esbuild({ jsxFactory: 'h' }),
  ],
  onLog: (_level, { message, loc, frame }) =>
    void shown.push([loc ? `${loc.file}:${loc.line}:${loc.column}` : '', message, frame ?? ''].join('\n')),
});

/** @param {unknown} error @returns {string} as Rollup's command prints it */
function describe(error) {
  const { message, loc, frame } = /** @type {import('rollup').RollupError} */ (error);
  return [loc ? `${loc.file}:${loc.line}:${loc.column}` : '', message, frame ?? ''].join('\n');
}

/** @type {import('../tool.js').Tool} */
export const tool = {
  name: 'Rollup',
  entry: 'vue.ts',
  caches: false,
  async build(job) {
    /** @type {string[]} */ const shown = [];
    const config = configured(job, shown);
    try {
      const bundle = await rollup(config);
      await bundle.write(config.output);
      await bundle.close();
    } catch (error) {
      return { ok: false, shown: [...shown, describe(error)].join('\n') };
    }
    return { ok: true, shown: shown.join('\n') };
  },
  async watch(job, built) {
    /** @type {string[]} */ const shown = [];
    const watcher = watch(configured(job, shown));
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END')
        void event.result.close().then(() => built({ ok: true, shown: shown.join('\n') }));
      if (event.code === 'ERROR') built({ ok: false, shown: describe(event.error) });
    });
    return { close: () => watcher.close() };
  },
};
