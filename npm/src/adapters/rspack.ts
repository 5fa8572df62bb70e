// The plugin for Rspack, which takes webpack's.

export { iftrue, type AdapterOptions, type WebpackPlugin as RspackPlugin } from './webpack.js';
