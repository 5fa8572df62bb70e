// The tools that the READMEs compare, each behind one function: a text and symbols in; output, error and map out. The tool's
// path comes as IFTRUE.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../process.mjs';

const require = createRequire(import.meta.url);
const conditionalCompileLoader = require('js-conditional-compile-loader');
const ifdefLoader = require('ifdef-loader');
const uniApp = require('@dcloudio/uni-cli-shared/lib/preprocess/lib/preprocess.js');

export const iftrueTool = path.resolve(process.env.IFTRUE ?? '');
/** Where programs run: a new folder, which the test removes. */
export const folder = mkdtempSync(path.join(tmpdir(), 'iftrue-features-'));

/** @typedef {Record<string, boolean>} Symbols */
/** @typedef {{output?: string, error?: string, map?: unknown}} Result `error`: what was said, if anything was */
/**
 * @typedef {object} Tool
 * @property {string} name as in the head of the tables
 * @property {keyof Forms} language that it reads
 * @property {boolean} loader runs inside a bundler
 * @property {(text: string, symbols: Symbols, file?: string) => Result} run
 */
/** @typedef {Partial<Record<'iftrue' | 'ifdef' | 'unifdef' | 'uni', string>>} Forms of a text, by language */

/** Runs a program in the folder. @returns {Result} */
export function runProgram(program, args, input) {
  const { status, stdout, stderr } = run(program, args, { cwd: folder, input });
  return status !== 0 || stderr !== '' ? { output: stdout, error: stderr } : { output: stdout };
}

const flags = (symbols) => Object.entries(symbols).map(([name, on]) => `-${on ? 'D' : 'U'}${name}`);

/** @type {Tool[]} */
export const tools = [
  {
    name: 'iftrue',
    language: 'iftrue',
    loader: false,
    run: (text, symbols, file = 'input.ts') => {
      writeFileSync(path.join(folder, file), text);
      return runProgram(iftrueTool, ['strip', '--undefined=error', ...flags(symbols), file]);
    },
  },
  {
    name: 'js-conditional-compile-loader',
    language: 'iftrue',
    loader: true,
    run: (text, symbols) => ({
      output: conditionalCompileLoader.call({ query: { ...symbols, isDebug: symbols['DEBUG'] ?? false } }, text),
    }),
  },
  {
    name: 'ifdef-loader',
    language: 'ifdef',
    loader: true,
    run: (text, symbols) => {
      /** @type {Result} */
      let result = {};
      ifdefLoader.call(
        {
          query: { ...symbols, 'ifdef-uncomment-prefix': '// #code ' },
          callback: (error, output, map) => (result = error ? { error: `${error}` } : { output, map }),
        },
        text,
      );
      return result;
    },
  },
  {
    name: 'unifdef',
    language: 'unifdef',
    loader: false,
    run: (text, symbols) => runProgram('unifdef', ['-x2', '-t', '-b', ...flags(symbols)], text),
  },
  {
    name: 'uni-app',
    language: 'uni',
    loader: true,
    run: (text, symbols, file = 'input.ts') => {
      try {
        return { output: uniApp.preprocess(text, symbols, { type: path.extname(file).slice(1) }) };
      } catch (error) {
        return { error: `${error}` };
      }
    },
  },
];
