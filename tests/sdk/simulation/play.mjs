// Plays one schedule from its beginning to its verdict, and catches what nobody else would: a promise that was rejected
// and that nobody looks after.

import { World } from './world.mjs';

/** @typedef {import('./schedule.mjs').Schedule} Schedule @typedef {import('./world.mjs').Outcome} Outcome */

/** @type {unknown[]} */
const unhandled = [];
process.on('unhandledRejection', (reason) => void unhandled.push(reason));

/** @param {Schedule} schedule @param {{ tracing?: boolean }} [options] @returns {Promise<Outcome>} */
export async function play(schedule, options) {
  const world = new World(schedule, options);
  const outcome = await world.play();
  // Node tells of unhandled rejections between two turns.
  await new Promise((resolve) => setImmediate(resolve));
  for (const reason of unhandled.splice(0)) {
    world.breach(7, `a rejection is unhandled: ${reason instanceof Error ? reason.stack : String(reason)}`);
  }
  return outcome;
}
