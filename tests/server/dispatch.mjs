// From a decoded request to its answer, the same way for both fronts: find the method, check the token, run, and turn
// what was thrown into a code. The only place where a request's violation is recorded.

import { acknowledgePath, loginPath, methods } from './api.mjs';
import { Code, Refusal, Violation, refused, success } from './protocol.mjs';

/**
 * @param {import('./api.mjs').World} world
 * @param {import('./journal.mjs').Transport} transport
 * @param {string} path `resource/method`
 * @param {import('./protocol.mjs').Form} form
 * @param {() => Promise<import('./api.mjs').Caller>} identify throws a refusal when it is not known who asks
 * @returns {Promise<unknown>} the answer's data
 */
export async function perform(world, transport, path, form, identify) {
  const method = methods.get(path);
  if (!method) throw new Refusal(Code.notFound, `${path} is not served`);
  const data = await run(world, path, method, form, identify);
  world.journal.serve(path, transport);
  return data;
}

/** @param {import('./api.mjs').World} world @param {string} path @param {import('./api.mjs').Method} method
 * @param {import('./protocol.mjs').Form} form @param {() => Promise<import('./api.mjs').Caller>} identify */
async function run(world, path, method, form, identify) {
  if (path === loginPath) return method(world, form, { auid: '' });
  // Acknowledgements come when they like: a counted fault must strike the request that the test makes.
  if (path !== acknowledgePath && world.faults.strikes('expiringTokens')) world.tokens.expireAll();
  return method(world, form, await identify());
}

/**
 * Runs `work` and answers with its result, or with the code of the refusal it threw.
 * @param {import('./api.mjs').World} world @param {string} where @param {() => unknown} work
 * @returns {Promise<import('./protocol.mjs').Answer>}
 */
export async function answerOf({ journal, faults }, where, work) {
  try {
    const data = await work();
    journal.note(`${where}: 200`);
    return success(data);
  } catch (error) {
    if (error instanceof Violation) journal.violation(where, error.message);
    else if (error instanceof Refusal)
      journal.note(`${where}: ${error.code} ${faults.echoBodies ? '(not repeated here)' : error.message}`);
    else {
      journal.note(`${where}: FAULT OF THE SERVER ${error instanceof Error ? error.stack : String(error)}`);
      return refused(new Refusal(Code.serverError, 'the server failed'));
    }
    return refused(error);
  }
}
