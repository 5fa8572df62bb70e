import { noBrowser, scriptFile } from '../tools/description.mjs';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'WXAPP',
  // iOS 10 and Android's X5 engine, which WeChat still supports.
  language: 'es2015',
  outputs: [{ file: scriptFile, format: 'cjs' }],
  define: { ...noBrowser, mini: 'wx' },
  globals: ['clearTimeout', 'console', 'module', 'setTimeout', 'wx'],
  conversations: { file: 'example/utils/conversations.js', format: 'cjs' },
  layout: ({ declarations, code }) => [
    ['echatim-sdk.d.ts', declarations],
    // The example opens in the WeChat tools as it is.
    ['example/utils/echatim-sdk.js', withoutMap(code)],
    // What the npm builder of the WeChat tools takes: a folder of its own, where the source map is not.
    ['miniprogram_dist/index.js', withoutMap(code)],
  ],
};

/** @param {ReadonlyMap<string, string>} code */
function withoutMap(code) {
  return (code.get(scriptFile) ?? '').replace(/^\/\/# sourceMappingURL=.*\n/m, '');
}
