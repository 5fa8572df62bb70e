// Makes packages from stripped trees: types checked and emitted, code bundled, leaks refused.
//   node targets/build.mjs <target>... --stripped <dir> --out <dir> [--surface <dir>]
// `{target}` in the folders stands for the target's name. The last one gets the report and the model of the public surface.
// Of a package nothing is written unless everything is right.
// Quiet when it is. All in one process: to start Node.js and esbuild takes as long as to make a package.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './tools/bundle.mjs';
import { documentsOf } from './tools/documents.mjs';
import { BuildError, wordsOf } from './tools/error.mjs';
import { sharedExample } from './tools/example.mjs';
import { leaksOf } from './tools/leaks.mjs';
import { writePackage } from './tools/package.mjs';
import { rollUp } from './tools/roll_up.mjs';
import { referenceOf } from './tools/reference.mjs';
import { readTargets } from './tools/targets.mjs';
import { emitTypes } from './tools/types.mjs';

/** @typedef {import('./tools/description.mjs').Target} Target */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const usage = 'usage: node targets/build.mjs <target>... --stripped <dir> --out <dir> [--surface <dir>]';
const placeholder = '{target}';

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
  const { names, stripped, out, surface } = readArguments();
  const targets = await readTargets();
  const chosen = names.map((name) => {
    const target = targets.get(name);
    if (target) return { name, target };
    throw new BuildError(`unknown target '${name}': one of ${[...targets.keys()].join(', ')}`, { isUsage: true });
  });
  const makings = chosen.map(({ name, target }) => {
    const place = { root, folder: join(root, 'targets', name), stripped: stripped.replaceAll(placeholder, name) };
    const at = (/** @type {string} */ folder) => folder.replaceAll(placeholder, name);
    return makePackage(place, target, targets, at(out), surface && at(surface));
  });
  const failures = (await Promise.allSettled(makings)).flatMap((making) =>
    making.status === 'rejected' ? [making.reason] : [],
  );
  for (const failure of failures) if (!(failure instanceof BuildError)) throw failure;
  // What is wrong in the code that they share, all of them say.
  if (failures.length > 0) throw new BuildError([...new Set(failures.map(wordsOf))].join('\n'));
}

/**
 * @param {import('./tools/types.mjs').Place} place @param {Target} target @param {ReadonlyMap<string, Target>} targets all
 * @param {string} out @param {string | undefined} surface
 */
async function makePackage(place, target, targets, out, surface) {
  const [types, { code, names }] = await Promise.all([emitTypes(place), bundle(place, target)]);
  const leaks = await leaksOf(new Map([...types, ...code]), target, targets);
  if (leaks.length > 0) {
    const where = relative(root, out);
    throw new BuildError(leaks.map((leak) => `${where}/${leak}`).join('\n'));
  }
  const { declarations, report, model } = await rollUp(place, types, names);
  const { name } = JSON.parse(await readFile(join(place.folder, 'package.json'), 'utf8'));
  const reference = referenceOf(name, model);
  const files = new Map([
    ...[...code, ...target.layout({ declarations, code, names })],
    ...[...(await documentsOf(place)), ...(await sharedExample(target))],
    ['API.md', reference],
  ]);
  await writePackage(place, ['example', ...(target.ships ?? [])], files, out);
  if (surface === undefined) return;
  await mkdir(surface, { recursive: true });
  await writeFile(join(surface, 'report.md'), report);
  await writeFile(join(surface, 'model.json'), model);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { stripped: { type: 'string' }, out: { type: 'string' }, surface: { type: 'string' } },
    });
    const names = [...new Set(positionals)];
    const { stripped, out, surface } = values;
    if (names.length === 0 || !stripped || !out) throw new Error(usage);
    if (names.length > 1 && ![stripped, out].every((folder) => folder.includes(placeholder))) {
      throw new Error(`several targets need folders with ${placeholder} in their paths`);
    }
    return { names, stripped: resolve(stripped), out: resolve(out), surface: surface && resolve(surface) };
  } catch (error) {
    throw new BuildError(wordsOf(error), { isUsage: true });
  }
}
