// The documented page's code, unchanged but for the server's address, and for a line where the page's own code goes.

import { readFile } from 'node:fs/promises';

/** @typedef {import('../../bench.mjs').Job} Job */

export const pageFile = '/pages/chat/chat.js';

/** @param {Job['server']} server @returns {Promise<string>} */
export async function pageCode({ host, httpPort, socketPort, secure }) {
  const scheme = secure ? 'https' : 'http';
  let code = await readFile(new URL('./page.js', import.meta.url), 'utf8');
  /** @type {[string, string][]} */
  const replacements = [
    [
      "host: 'api.echatim.cn', httpPort: 58082, socketPort: 59092",
      `host: '${secure ? 'https://' : ''}${host}', httpPort: ${httpPort}, socketPort: ${socketPort}`,
    ],
    ['http://api.echatim.cn:58082', `${scheme}://${host}:${httpPort}`],
    ['/* connected and logged in: sdk.apis is ready */', 'pageIsReady(sdk);'],
  ];
  for (const [documented, here] of replacements) {
    if (!code.includes(documented)) throw new Error(`the documented page has no ${documented}`);
    code = code.replace(documented, here);
  }
  return code;
}

/**
 * What the page's own code does once `init` has called back: it uses the API, and leaves.
 * @param {import('../../contract/sdk.d.ts').Client} sdk
 */
export async function usePage(sdk) {
  const { code, data } = await sdk.apis.userGet.call({ auid: 'admin' });
  const { auid } = /** @type {{ auid: string }} */ (data);
  if (sdk.state !== 'online' || code !== 200 || auid !== 'admin') throw new Error(`${sdk.state} ${code} ${auid}`);
  sdk.close();
}
