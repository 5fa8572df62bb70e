// The same bundles by the tool and esbuild: strips for all targets, then bundles each, as ./build.sh does.
//
//   node ours.mjs TOOL PROJECT_FILE OUTPUT [--types]
//
// --types makes whole packages by targets/build.mjs: types checked, declarations emitted, leaks refused.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const names = ['web', 'wx', 'rn', 'native'];

const [tool, project, output, types] = process.argv.slice(2);
const stripped = path.join(output, 'stripped/{target}');
run(tool, ['strip', `--project=${project}`, '-o', stripped]);
if (types === '--types') {
  const build = path.join(root, 'targets/build.mjs');
  run(process.execPath, [build, ...names, '--stripped', stripped, '--out', path.join(output, '{target}')]);
} else {
  await Promise.all(names.map(makeBundles));
}

/** @param {string} file @param {string[]} args */
function run(file, args) {
  execFileSync(file, args, { stdio: 'inherit' });
}

/** @param {string} name of a target */
async function makeBundles(name) {
  const { bundle } = await import('../../../targets/tools/bundle.mjs');
  const { default: target } = await import(`../../../targets/${name}/target.mjs`);
  const place = { root, folder: path.join(root, 'targets', name), stripped: stripped.replace('{target}', name) };
  mkdirSync(path.join(output, name), { recursive: true });
  const { code } = await bundle(place, target);
  for (const [file, text] of code) writeFileSync(path.join(output, name, file), text);
}
