// The contract suite: every promise of the SDK, checked against the real server, inside whatever host runs this.

import { apiChecks } from './api.mjs';
import { show } from './assert.mjs';
import { configChecks } from './config.mjs';
import { conversationChecks } from './conversations.mjs';
import { deliveryChecks } from './delivery.mjs';
import { errorChecks } from './errors.mjs';
import { eventChecks } from './events.mjs';
import { foregroundChecks } from './foreground.mjs';
import { historyChecks } from './history.mjs';
import { lifetimeChecks } from './lifetime.mjs';
import { outboxChecks } from './outbox.mjs';
import { relationChecks } from './relations.mjs';
import { restartChecks } from './restart.mjs';
import { roomChecks } from './rooms.mjs';
import { sessionChecks } from './session.mjs';
import { sharingChecks } from './sharing.mjs';
import { storageChecks } from './storage.mjs';
import { stuckChecks } from './stuck.mjs';
import { control } from './question.mjs';
import { Stage } from './stage.mjs';
import { unreadChecks } from './unread.mjs';
import { uploadChecks } from './upload.mjs';
import { userChecks } from './users.mjs';

export { puppet } from './puppet.mjs';

/** @typedef {(stage: Stage) => Promise<void>} Check */
/** @typedef {Readonly<Record<string, Check>>} Checks by what they promise */

/** Milliseconds. On an idle machine no check takes a tenth of it; it only turns a hang into a failure with a name. */
const deadline = 60000;

/** @param {import('./sdk.d.ts').Host} host @returns {Checks} */
const checksFor = ({ sharesStore }) => ({
  ...configChecks,
  ...sessionChecks,
  ...apiChecks,
  ...userChecks,
  ...relationChecks,
  ...roomChecks,
  ...conversationChecks,
  ...historyChecks,
  ...unreadChecks,
  ...deliveryChecks,
  ...outboxChecks,
  ...restartChecks,
  ...(sharesStore && sharingChecks),
  ...storageChecks,
  ...stuckChecks,
  ...eventChecks,
  ...errorChecks,
  ...foregroundChecks,
  ...uploadChecks,
  ...lifetimeChecks,
});

/** @param {import('./sdk.d.ts').Host} host @param {string} [only] runs the checks whose name holds it
 * @returns {Promise<import('./sdk.d.ts').CheckResult[]>} */
export async function run(host, only = '') {
  const checks = checksFor(host);
  const results = [];
  let serial = 0;
  for (const name of Object.keys(host.inexpressible || {}))
    if (checks[name] === undefined) results.push({ name, failure: 'the host leaves out a check that there is not' });
  for (const name of Object.keys(checks)) {
    const check = checks[name];
    if (check === undefined || name.indexOf(only) < 0) continue;
    serial += 1;
    const skipped = host.inexpressible && host.inexpressible[name];
    if (skipped) {
      results.push({ name, failure: null, skipped });
      continue;
    }
    await control(host, 'checkStarts', { name });
    results.push({ name, failure: await failureOf(host, new Stage(host, serial), check) });
  }
  return results;
}

/** @param {import('./sdk.d.ts').Host} host @param {Stage} stage @param {Check} check @returns {Promise<string | null>} */
async function failureOf(host, stage, check) {
  /** @type {string | null} */
  let failure = null;
  try {
    const hung = control(host, 'after', { ms: deadline }).then(() => {
      throw new Error(`not over after ${deadline} ms`);
    });
    await Promise.race([check(stage), hung]);
  } catch (error) {
    failure = show(error);
  }
  try {
    stage.clear();
    await control(host, 'killPrograms');
    await control(host, 'calm');
    await control(host, 'quiet');
  } catch (error) {
    failure = failure ?? show(error);
  }
  return failure;
}
