// The wx host: a strict mini-program. No eval, no browser, no Node; modules as mini-programs wrap them; `wx` over real sockets.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import vm from 'node:vm';
import { Timers } from '../timers.mjs';
import { Modules } from './modules.mjs';
import { pageCode, pageFile, usePage } from './page.mjs';
import { makeWx } from './wx.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

export const suiteFormat = 'cjs';

/** Milliseconds for the documented page to get ready. */
const pageDeadline = 20000;

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext('delete globalThis.WebAssembly; delete globalThis.console;', context);
  const print = (/** @type {unknown[]} */ ...words) => job.log(words.map(String).join(' '));
  Object.assign(context, {
    wx: makeWx(job, engineOf(context)),
    console: { log: print, info: print, warn: print, error: print, debug: print },
    ...new Timers(job.resources).functions,
  });
  vm.runInContext('delete globalThis.globalThis', context);

  const modules = new Modules(
    context,
    new Map([
      ['/utils/echatim-sdk.js', await readFile(path.join(job.dist, 'echatim-sdk.js'), 'utf8')],
      [pageFile, await pageCode(job.server)],
      ['/suite.js', await readFile(job.suite, 'utf8')],
      [
        '/miniprogram_npm/echatim-sdk-wx/index.js',
        await readFile(path.join(job.dist, String(job.manifest['miniprogram']), 'index.js'), 'utf8'),
      ],
    ]),
  );
  const suite = /** @type {typeof import('../../contract/suite.mjs')} */ (modules.load('/suite.js'));
  const sdk = /** @type {import('../../contract/sdk.d.ts').Sdk} */ (modules.load('/utils/echatim-sdk.js'));
  const results = await suite.run(
    {
      sdk,
      server: job.server,
      ask: (question, answer) => void job.ask(question).then(answer),
      file: (_path, name) => ({ path: `wxfile://tmp/${name}` }),
    },
    job.only,
  );
  return [await documentedPage(job, context, modules), ...results, packed(modules)];
}

/** @param {Job} job @param {vm.Context} context @param {Modules} modules @returns {Promise<CheckResult>} */
async function documentedPage(job, context, modules) {
  const name = "the documented page's code runs unchanged";
  try {
    /** @type {Promise<import('../../contract/sdk.d.ts').Client>} */
    const ready = new Promise((resolve, reject) => {
      context['pageIsReady'] = resolve;
      AbortSignal.timeout(pageDeadline).onabort = () => reject(new Error('init called back with no client in time'));
    });
    modules.load(pageFile);
    await usePage(await ready);
    await job.resources.quiet();
    return { name, failure: null };
  } catch (error) {
    return { name, failure: String(error) };
  }
}

/** What the developer tools pack from npm is the same SDK as the single file. @param {Modules} modules @returns {CheckResult} */
function packed(modules) {
  const [single, npm] = ['/utils/echatim-sdk.js', '/miniprogram_npm/echatim-sdk-wx/index.js'].map((file) =>
    Object.keys(/** @type {object} */ (modules.load(file)))
      .sort()
      .join(' '),
  );
  return {
    name: 'the npm package and the single file export the same names',
    failure: single === npm ? null : `${single} / ${npm}`,
  };
}

/** @param {vm.Context} context @returns {import('./wx.mjs').Engine} */
function engineOf(context) {
  const make = vm.runInContext('(length) => new Uint8Array(length)', context);
  const isBuffer = vm.runInContext('(value) => value instanceof ArrayBuffer', context);
  return {
    buffer: (bytes) => {
      const copy = make(bytes.length);
      copy.set(bytes);
      return copy.buffer;
    },
    isBuffer,
  };
}
