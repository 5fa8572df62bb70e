import path from 'node:path';
import { rolldown, watch } from 'rolldown';
import postcss from 'rollup-plugin-postcss';
import vue from 'unplugin-vue/rolldown';
import { watched } from '../rollup_watcher.mjs';
import { iftrue } from '../../../dist/npm/rolldown.mjs';

/** @param {import('../tool.js').Job} job @param {string[]} shown @returns {import('rolldown').RolldownOptions & { output: import('rolldown').OutputOptions }} */
const configured = ({ root, out, options }, shown) => ({
  cwd: root,
  input: path.join(root, 'src/vue.ts'),
  external: ['vue'],
  output: { dir: out, format: 'es', sourcemap: true },
  // What postcss makes of a style sheet is a script.
  moduleTypes: { '.svg': 'dataurl', '.css': 'js' },
  plugins: [vue(), postcss({ modules: { globalModulePaths: [/vue/] }, extract: true }), iftrue(options)],
  onLog: (_level, { message }) => void shown.push(message),
});

/** @type {import('../tool.js').Tool} */
export const tool = {
  name: 'Rolldown',
  entry: 'vue.ts',
  caches: false,
  async build(job) {
    /** @type {string[]} */ const shown = [];
    const config = configured(job, shown);
    const bundle = await rolldown(config);
    try {
      await bundle.write(config.output);
    } catch (error) {
      return { ok: false, shown: [...shown, /** @type {Error} */ (error).message].join('\n') };
    } finally {
      await bundle.close();
    }
    return { ok: true, shown: shown.join('\n') };
  },
  async watch(job, built) {
    /** @type {string[]} */ const shown = [];
    return watched(watch(configured(job, shown)), shown, built);
  },
};
