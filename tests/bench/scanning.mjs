// Scanning in memory: runs scan.cc, each repetition in another order. Ratios are the medians of the repetitions' ratios.

import { spawnSync } from 'node:child_process';
import { median } from './measure.mjs';

/** @typedef {Map<string, number[]>} Speeds bytes per second of CPU time: name to one a repetition */

const base = 'memchr';
export const inPlain = 'iftrue';
export const inConditional = 'iftrue, a conditional each 2 KB';

/** @param {string} program @param {string} file without directives @param {number} repetitions @returns {Speeds} */
export function speedsOfScanning(program, file, repetitions) {
  const options = { format: 'json', min_time: 0.1, repetitions, enable_random_interleaving: true };
  const argv = [file, ...Object.entries(options).map(([name, value]) => `--benchmark_${name}=${value}`)];
  const run = spawnSync(program, argv, { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`scanning: ${run.stderr}`);
  /** @type {{ run_name: string, run_type: string, bytes_per_second: number, error_message?: string }[]} */
  const found = JSON.parse(run.stdout).benchmarks;
  /** @type {Speeds} */
  const speeds = new Map();
  for (const { run_name: name, run_type: type, bytes_per_second: speed, error_message: message } of found) {
    if (message) throw new Error(`${name}: ${message}`);
    if (type !== 'iteration') continue; // a mean or the like
    speeds.set(name, [...(speeds.get(name) ?? []), speed]);
  }
  return speeds;
}

/** @param {Speeds} speeds @param {string} name @returns {number} its speed, that of memchr being 1 */
export function besideMemchr(speeds, name) {
  const bases = speeds.get(base) ?? [];
  return median((speeds.get(name) ?? []).map((speed, repetition) => speed / bases[repetition]));
}

/** The fastest first. @param {string} title @param {Speeds} speeds @returns {import('./report.mjs').Table} */
export function tableOfScanning(title, speeds) {
  const all = [...speeds].sort(([, a], [, b]) => median(b) - median(a));
  return {
    title,
    head: ['', `speed / ${base}`, 'GB/s'],
    rows: all.map(([name, each]) => [name, besideMemchr(speeds, name).toFixed(3), (median(each) / 1e9).toFixed(2)]),
  };
}
