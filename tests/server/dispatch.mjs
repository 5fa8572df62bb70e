// From a decoded request to its answer, the same way for both fronts: find the method, check the token, run, and turn
// what was thrown into a code. The only place where a request's violation is recorded.

import { acknowledgePath, loginPath, methods } from './api.mjs';
import { Code, Refusal, Violation, refused, success } from './protocol.mjs';

/**
 * @param {import('./api.mjs').World} world
 * @param {string} path `resource/method`
 * @param {import('./protocol.mjs').Form} form
 * @param {() => Promise<string>} identify gives the caller's auid or throws a refusal
 * @returns {Promise<unknown>} the answer's data
 */
export async function perform(world, path, form, identify) {
  const method = methods.get(path);
  if (!method) throw new Refusal(Code.notFound, `${path} is not served`);
  if (path === loginPath) return method(world, form, '');
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
