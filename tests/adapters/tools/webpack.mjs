import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { VueLoaderPlugin } from 'vue-loader';
import webpack from 'webpack';
import WebpackDevServer from 'webpack-dev-server';
import { iftrue } from '../../../dist/npm/webpack.mjs';
import { built, common, served, watched } from '../compiler.mjs';

/** @param {import('../tool.js').Job} job @returns {import('webpack').Configuration} */
export const configured = (job) => ({
  ...common(job),
  cache: job.cache === undefined ? false : { type: 'filesystem', cacheDirectory: job.cache },
  module: {
    rules: [
      { test: /\.vue$/, loader: 'vue-loader' },
      // Not esbuild-loader, which drops the source map of the loader before it.
      {
        test: /\.tsx?$/,
        loader: 'babel-loader',
        options: {
          cwd: job.root,
          configFile: false,
          presets: [['@babel/preset-typescript', { jsxPragma: 'h', allExtensions: true, isTSX: true }]],
          plugins: [['@babel/plugin-transform-react-jsx', { pragma: 'h' }]],
        },
      },
      {
        test: /\.css$/,
        use: [MiniCssExtractPlugin.loader, { loader: 'css-loader', options: { esModule: false } }],
      },
      { test: /\.svg$/, type: 'asset' },
    ],
  },
  plugins: [iftrue(job.options), new VueLoaderPlugin(), new MiniCssExtractPlugin()],
});

/** @type {import('../tool.js').Tool} */
export const tool = {
  name: 'webpack',
  entry: 'vue.ts',
  caches: true,
  build: (job) => built(webpack(configured(job))),
  watch: async (job, tell) => watched(webpack(configured(job)), tell),
  serve: (job) =>
    served((options) => {
      const config = { ...configured(job), mode: /** @type {const} */ ('development'), externals: {} };
      return new WebpackDevServer(options, webpack(config));
    }),
};
