import { noBrowser, typesIn } from '../tools/description.mjs';

const file = 'echatim-sdk.js';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'WXAPP',
  // iOS 10 and Android's X5 engine, which WeChat still supports.
  language: 'es2015',
  outputs: [{ file, format: 'cjs' }],
  define: { ...noBrowser, mini: 'wx' },
  globals: ['clearTimeout', 'console', 'module', 'setTimeout', 'wx'],
  layout: (types, code) => [
    ...typesIn(types, 'types'),
    // What the npm builder of the WeChat tools takes: a folder of its own, where the source map is not.
    ['miniprogram_dist/index.js', (code.get(file) ?? '').replace(/^\/\/# sourceMappingURL=.*\n/m, '')],
  ],
};
