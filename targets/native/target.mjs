import { noBrowser, typesIn } from '../tools/description.mjs';

/** @type {import('../tools/description.mjs').Target} */
export default {
  symbol: 'NATIVEAPP',
  language: 'es2017',
  outputs: [{ file: 'echatim-sdk.js', format: 'iife' }],
  define: noBrowser,
  globals: ['__echatHost'],
  ships: ['host.d.ts'],
  layout: (types) => typesIn(types, 'types'),
};
