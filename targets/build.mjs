// Makes one package from one stripped tree: types checked and emitted, code bundled, leaks refused.
//   node targets/build.mjs <target> --stripped <dir> --out <dir>
// Nothing is written unless everything is right. Quiet when it is.

import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './tools/bundle.mjs';
import { BuildError, wordsOf } from './tools/error.mjs';
import { leaksOf } from './tools/leaks.mjs';
import { writePackage } from './tools/package.mjs';
import { emitTypes } from './tools/types.mjs';

/** @typedef {import('./tools/description.mjs').Target} Target */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const usage = 'usage: node targets/build.mjs <target> --stripped <dir> --out <dir>';

/** Exit statuses, the same as the tool's. */
const Exit = { failed: 1, usage: 2 };

try {
  await main();
} catch (error) {
  if (!(error instanceof BuildError)) throw error;
  console.error(error.message);
  process.exitCode = error.isUsage ? Exit.usage : Exit.failed;
}

async function main() {
  const { name, stripped, out } = readArguments();
  const targets = await readTargets();
  const target = targets.get(name);
  if (!target)
    throw new BuildError(`unknown target '${name}': one of ${[...targets.keys()].join(', ')}`, { isUsage: true });

  const place = { root, folder: join(root, 'targets', name), stripped };
  const [types, code] = await Promise.all([emitTypes(place), bundle(place, target)]);
  const files = new Map([...code, ...target.layout(types, code)]);
  const leaks = await leaksOf(files, target, targets);
  if (leaks.length > 0) {
    const where = relative(root, out);
    throw new BuildError(leaks.map((leak) => `${where}/${leak}`).join('\n'));
  }
  await writePackage(place, ['README.md', 'example', ...(target.ships ?? [])], files, out);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { stripped: { type: 'string' }, out: { type: 'string' } },
    });
    const [name] = positionals;
    if (positionals.length !== 1 || !name || !values.stripped || !values.out) throw new Error(usage);
    return { name, stripped: resolve(values.stripped), out: resolve(values.out) };
  } catch (error) {
    throw new BuildError(wordsOf(error), { isUsage: true });
  }
}

/** Every folder here that describes a target. @returns {Promise<Map<string, Target>>} */
async function readTargets() {
  const folder = join(root, 'targets');
  const names = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    if ((await readdir(join(folder, entry.name))).includes('target.mjs')) names.push(entry.name);
  }
  /** @type {Map<string, Target>} */ const targets = new Map();
  for (const name of names.sort()) targets.set(name, (await import(`./${name}/target.mjs`)).default);
  return targets;
}
