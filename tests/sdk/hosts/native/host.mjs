// The native host: contexts with the language and `__echatHost`, nothing else. No timer, console, URL or WebSocket.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import vm from 'node:vm';
import { Items } from '../items.mjs';
import { Resources } from '../resources.mjs';
import { EchatHost } from './echat_host.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {(text: string) => void} Answer */

export const target = 'native';

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

/** What the suite is given inside the engine. */
const insideHost = `(server, ask) => ({
  sdk: EChatIM,
  server: JSON.parse(server),
  ask,
  file: (path, name) => ({ path, name }),
  sharesStore: true,
  store: {
    getItem: (key) => __echatHost.readItem(key),
    setItem: (key, value) => __echatHost.writeItem(key, value),
    removeItem: (key) => __echatHost.removeItem(key),
  },
})`;

/** @param {Job} job @returns {Promise<import('../../contract/sdk.d.ts').CheckResult[]>} */
export async function run(job) {
  const bundle = path.join(job.dist, String(job.manifest['main']));
  const scripts = await Promise.all(
    [bundle, job.suite].map(async (filename) => new vm.Script(await readFile(filename, 'utf8'), { filename })),
  );
  const items = new Items();
  job.programs.serve(async () => {
    const resources = new Resources();
    const { context, host } = start({ ...job, resources }, items, scripts);
    const tell = context['contractSuite'].puppet(host);
    return { tell: (command) => new Promise((answer) => tell(command, answer)), kill: () => resources.end() };
  });

  const { context, host, echatHost } = start(job, items, scripts);
  job.signs.set('network', () => echatHost.networkIsBack());
  const runSuite = vm.runInContext(
    `(host, only, done) => contractSuite.run(host, only)
       .then((results) => done(null, JSON.stringify(results)), (error) => done(String(error), ''))`,
    context,
  );
  return new Promise((resolve, reject) => {
    runSuite(host, job.only, (/** @type {string | null} */ error, /** @type {string} */ results) =>
      error === null ? resolve(JSON.parse(results)) : reject(new Error(error)),
    );
  });
}

/** A program: a context of its own. @param {Job} job @param {Items} items @param {vm.Script[]} scripts */
function start(job, items, scripts) {
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  // V8 puts these into every context; a bare engine has none of them.
  vm.runInContext('delete globalThis.console; delete globalThis.WebAssembly;', context);
  const makeBuffer = vm.runInContext('(length) => new Uint8Array(length)', context);
  const echatHost = new EchatHost(job, items.of(job.resources), (bytes) => {
    const copy = makeBuffer(bytes.length);
    copy.set(bytes);
    return copy.buffer;
  });
  context['__echatHost'] = echatHost;
  for (const script of scripts) script.runInContext(context);
  const ask = (/** @type {string} */ question, /** @type {Answer} */ answer) => void job.ask(question).then(answer);
  return { context, echatHost, host: vm.runInContext(insideHost, context)(JSON.stringify(job.server), ask) };
}
