#!/usr/bin/env node
// main.mjs [TOOL]: one app, built by each bundler with its adapter. Prints what each holds, as a table.
//
// With a TOOL it is that tool's test alone, in this process; without one it runs all, each in a process of its own.

import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { features } from './features.mjs';

const names = (await readdir(new URL('tools/', import.meta.url))).map((file) => file.replace(/\.mjs$/, '')).sort();
const [only] = process.argv.slice(2);
if (only === undefined) await runAll();
else await runOne(only);

/** @param {string} name of a file in tools/ */
async function runOne(name) {
  const { tool } = await import(`./tools/${name}.mjs`);
  for (const feature of features) {
    const why = feature.isMissing?.(tool);
    if (why === undefined) await feature.run(tool);
    process.send?.({ feature: feature.name, held: why === undefined });
    if (process.send === undefined) console.log(`${feature.name}: ${why ?? 'yes'}`);
  }
  process.exit(0); // whatever a tool has left running
}

async function runAll() {
  /** @type {Map<string, Map<string, boolean>>} */ const table = new Map(names.map((name) => [name, new Map()]));
  const waiting = [...names];
  let failed = false;
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const child = spawn(process.execPath, [fileURLToPath(import.meta.url), name], {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      let output = '';
      child.stdout?.on('data', (text) => (output += text));
      child.stderr?.on('data', (text) => (output += text));
      child.on('message', (/** @type {{ feature: string, held: boolean }} */ { feature, held }) => {
        table.get(/** @type {string} */ (name))?.set(feature, held);
      });
      const status = await new Promise((resolve) => child.on('close', resolve));
      if (status === 0) continue;
      failed = true;
      console.log(`${name} failed (${status}):\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));

  const width = Math.max(...features.map(({ name }) => name.length));
  const row = (/** @type {string} */ first, /** @type {readonly string[]} */ cells) =>
    console.log(
      [first.padEnd(width), ...cells.map((cell, i) => cell.padEnd(names[i]?.length ?? 0))].join('  ').trimEnd(),
    );
  row('', names);
  const cell = (/** @type {boolean | undefined} */ held) => (held === undefined ? 'FAILED' : held ? 'yes' : '-');
  for (const { name } of features) {
    row(
      name,
      names.map((tool) => cell(table.get(tool)?.get(name))),
    );
  }
  process.exit(failed ? 1 : 0);
}
