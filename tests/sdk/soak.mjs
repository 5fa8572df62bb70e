#!/usr/bin/env node
// Sends many messages on each platform, while connections, the server and the programs fail and die, and tells what became of
// them: soak.mjs [--messages 10000] [--seed 1] [--log] [--dist FOLDER] [web wx rn native jsc c]
// Exit status: 0 each was seen once and in order, 1 some was not, 2 something is missing.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Bench } from './bench.mjs';
import { bundleSuite, runHost } from './hosts/run_host.mjs';
import { Soak } from './soak/soak.mjs';

/** How many programs of one account run at a time. @type {Readonly<Record<string, number>>} */
const senders = { web: 2, wx: 1, rn: 1, native: 2, jsc: 2, c: 2 };

const { values, positionals } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    log: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    dist: { type: 'string', default: fileURLToPath(new URL('../../dist', import.meta.url)) },
  },
  allowPositionals: true,
});
const [messages, seed] = [Number(values.messages), Number(values.seed)];
const names = positionals.length > 0 ? positionals : ['web', 'wx', 'rn', 'native'];
if (!(messages > 0) || !Number.isInteger(seed) || names.some((name) => !(name in senders))) {
  console.error('usage: soak.mjs [--messages N] [--seed N] [--log] [--dist FOLDER] [web wx rn native jsc c]');
  process.exit(2);
}

let isSound = true;
console.log(`seed ${seed}\n`);
row('platform', 'messages', 'faults', 'seen', 'lost', 'doubled', 'again', 'disorder', 'seconds');
row(...Array.from({ length: 9 }, () => '---:'));
for (const name of names) await soak(name);
console.log('\nagain: seen once more after a program was killed that had not acknowledged them yet');
process.exit(isSound ? 0 : 1);

/** @param {string} name */
async function soak(name) {
  /** @type {import('./hosts/run_host.mjs').HostModule} */
  const host = await import(`./hosts/${name}/host.mjs`);
  const dist = path.resolve(values.dist, name === 'jsc' || name === 'c' ? 'native' : name);
  const manifest = JSON.parse(await readFile(path.join(dist, 'package.json'), 'utf8'));
  const bench = await Bench.open({ tls: false });
  const report = (/** @type {unknown} */ error) => bench.thrown(error);
  for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, report);
  const { address, certificate, resources, programs, printed, controls } = bench;
  const run = new Soak({ programs, controls, server: address, senders: senders[name] ?? 1, messages, seed });
  const started = Date.now();
  /** @type {Awaited<ReturnType<Soak['run']>> | undefined} */
  let verdict;
  const ask = async (/** @type {string} */ question) => {
    const [action, args] = JSON.parse(question);
    if (action === 'soak') verdict = await run.run();
    else if (action === 'saw') run.saw(String(args.body));
    else return bench.ask(question);
    return '{"value":null}';
  };
  const suite = await bundleSuite(host.suiteFormat, bench.folder, new URL('./soak/suite.mjs', import.meta.url));
  const stage = { address, certificate, resources, programs, signs: bench.signs, printed, ask, thrown: report };
  await runHost(host, stage, { dist, manifest, only: '', suite });
  if (!verdict) throw new Error(`${name}: the soak never began`);

  const { seen, lost, doubled, again, disordered, faults } = verdict;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  row(name, verdict.messages, faults, seen, lost, doubled, again, disordered, seconds);
  const breaches = controls.violations().map(({ where, message }) => `${where}: ${message}`);
  const complaints = [...bench.uncaught, ...breaches, ...run.failures, ...run.traces];
  if (complaints.length > 0) console.log(complaints.slice(0, 10).join('\n'));
  if (lost + doubled + disordered + complaints.length > 0) isSound = false;
  if (values.log) console.log(controls.log({ last: Infinity }).join('\n'));
  await bench.close();
  for (const event of ['unhandledRejection', 'uncaughtException']) process.off(event, report);
}

/** @param {...(string | number)} cells */
function row(...cells) {
  console.log(
    `| ${cells.map((cell, index) => (index === 0 ? String(cell).padEnd(8) : String(cell).padStart(8))).join(' | ')} |`,
  );
}
