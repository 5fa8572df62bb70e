import { globalName, typesIn } from '../tools/description.mjs';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'WEBAPP',
  language: 'es2017',
  outputs: [
    { file: 'echatim-sdk.mjs', format: 'esm' },
    // One file for script tags (a global) and for `require`.
    {
      file: 'echatim-sdk.js',
      format: 'iife',
      footer: `typeof module === 'object' && module.exports && (module.exports = ${globalName});`,
    },
  ],
  globals: [
    'AbortController',
    'Blob',
    'File',
    'FileReader',
    'FormData',
    'WebSocket',
    'XMLHttpRequest',
    'addEventListener',
    'clearTimeout',
    'console',
    'crypto',
    'fetch',
    'localStorage',
    'location',
    'module',
    'navigator',
    'removeEventListener',
    'setTimeout',
  ],
  // The same declarations twice, because to TypeScript a file belongs to `import` or to `require` by its folder.
  layout: (types) => [
    ...typesIn(types, 'types'),
    ...typesIn(types, 'types/esm'),
    ['types/esm/package.json', '{ "type": "module" }\n'],
  ],
};
