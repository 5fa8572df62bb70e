// The same bundles by the tool and esbuild: strips for all targets, then bundles each, as ./build.sh does.
//
//   node ours.mjs TOOL PROJECT_FILE OUTPUT [--types]
//
// --types makes whole packages by targets/build.mjs: types checked, declarations emitted, leaks refused.

import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');
const names = ['web', 'wx', 'rn', 'native'];

const [tool, project, output, types] = process.argv.slice(2);
execFileSync(tool, ['strip', `--project=${project}`, '-o', path.join(output, 'stripped/{target}')], {
  stdio: 'inherit',
});
await Promise.all(names.map(types === '--types' ? makePackage : makeBundles));

/** @param {string} name of a target */
async function makePackage(name) {
  const folders = ['--stripped', path.join(output, 'stripped', name), '--out', path.join(output, name)];
  await promisify(execFile)(process.execPath, [path.join(root, 'targets/build.mjs'), name, ...folders]);
}

/** @param {string} name of a target */
async function makeBundles(name) {
  const { bundle } = await import('../../../targets/tools/bundle.mjs');
  const { default: target } = await import(`../../../targets/${name}/target.mjs`);
  const place = { root, folder: path.join(root, 'targets', name), stripped: path.join(output, 'stripped', name) };
  mkdirSync(path.join(output, name), { recursive: true });
  for (const [file, text] of await bundle(place, target)) writeFileSync(path.join(output, name, file), text);
}
