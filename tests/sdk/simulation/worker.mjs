// A worker: plays every so-manieth schedule and sends home the sums, and each schedule that breaks a law.

import { parentPort, workerData } from 'node:worker_threads';
import { play } from './play.mjs';
import { makeSchedule } from './schedule.mjs';

/** @typedef {{ first: number, last: number, step: number }} Share seeds */
/** @typedef {import('./world.mjs').Breach} Breach */
/**
 * @typedef {object} Report since the last one
 * @property {number} schedules @property {number} sends @property {number} accepted @property {number} starts
 * @property {number} hours @property {Record<string, number>} strikes @property {{ seed: number, breaches: Breach[] }[]} failures
 */

/** @returns {Report} */
export const nothing = () => ({ schedules: 0, sends: 0, accepted: 0, starts: 0, hours: 0, strikes: {}, failures: [] });

/** @param {Report} sum @param {Report} more */
export function add(sum, more) {
  for (const field of /** @type {const} */ (['schedules', 'sends', 'accepted', 'starts', 'hours']))
    sum[field] += more[field];
  for (const [kind, count] of Object.entries(more.strikes)) sum.strikes[kind] = (sum.strikes[kind] ?? 0) + count;
  sum.failures.push(...more.failures);
}

/** Milliseconds between two reports. */
const interval = 500;

if (parentPort !== null) {
  const { first, last, step } = /** @type {Share} */ (workerData);
  let report = nothing();
  let reported = performance.now();
  for (let seed = first; seed <= last; seed += step) {
    const { breaches, sends, accepted, starts, hours, strikes } = await play(makeSchedule(seed));
    const failures = breaches.length > 0 ? [{ seed, breaches }] : [];
    add(report, { schedules: 1, sends, accepted, starts, hours, strikes, failures });
    if (performance.now() - reported < interval && failures.length === 0) continue;
    parentPort.postMessage(report);
    report = nothing();
    reported = performance.now();
  }
  parentPort.postMessage(report);
}
