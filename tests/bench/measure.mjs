// Measures commands side by side: round by round in turn, so that what else the machine does hits all alike, and by the
// ratios of each round.

import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';

/**
 * @typedef {object} Sample what one run of a command took
 * @property {number} wall seconds
 * @property {number} user CPU time in the program, in seconds, of all its threads and processes
 * @property {number} system CPU time in the kernel
 * @property {number} memory its peak, in bytes; of several processes that of the largest
 * @property {number} load the machine's average of the last minute, before
 */

/**
 * @typedef {object} Command
 * @property {string[]} argv
 * @property {string} [cwd]
 * @property {string} [stdin] a file
 * @property {string} [stdout] a file
 */

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(round: number) => Command} command called before each run, untimed: prepares what it needs
 * @property {(round: number) => void} [after] checks the outcome and tidies up, untimed
 * @property {number} [rounds] the first so many rounds only: for what takes long, where single samples differ little
 */

/** @typedef {Map<string, Sample[]>} Samples a contestant's name to its samples, one a round */

export class CommandFailed extends Error {}

/** @param {string} measurer the program of measure.cc @param {Command} command @returns {Sample} */
export function measure(measurer, { argv, cwd = tmpdir(), stdin, stdout }) {
  const input = stdin === undefined ? 'ignore' : openSync(stdin, 'r');
  const output = stdout === undefined ? 'ignore' : openSync(stdout, 'w');
  const load = loadavg()[0];
  const run = spawnSync(measurer, argv, { cwd, stdio: [input, output, 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  for (const opened of [input, output]) if (typeof opened === 'number') closeSync(opened);
  if (run.error) throw run.error;
  if (run.status !== 0) {
    throw new CommandFailed(
      `status ${run.status ?? run.signal}: ${argv.join(' ')}\n${String(run.stderr).slice(0, 2000)}`,
    );
  }
  const [wall, user, system, kilobytes] = String(run.output[3]).split(' ').map(Number);
  return { wall: wall / 1e9, user: user / 1e9, system: system / 1e9, memory: kilobytes * 1024, load };
}

/**
 * Every contestant once to warm up, then in `rounds` rounds.
 * @param {string} measurer @param {Contestant[]} contestants @param {number} rounds
 * @param {(text: string) => void} [progress] @returns {Samples}
 */
export function measureInTurn(measurer, contestants, rounds, progress = () => {}) {
  /** @type {Samples} */
  const samples = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; ++round) {
    // In the other order each time: nobody always runs after the same neighbour.
    for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const { name, command, after } = contestant;
      if (round > (contestant.rounds ?? rounds)) continue;
      progress(`round ${round} of ${rounds}, ${name}`);
      const sample = measure(measurer, command(round));
      if (round > 0) samples.get(name)?.push(sample);
      after?.(round);
    }
  }
  return samples;
}

/** @param {number[]} numbers not empty */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of the ratios of wall-clock times, round by round.
 * @param {Samples} samples @param {string} name @param {string} base
 */
export function ratio(samples, name, base) {
  const bases = samplesOf(samples, base);
  return median(samplesOf(samples, name).map(({ wall }, round) => wall / bases[round].wall));
}

/** @param {Samples} samples @param {string} name @param {keyof Sample} what */
export const medianOf = (samples, name, what) => median(samplesOf(samples, name).map((sample) => sample[what]));

/** @param {Samples} samples @param {string} name */
export function samplesOf(samples, name) {
  const found = samples.get(name);
  if (!found || found.length === 0) throw new Error(`nothing was measured of ${name}`);
  return found;
}
