import { bothModules, scriptFile } from '../tools/description.mjs';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'WEBAPP',
  // For spread properties of objects, which all browsers of the README have. Not all of them have the regular expressions of
  // that year, of which the sources use none.
  language: 'es2018',
  outputs: [
    { file: 'echatim-sdk.mjs', format: 'esm' },
    // One file for script tags (a global) and for `require`.
    { file: scriptFile, format: 'iife' },
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
    'document',
    'fetch',
    'localStorage',
    'location',
    'module',
    'navigator',
    'removeEventListener',
    'setTimeout',
  ],
  layout: bothModules,
};
