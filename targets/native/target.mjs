import { noBrowser, scriptFile } from '../tools/description.mjs';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'NATIVEAPP',
  language: 'es2017',
  outputs: [{ file: scriptFile, format: 'iife' }],
  define: noBrowser,
  globals: ['__echatHost', 'module'],
  ships: ['host.d.ts'],
  layout: ({ declarations }) => [['types/index.d.ts', declarations]],
};
