import { noBrowser, typesIn } from '../tools/description.mjs';

// In a browser, pages share their store: they tell each other apart as those of the web package do.
const { addEventListener, removeEventListener, ...noBrowserButEvents } = noBrowser;

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'UNIAPP',
  // The oldest mini-programs that uni-app builds for.
  language: 'es2015',
  outputs: [
    { file: 'echatim-sdk.mjs', format: 'esm' },
    { file: 'echatim-sdk.js', format: 'cjs' },
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
  // The same declarations twice, because to TypeScript a file belongs to `import` or to `require` by its folder.
  layout: (types) => [
    ...typesIn(types, 'types'),
    ...typesIn(types, 'types/esm'),
    ['types/esm/package.json', '{ "type": "module" }\n'],
  ],
};
