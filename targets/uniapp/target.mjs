import { bothModules, noBrowser, scriptFile } from '../tools/description.mjs';

// In a browser, pages share their store: they tell each other apart as those of the web package do.
const { addEventListener, removeEventListener, ...noBrowserButEvents } = noBrowser;

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'UNIAPP',
  // The oldest mini-programs that uni-app builds for.
  language: 'es2015',
  outputs: [
    { file: 'echatim-sdk.mjs', format: 'esm' },
    { file: scriptFile, format: 'cjs' },
  ],
  define: { ...noBrowserButEvents, mini: 'uni' },
  globals: [
    'addEventListener',
    'clearTimeout',
    'console',
    'crypto',
    'localStorage',
    'module',
    'navigator',
    'removeEventListener',
    'setTimeout',
    'uni',
  ],
  conversations: { file: 'example/utils/conversations.js', format: 'esm' },
  layout: bothModules,
};
