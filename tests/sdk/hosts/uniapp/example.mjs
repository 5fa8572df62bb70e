// What both hosts know of the example: who talks there, and what a page's query says.

/** @typedef {import('../../bench.mjs').Job} Job */

export const exampleName = 'two people talk, each in the page of the example';

const tokenOf = (/** @type {string} */ name) => `secret-of-${name}`;
/** Who each talks to. @type {Readonly<Record<string, string>>} */
const peers = { alice: 'bob', bob: 'alice' };

/** Makes their accounts. @param {Job} job */
export async function accounts(job) {
  for (const auid of Object.keys(peers)) {
    const answer = JSON.parse(await job.ask(JSON.stringify(['addUser', { auid, token: tokenOf(auid), profile: {} }])));
    if ('error' in answer) throw new Error(answer.error);
  }
}

/** @param {Job} job @param {string} auid @returns {URLSearchParams} */
export function queryOf({ server: { host, httpPort, socketPort, secure } }, auid) {
  return new URLSearchParams({
    ...{ host: secure ? `https://${host}` : host, httpPort: String(httpPort), socketPort: String(socketPort) },
    ...{ auid, token: tokenOf(auid), user: peers[auid] ?? '' },
  });
}
