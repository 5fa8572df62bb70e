// The same as client.c, on the same bundle in Node: client.mjs CONFIG TASK [ARGUMENT...]

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import vm from 'node:vm';
import { Items } from '../../sdk/hosts/items.mjs';
import { EchatHost } from '../../sdk/hosts/native/echat_host.mjs';
import { Resources } from '../../sdk/hosts/resources.mjs';

const [config = '', task, first = '0', second = '1'] = process.argv.slice(2);
const bundle = path.resolve(import.meta.dirname, '../../../dist/native/echatim-sdk.js');
const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
const resources = new Resources();
const job = /** @type {any} */ ({ resources, certificate: undefined, log: () => {}, thrown: console.error });
const toEngine = (/** @type {Buffer} */ bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
context['__echatHost'] = new EchatHost(job, new Items().of(resources), /** @type {never} */ (toEngine));
new vm.Script(await readFile(bundle, 'utf8'), { filename: bundle }).runInContext(context);
const { EChatIM } = context;

const { storeFolder: _files, ...fields } = JSON.parse(config);
const client = EChatIM.createClient(fields);
await client.connect();

/** @param {number} count @param {number} most @returns {Promise<number>} a second */
async function calls(count, most) {
  const begin = performance.now();
  let begun = 0;
  const one = async () => {
    while (begun < count) {
      begun += 1;
      await client.apis.userGet.call({ auid: 'admin' });
    }
  };
  await Promise.all(Array.from({ length: most }, one));
  return (count / (performance.now() - begin)) * 1000;
}

if (task === 'online') {
  console.log(String(process.hrtime.bigint()));
} else if (task === 'calls') {
  console.log(await calls(Number(first) / 10, Number(second)));
  console.log(await calls(Number(first), Number(second)));
} else if (task === 'receive') {
  const count = Number(first);
  let seen = 0;
  let finish = () => {};
  const all = new Promise((resolve) => (finish = () => resolve(null)));
  client.on('message', () => {
    seen += 1;
    if (seen === count) finish();
  });
  console.log('ready');
  for await (const _line of readline.createInterface({ input: process.stdin })) break;
  const begin = performance.now();
  await all;
  console.log((count / (performance.now() - begin)) * 1000);
}
process.exit(0);
