import { bothModules, scriptFile } from '../tools/description.mjs';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'WEBAPP',
  language: 'es2017',
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
