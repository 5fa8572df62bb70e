// The loaders' engines without webpack: one process that calls a loader for each file of a tree, or for one file, as
// webpack would. What it takes beyond the loader is reading and writing.
//
//   node engine.mjs LOADER SYMBOL SOURCE OUTPUT      both folders or both files; SYMBOL is on, the others are off

import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { symbols } from './conditionals.mjs';

const [name, symbolOn, source, output] = process.argv.slice(2);
const values = Object.fromEntries(symbols.map((symbol) => [symbol, symbol === symbolOn]));

const engine = name === 'ifdef-loader' ? await ifdef() : await conditionalCompile();
if (statSync(source).isDirectory()) {
  convertFolder(source, output);
} else {
  convertFile(source, output);
}

/** Its options are `this.query`, and it returns the text. */
async function conditionalCompile() {
  const { default: loader } = await import('js-conditional-compile-loader');
  const context = { query: { ...values, isDebug: false } };
  return (/** @type {string} */ text) => loader.call(context, text);
}

/** It hands the text to `this.callback`. */
async function ifdef() {
  const { default: loader } = await import('ifdef-loader');
  return (/** @type {string} */ text) => {
    let converted = '';
    const callback = (/** @type {Error?} */ error, /** @type {string} */ result) => {
      if (error) throw error;
      converted = result;
    };
    loader.call({ query: { json: { ...values, 'ifdef-fill-with-blanks': true } }, callback }, text);
    return converted;
  };
}

/** @param {string} from @param {string} to */
function convertFolder(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const convert = entry.isDirectory() ? convertFolder : convertFile;
    convert(path.join(from, entry.name), path.join(to, entry.name));
  }
}

/** @param {string} from @param {string} to */
function convertFile(from, to) {
  writeFileSync(to, engine(readFileSync(from, 'utf8')));
}
