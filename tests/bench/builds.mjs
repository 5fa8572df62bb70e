// Whole builds of the SDK: beside the build that the project replaces, and ./build.sh itself.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { flattenTree } from './builds/flatten.mjs';
import { targets } from './conditionals.mjs';
import { emptyFolder, remove } from './ground.mjs';
import { CommandFailed, measure, measureInTurn, medianOf, ratio } from './measure.mjs';

/** @typedef {import('./contests.mjs').Bench} Bench */
/** @typedef {import('./ground.mjs').Ground} Ground */
/** @typedef {import('./measure.mjs').Samples} Samples */

/** Each target has a bundle of this name, which can be asked what it exports. */
const bundled = 'echatim-sdk.js';

/**
 * All bundles by the tool and esbuild, and by webpack, ts-loader and js-conditional-compile-loader; both minified by esbuild.
 * @param {Bench} bench @param {Ground} ground inside the project, where packages are found @param {string} root
 * @returns {Samples}
 */
export function contestOfBuilds(bench, ground, root) {
  const folder = emptyFolder(ground, 'builds');
  const source = path.join(folder, 'src');
  const project = path.join(folder, 'iftrue.toml');
  flattenTree(path.join(root, 'sdk-src'), source);
  writeFileSync(project, readFileSync(path.join(root, 'iftrue.toml'), 'utf8').replace('"sdk-src"', '"src"'));
  const script = (/** @type {string} */ name) => path.join(import.meta.dirname, 'builds', name);
  const output = path.join(folder, 'out');

  /** @type {Map<string, string>} target to what its bundle exports */
  const expected = new Map();
  /** @param {string} name @param {string[]} argv @returns {import('./measure.mjs').Contestant} */
  const contestant = (name, argv) => ({
    name,
    command: () => ({ argv: [process.execPath, ...argv] }),
    after: (round) => {
      for (const target of round === 0 ? Object.keys(targets) : []) {
        const names = exportsOf(path.join(output, target, bundled)).join(' ');
        const first = expected.get(target) ?? names;
        if (names === '' || names !== first) throw new Error(`${name}: ${target} exports ${names}; not ${first}`);
        expected.set(target, names);
      }
      remove(output);
    },
  });
  const samples = measureInTurn(
    bench.measurer,
    [
      contestant('iftrue, esbuild', [script('ours.mjs'), bench.tool, project, output]),
      contestant('iftrue, esbuild, types', [script('ours.mjs'), bench.tool, project, output, '--types']),
      { rounds: 2, ...contestant('webpack', [script('webpack.mjs'), source, output]) },
      { rounds: 1, ...contestant('webpack, types', [script('webpack.mjs'), source, output, '--types']) },
    ],
    bench.rounds,
    bench.progress,
  );
  remove(folder);
  return samples;
}

/** @param {string} file a script that exports by `module` or defines the SDK's global @returns {string[]} in order */
function exportsOf(file) {
  const context = vm.createContext({ module: { exports: {} }, console, setTimeout, clearTimeout, __echatHost: {} });
  vm.runInContext(`${readFileSync(file, 'utf8')}\n;globalThis.all = globalThis.EChatIM ?? module.exports;`, context);
  return Object.keys(context['all']).sort();
}

/**
 * ./build.sh with the tool built; `iftrue strip` is its part. What it writes, and the line that is changed, stay in an
 * overlay: the project itself is only read.
 * @param {Bench} bench @param {Ground} ground outside the project, which the overlay needs @param {string} root
 * @returns {Samples | string} why there can be no overlay
 */
export function contestOfOurBuild(bench, ground, root) {
  const folder = emptyFolder(ground, 'project');
  for (const name of ['changes', 'work']) mkdirSync(path.join(folder, name));
  /** @param {string} script is run in the project, in the overlay @returns {import('./measure.mjs').Command} */
  const inOverlay = (script) => ({
    argv: [...privately, 'sh', '-ec', `mount -t overlay -o "$1" overlay "$2"; cd "$2"; ${script}`, 'sh', layers, root],
  });
  const layers = `lowerdir=${root},upperdir=${path.join(folder, 'changes')},workdir=${path.join(folder, 'work')}`;
  const prepare = (/** @type {string} */ script) => void measure(bench.measurer, inOverlay(script));
  const build = inOverlay('exec ./build.sh');
  try {
    prepare('true');
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return error.message;
  }
  prepare('./build.sh');
  const samples = measureInTurn(
    bench.measurer,
    [
      {
        name: './build.sh, from scratch',
        command: () => (prepare('rm -rf dist build/stripped'), build),
      },
      {
        name: './build.sh, one line changed',
        command: (round) => (prepare(`echo "// ${round}" >>sdk-src/core/client.ts`), build),
      },
      { name: './build.sh, nothing changed', command: () => build },
      {
        name: 'its iftrue strip, from scratch',
        command: () => (
          prepare('rm -rf build/scratch'),
          inOverlay('exec build/release/iftrue strip -o build/scratch/{target}')
        ),
      },
    ],
    bench.rounds,
    bench.progress,
  );
  remove(folder);
  return samples;
}

/** In a mount namespace of its own; whoever is not root needs a user namespace for that. */
const privately = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--mount'];

/** @param {Samples} samples of `contestOfOurBuild` @returns {import('./report.mjs').Goal[]} */
export function goalsOfOurBuild(samples) {
  const [whole, changed] = ['./build.sh, from scratch', './build.sh, one line changed'];
  const share = ratio(samples, 'its iftrue strip, from scratch', whole);
  return [
    { measure: whole, goal: 3, reached: medianOf(samples, whole, 'wall'), unit: 's' },
    { measure: 'of that iftrue strip', goal: 2, reached: 100 * share, unit: '%' },
    { measure: changed, goal: 1, reached: medianOf(samples, changed, 'wall'), unit: 's' },
  ];
}
