import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
import url from '@rollup/plugin-url';
import { rollup, watch } from 'rollup';
import esbuild from 'rollup-plugin-esbuild';
import postcss from 'rollup-plugin-postcss';
import vue from 'unplugin-vue/rollup';
import path from 'node:path';
import { describe, watched } from '../rollup_watcher.mjs';
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
  onLog: (_level, log) => void shown.push(describe(log)),
});

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
    return watched(watch(configured(job, shown)), shown, built);
  },
};
