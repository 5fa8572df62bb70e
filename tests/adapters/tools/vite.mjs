import vue from '@vitejs/plugin-vue';
import path from 'node:path';
import { build, createLogger, createServer } from 'vite';
import { watched } from '../rollup_watcher.mjs';
import { iftrue } from '../../../dist/npm/vite.mjs';

/** @param {import('../tool.js').Job} job @param {string[]} shown @returns {import('vite').InlineConfig} */
export function configured({ root, out, options }, shown) {
  const customLogger = createLogger('warn', { allowClearScreen: false });
  const note = (/** @type {string} */ message) => void shown.push(message);
  Object.assign(customLogger, { warn: note, warnOnce: note, error: note });
  return {
    root: path.join(root, 'src'),
    configFile: false,
    customLogger,
    // No server keeps its optimised packages where another test has its own.
    cacheDir: path.join(root, 'cache'),
    plugins: [vue(), iftrue(options)],
    oxc: { jsx: { runtime: 'classic', pragma: 'h' } },
    build: {
      emptyOutDir: true,
      outDir: out,
      minify: false,
      sourcemap: true,
      rollupOptions: { external: ['vue'], input: path.join(root, 'src/vue.ts'), preserveEntrySignatures: 'strict' },
    },
  };
}

/** @param {unknown} error @returns {string} as Vite's command prints it */
function describe(error) {
  const { message, id, loc, frame } = /** @type {import('rollup').RollupError} */ (error);
  return [message, loc ? `${id}:${loc.line}:${loc.column}` : '', frame ?? ''].join('\n');
}

/** The development server. @param {import('../tool.js').Job} job @param {string[]} [shown] */
export async function serve(job, shown = []) {
  const server = await createServer({ ...configured(job, shown), server: { host: '127.0.0.1', port: 0 } });
  await server.listen();
  return { url: `${server.resolvedUrls?.local[0]}`, close: () => server.close() };
}

/** @type {import('../tool.js').Tool} */
export const tool = {
  name: 'Vite',
  entry: 'vue.ts',
  caches: false,
  async build(job) {
    /** @type {string[]} */ const shown = [];
    try {
      await build(configured(job, shown));
    } catch (error) {
      return { ok: false, shown: [...shown, describe(error)].join('\n') };
    }
    return { ok: true, shown: shown.join('\n') };
  },
  async watch(job, built) {
    /** @type {string[]} */ const shown = [];
    const config = configured(job, shown);
    const watcher = await build({ ...config, build: { ...config.build, watch: {} } });
    if (!('on' in watcher)) throw new Error('Vite does not watch');
    return watched(watcher, shown, built);
  },
  serve: (job) => serve(job),
};
