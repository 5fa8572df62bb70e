import { scriptFile } from '../tools/description.mjs';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'RNAPP',
  // Metro's preset lowers it further for the Hermes of the app.
  language: 'es2017',
  outputs: [{ file: scriptFile, format: 'cjs' }],
  external: ['react-native'],
  globals: [
    'AbortController',
    'Blob',
    'File',
    'FileReader',
    'FormData',
    'WebSocket',
    'XMLHttpRequest',
    'clearTimeout',
    'console',
    'fetch',
    'module',
    'require',
    'setTimeout',
  ],
  // engine.io asks for these with `typeof`; polyfills of browsers' events on React Native are not to be trusted.
  define: { addEventListener: 'undefined', location: 'undefined', removeEventListener: 'undefined' },
  conversations: { file: 'example/conversations.js', format: 'esm' },
  layout: ({ declarations }) => [['echatim-sdk.d.ts', declarations]],
};
