// The blocks of a package's README, as somebody pastes them who has a server and an account.

import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {import('../bench.mjs').Job} Job @typedef {import('../contract/sdk.d.ts').CheckResult} CheckResult */
/** @typedef {{ address: object, baseUrl: string, key: string, auid: string, token: string }} Reader what the code finds as `readme` */

/** What a reader puts in their place. */
const places = Object.entries({
  "host: 'https://api.example.com'": '...readme.address',
  "'https://api.example.com'": 'readme.baseUrl',
  "'APP-KEY'": 'readme.key',
  "'alice'": 'readme.auid',
  "'TOKEN'": 'readme.token',
});

const auid = 'reader';

/** Milliseconds for the message to arrive at the server. */
const deadline = 20000;

/** @param {string} dist the package @returns {Promise<string[]>} each block's code, which needs a global `readme` */
export async function readmeBlocks(dist) {
  const text = await readFile(path.join(dist, 'README.md'), 'utf8');
  const blocks = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks.map((block) => places.reduce((code, [written, here]) => code.replaceAll(written, here), block));
}

/** @param {Job} job @param {(readme: Reader) => Promise<() => unknown>} run runs the blocks; gives what closes their client
 * @returns {Promise<CheckResult>} */
export async function tryReadme(job, run) {
  const name = 'the blocks of the README run: a message is sent';
  const ask = async (/** @type {string} */ action, /** @type {object} */ argument) => {
    const { error } = JSON.parse(await job.ask(JSON.stringify([action, argument])));
    if (error !== undefined) throw new Error(error);
  };
  try {
    for (const each of [auid, 'bob']) await ask('addUser', { auid: each, token: `secret-of-${each}` });
    const { host, httpPort, socketPort, secure, appKey: key } = job.server;
    const close = await run({
      address: { host, httpPort, socketPort, secure },
      baseUrl: `http${secure ? 's' : ''}://${host}:${httpPort}`,
      ...{ key, auid, token: `secret-of-${auid}` },
    });
    const late = new Promise((_resolve, reject) => {
      AbortSignal.timeout(deadline).onabort = () => reject(new Error('no message arrives at the server'));
    });
    await Promise.race([ask('accepted', { auid, count: 1 }), late]);
    await close();
    return { name, failure: null };
  } catch (error) {
    return { name, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
