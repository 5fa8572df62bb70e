import { build, context, formatMessagesSync } from 'esbuild';
import path from 'node:path';
import { iftrue } from '../../../dist/npm/esbuild.mjs';

/** @param {import('../tool.js').Job} job @returns {import('esbuild').BuildOptions} */
const configured = ({ root, out, options }) => ({
  absWorkingDir: root,
  entryPoints: [path.join(root, 'src/main.ts')],
  outdir: out,
  bundle: true,
  format: 'esm',
  sourcemap: true,
  logLevel: 'silent',
  loader: { '.svg': 'dataurl', '.module.css': 'local-css' },
  plugins: [iftrue(options)],
});

/** @param {Pick<import('esbuild').BuildResult, 'errors' | 'warnings'>} result @returns {import('../tool.js').Built} */
function told({ errors, warnings }) {
  const shown = [
    ...formatMessagesSync(errors, { kind: 'error' }),
    ...formatMessagesSync(warnings, { kind: 'warning' }),
  ];
  return { ok: errors.length === 0, shown: shown.join('') };
}

/** @type {import('../tool.js').Tool} */
export const tool = {
  name: 'esbuild',
  entry: 'main.ts',
  caches: false,
  build: (job) => build(configured(job)).then(told, told),
  async watch(job, built) {
    const config = configured(job);
    const teller = {
      name: 'teller',
      /** @param {import('esbuild').PluginBuild} own */
      setup: (own) => own.onEnd((result) => built(told(result))),
    };
    const own = await context({ ...config, plugins: [...(config.plugins ?? []), teller] });
    await own.watch();
    return { close: () => own.dispose() };
  },
};
