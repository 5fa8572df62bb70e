// What runs in a host's first program during a soak: nothing but the wait for its end. The others are told what to do.

import { control } from '../contract/question.mjs';

export { puppet } from '../contract/puppet.mjs';

/** @param {import('../contract/sdk.d.ts').Host} host @returns {Promise<import('../contract/sdk.d.ts').CheckResult[]>} */
export async function run(host) {
  await control(host, 'soak');
  return [{ name: 'the soak is over', failure: null }];
}
