#!/usr/bin/env node
// Simulates the SDK: run.mjs [--schedules N] [--seed S] [--jobs J] [--keep-going] | --replay FILE-OR-SEED [--trace]
// Exit status: 0 no law was broken, 1 one was, 2 the command or the bundle is wrong.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { makeSchedule } from './schedule.mjs';
import { shrink } from './shrink.mjs';
import { add, nothing } from './worker.mjs';

/** @typedef {import('./schedule.mjs').Schedule} Schedule @typedef {import('./worker.mjs').Report} Report */

const bundle = new URL('../../../dist/native/echatim-sdk.js', import.meta.url);
const here = 'node tests/sdk/simulation/run.mjs';

// Each page evaluates the bundle anew, so its functions never get hot: V8's simplest compiler does best, and code that is
// compiled once for all pages. By a third less time; what happens does not depend on it.
for (const flag of ['always-sparkplug', 'no-flush-bytecode', 'interrupt-budget=3000000'])
  setFlagsFromString(`--${flag}`);
const options = readOptions();
if (!existsSync(bundle)) fail('dist/native is not built; ./build.sh native builds it');
const { play } = await import('./play.mjs');
process.exitCode = options.replay === undefined ? await simulate() : await replay(options.replay);

/** @returns {Promise<number>} the exit status */
async function simulate() {
  const started = performance.now();
  const sum = await playAll();
  const { failures } = sum;
  for (const [law, { count, seed, text }] of byLaw(failures))
    console.log(`law ${law}: broken by ${count} schedules, first by seed ${seed}: ${text}`);
  const [first] = failures.sort((left, right) => left.seed - right.seed);
  if (first !== undefined) await showSmallest(first.seed);
  console.log(summary(sum, (performance.now() - started) / 1000));
  return failures.length > 0 ? 1 : 0;
}

/** @returns {Promise<Report>} of all workers; without --keep-going they end with the first failure */
async function playAll() {
  const sum = nothing();
  const { seed, schedules, jobs } = options;
  const workers = Array.from({ length: Math.min(jobs, schedules) }, (_, index) => {
    const share = { first: seed + index, last: seed + schedules - 1, step: jobs };
    return new Worker(new URL('worker.mjs', import.meta.url), { workerData: share });
  });
  await Promise.all(
    workers.map((worker) => {
      worker.on('message', (/** @type {Report} */ report) => {
        add(sum, report);
        progress(sum);
        if (report.failures.length > 0 && !options.keepGoing) for (const each of workers) void each.terminate();
      });
      return new Promise((resolve, reject) => void worker.on('error', reject).on('exit', resolve));
    }),
  );
  progress(null);
  return sum;
}

/** @param {Report['failures']} failures @returns {[string, { count: number, seed: number, text: string }][]} */
function byLaw(failures) {
  /** @type {Map<string, { count: number, seed: number, text: string }>} */
  const laws = new Map();
  for (const { seed, breaches } of failures) {
    for (const law of new Set(breaches.map((breach) => String(breach.law)))) {
      const text = breaches.find((breach) => String(breach.law) === law)?.text ?? '';
      const { count, ...first } = laws.get(law) ?? { count: 0, seed, text };
      laws.set(law, { count: count + 1, ...first });
    }
  }
  return [...laws].sort();
}

/** Prints the smallest schedule that breaks a law as that of a seed does. @param {number} seed */
async function showSmallest(seed) {
  const schedule = makeSchedule(seed);
  const [breach] = (await play(schedule)).breaches;
  if (breach === undefined)
    return console.log(`seed ${seed} broke a law only once: the simulation is not deterministic`);
  const smallest = await shrink(schedule, async (candidate) =>
    (await play(candidate)).breaches.some(({ law }) => law === breach.law),
  );
  const file = path.join(tmpdir(), `schedule-${seed}.json`);
  const text = JSON.stringify(smallest, null, 1).replace(/\{[^{}[\]]*\}/g, (flat) => flat.replace(/\s+/g, ' '));
  writeFileSync(file, `${text}\n`);
  console.log(`the smallest schedule that breaks law ${breach.law}:\n${text}`);
  console.log((await play(smallest)).breaches.map(({ law, text: words }) => `law ${law}: ${words}`).join('\n'));
  console.log(`again, step by step: ${here} --replay ${file} --trace`);
}

/** @param {string} file of a schedule, or a seed @returns {Promise<number>} the exit status */
async function replay(file) {
  const schedule = /^\d+$/.test(file) ? makeSchedule(Number(file)) : JSON.parse(readFileSync(file, 'utf8'));
  const { breaches, lines } = await play(schedule, { tracing: options.trace });
  if (lines.length > 0) console.log(lines.join('\n'));
  console.log(breaches.map(({ law, text }) => `law ${law}: ${text}`).join('\n') || 'no law was broken');
  return breaches.length > 0 ? 1 : 0;
}

/** @param {Report} sum @param {number} seconds */
function summary({ schedules, sends, accepted, starts, hours, strikes, failures }, seconds) {
  const faults = Object.entries(strikes).sort(([, left], [, right]) => right - left);
  return [
    `simulation: ${schedules} schedules, ${failures.length} broke a law; ${sends} messages sent, ${accepted} accepted, `,
    `${starts} programs started, ${hours.toFixed(0)} virtual hours, ${seconds.toFixed(1)} s; `,
    `faults: ${faults.map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
  ].join('');
}

/** @param {Report | null} sum null: it is over */
function progress(sum) {
  if (!process.stdout.isTTY) return;
  process.stdout.write(
    sum === null ? '\r\x1b[K' : `\r${sum.schedules} of ${options.schedules}, ${sum.failures.length} failed`,
  );
}

function readOptions() {
  const string = /** @type {const} */ ({ type: 'string' });
  const boolean = /** @type {const} */ ({ type: 'boolean', default: false });
  try {
    const { values } = parseArgs({
      options: { schedules: string, seed: string, jobs: string, replay: string, trace: boolean, 'keep-going': boolean },
    });
    const number = (/** @type {'schedules' | 'seed' | 'jobs'} */ name, /** @type {number} */ otherwise) => {
      const value = Number(values[name] ?? otherwise);
      if (!Number.isInteger(value) || value < 1) fail(`--${name} must be a whole number, 1 or more`);
      return value;
    };
    return {
      schedules: number('schedules', 1000),
      seed: number('seed', 1),
      jobs: number('jobs', availableParallelism()),
      replay: values.replay,
      trace: values.trace,
      keepGoing: values['keep-going'],
    };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(2);
}
