import { rspack } from '@rspack/core';
import { RspackDevServer } from '@rspack/dev-server';
import { VueLoaderPlugin } from 'rspack-vue-loader';
import { iftrue } from '../../../dist/npm/rspack.mjs';
import { built, common, served, watched } from '../compiler.mjs';

/** @param {import('../tool.js').Job} job @returns {import('@rspack/core').Configuration} */
export const configured = (job) => ({
  ...common(job),
  cache:
    job.cache === undefined ? false : { type: 'persistent', storage: { type: 'filesystem', directory: job.cache } },
  module: {
    parser: { 'css/auto': { namedExports: false } },
    rules: [
      { test: /\.vue$/, loader: 'rspack-vue-loader', options: { experimentalInlineMatchResource: true } },
      { test: /\.ts$/, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript' } } } },
      {
        test: /\.tsx$/,
        loader: 'builtin:swc-loader',
        options: { jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { pragma: 'h' } } } },
      },
      { test: /\.css$/, type: 'css/auto' },
      { test: /\.svg$/, type: 'asset' },
    ],
  },
  plugins: [iftrue(job.options), new VueLoaderPlugin()],
});

/** @type {import('../tool.js').Tool} */
export const tool = {
  name: 'Rspack',
  entry: 'vue.ts',
  caches: true,
  build: (job) => built(rspack(configured(job))),
  watch: async (job, tell) => watched(rspack(configured(job)), tell),
  serve: (job) =>
    served((options) => {
      const config = { ...configured(job), mode: /** @type {const} */ ('development'), externals: {} };
      return new RspackDevServer(options, rspack(config));
    }),
};
