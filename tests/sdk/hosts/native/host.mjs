// The native host: a context with the language and `__echatHost`, nothing else. No timer, console, URL or WebSocket.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import vm from 'node:vm';
import { EchatHost } from './echat_host.mjs';

/** @typedef {import('../../bench.mjs').Job} Job */

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

/** @param {Job} job @returns {Promise<import('../../contract/sdk.d.ts').CheckResult[]>} */
export async function run(job) {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  // V8 puts these into every context; a bare engine has none of them.
  vm.runInContext('delete globalThis.console; delete globalThis.WebAssembly;', context);
  const makeBuffer = vm.runInContext('(length) => new Uint8Array(length)', context);
  context['__echatHost'] = new EchatHost(job, (bytes) => {
    const copy = makeBuffer(bytes.length);
    copy.set(bytes);
    return copy.buffer;
  });

  const bundle = path.join(job.dist, String(job.manifest['main']));
  vm.runInContext(await readFile(bundle, 'utf8'), context, { filename: bundle });
  vm.runInContext(await readFile(job.suite, 'utf8'), context, { filename: job.suite });
  const start = vm.runInContext(
    `(server, ask, only, done) => contractSuite.run({
       sdk: EChatIM, server: JSON.parse(server), ask, file: (path, name) => ({ path, name }),
     }, only).then((results) => done(null, JSON.stringify(results)), (error) => done(String(error), ''))`,
    context,
  );
  return new Promise((resolve, reject) => {
    const ask = (/** @type {string} */ question, /** @type {(text: string) => void} */ answer) =>
      void job.ask(question).then(answer);
    start(
      JSON.stringify(job.server),
      ask,
      job.only,
      (/** @type {string | null} */ error, /** @type {string} */ results) =>
        error === null ? resolve(JSON.parse(results)) : reject(new Error(error)),
    );
  });
}
