// Runs the benchmark: see README.md. The programs that it runs: see programs.mjs.

import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { contestOfBuilds, contestOfOurBuild, goalsOfOurBuild } from './builds.mjs';
import {
  compareTrees,
  contestOfFiles,
  contestOfReruns,
  contestOfStarts,
  contestOfTrees,
  makeFiles,
} from './contests.mjs';
import { target } from './contestants.mjs';
import { openGrounds, remove } from './ground.mjs';
import { growthWithBytes, growthWithFiles, growthWithThreads, steepest } from './growth.mjs';
import { measure, medianOf, ratio } from './measure.mjs';
import { plot } from './plots.mjs';
import { program } from './programs.mjs';
import { publishResults } from './publish.mjs';
import { asMarkdown, asText, machine, tableOf, tableOfGoals, tableOfSeries } from './report.mjs';
import { besideMemchr, inConditional, inPlain, speedsOfScanning, tableOfScanning } from './scanning.mjs';
import { folderOf, makeTree, sourceOf } from './trees.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const quick = process.argv.includes('--quick');
const publish = process.argv.includes('--publish');

/** The full sizes, and such as take two minutes in all. */
const sizes = quick
  ? { large: 1000, small: 200, file: 16e6, many: 5000, files: [100, 400, 1600], bytes: [1e6, 4e6, 16e6] }
  : {
      large: 50_000,
      small: 2000,
      file: 256 * 2 ** 20,
      many: 500_000,
      files: [1000, 4000, 16_000, 64_000],
      bytes: [4e6, 16e6, 64e6, 256e6, 1e9],
    };
const bytesOfFile = { large: 8000, small: 6000, median: 3000, tiny: 100 };
const large = { files: sizes.large, bytes: sizes.large * bytesOfFile.large, median: bytesOfFile.median };

/** @param {string} text */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

const bench = { tool: program('IFTRUE'), measurer: program('BENCH_MEASURE'), rounds: 3, progress };
const { memory, disk } = openGrounds(root, quick ? 100e6 : 6e9);
if (memory === disk) process.stdout.write('/dev/shm has not the room: everything is measured on the disk\n\n');
const results = path.join(root, 'build/bench');
mkdirSync(results, { recursive: true });

/** @type {import('./report.mjs').Goal[]} */
const goals = [];
/** @type {import('./report.mjs').Table[]} */
const tables = [];
/** @type {string[]} */
const plots = [];
const kind = machine();
const date = new Date().toISOString().slice(0, 10);
/** @type {Record<string, unknown>} */
const raw = { machine: kind, date, quick };

/** @param {import('./report.mjs').Table} table */
function show(table) {
  progress('');
  tables.push(table);
  process.stdout.write(`${asText(table)}\n`);
}

/** @param {string} title @param {import('./measure.mjs').Samples} samples @param {string} base */
function showContest(title, samples, base) {
  raw[title] = Object.fromEntries(samples);
  show(tableOf(title, samples, base));
}

/** @param {import('./growth.mjs').Series} series */
function showSeries(series) {
  raw[series.title] = series;
  show(tableOfSeries(series));
  plots.push(`${series.name}.svg`);
  plot(series, path.join(results, `${series.name}.svg`));
  return series;
}

/** @param {string} title @param {number} files */
const called = (title, files) => `${title}: ${files.toLocaleString('en-US')} files`;

function trees() {
  progress('making the tree');
  const tree = makeTree(path.join(memory.folder, 'large'), large, ['iftrue', 'unifdef', 'ifdef']);
  process.stdout.write(
    `${compareTrees(bench, tree, memory)
      .map((line) => `agreed: ${line}`)
      .join('\n')}\n\n`,
  );

  const contest = contestOfTrees(bench, tree, memory, { beside: 'all peers' });
  showContest(`${called('A tree', tree.files)}, ${Math.round(tree.bytes / 1e6)} MB, ${memory.name}`, contest, 'cp -r');
  goals.push({
    measure: `the tree, one target, ${memory.name}`,
    goal: 0.5,
    reached: ratio(contest, 'iftrue', 'cp -r'),
    unit: '× cp -r',
  });
  goals.push({
    measure: 'the tree, beside the system calls that it takes',
    goal: 1.1,
    reached: ratio(contest, 'iftrue', 'its system calls alone'),
    unit: '× those alone',
  });
  goals.push({
    measure: 'the tree, four targets',
    goal: 1.45,
    reached: ratio(contest, 'iftrue, four targets', 'cp -r'),
    unit: '× cp -r',
  });
  goals.push({
    measure: 'memory, the tree',
    goal: 24,
    reached: medianOf(contest, 'iftrue', 'memory') / 1e6,
    unit: 'MB',
  });

  const again = contestOfReruns({ ...bench, rounds: bench.rounds * 3 }, tree, memory);
  showContest('The same tree again, and checked', again, 'find -printf');
  for (const name of ['nothing changed', 'one file changed']) {
    goals.push({
      measure: `the tree, ${name}`,
      goal: 1.2,
      reached: ratio(again, name, 'find -printf'),
      unit: '× find -printf',
    });
  }
  goals.push({
    measure: 'a fresh checkout, the output kept',
    goal: 1.3,
    reached: ratio(again, 'a fresh checkout, the output kept', 'grep, both trees'),
    unit: '× grep',
  });
  goals.push({
    measure: 'check of the tree, all targets',
    goal: 0.25,
    reached: ratio(again, 'check, all targets', 'cp -r'),
    unit: '× cp -r',
  });

  const source = sourceOf(tree.folder, 'iftrue');
  showSeries(growthWithThreads(bench, memory, source, folderOf(tree.folder, 'iftrue'), availableParallelism()));
  remove(tree.folder);
}

function smallTree() {
  const specification = { files: sizes.small, bytes: sizes.small * bytesOfFile.small, median: bytesOfFile.median };
  const tree = makeTree(path.join(memory.folder, 'small'), specification, ['iftrue']);
  const contest = contestOfTrees({ ...bench, rounds: bench.rounds * 3 }, tree, memory, { beside: 'the limits' });
  showContest(`${called('A small tree', tree.files)}, ${memory.name}`, contest, 'cp -r');
  goals.push({
    measure: 'the small tree, one target',
    goal: 0.65,
    reached: ratio(contest, 'iftrue', 'cp -r'),
    unit: '× cp -r',
  });
  remove(tree.folder);
}

function treeOnDisk() {
  const tree = makeTree(path.join(disk.folder, 'large'), large, ['iftrue']);
  const contest = contestOfTrees(bench, tree, disk, { beside: 'the limits' });
  showContest(`${called('A tree', tree.files)}, ${disk.name}`, contest, 'cp -r');
  goals.push({
    measure: `the tree, one target, ${disk.name}`,
    goal: 0.75,
    reached: ratio(contest, 'iftrue', 'cp -r'),
    unit: '× cp -r',
  });
  remove(tree.folder);
}

/** What a run needs for each file beyond its name. */
function memoryOfMany() {
  const taken = [sizes.many / 10, sizes.many].map((files) => {
    const tree = makeTree(
      path.join(memory.folder, 'many'),
      { files, bytes: files * bytesOfFile.tiny, median: bytesOfFile.tiny / 2 },
      ['iftrue'],
    );
    const output = path.join(memory.folder, 'many-out');
    const argv = [bench.tool, 'strip', '-t', target, '-j2', sourceOf(tree.folder, 'iftrue'), '-o', output];
    const sample = measure(bench.measurer, { argv, cwd: folderOf(tree.folder, 'iftrue') });
    remove(output, tree.folder);
    return { files, names: tree.nameBytes, memory: sample.memory, wall: sample.wall };
  });
  const [few, many] = taken;
  raw.memory = taken;
  const each = (many.memory - few.memory) / (many.files - few.files);
  show({
    title: 'Memory by files',
    head: ['files', 'memory', 'names', 'wall'],
    rows: taken.map(({ files, memory: bytes, names, wall }) => [
      files.toLocaleString('en-US'),
      `${(bytes / 1e6).toFixed(1)} MB`,
      `${(names / 1e6).toFixed(1)} MB`,
      `${wall.toFixed(2)} s`,
    ]),
  });
  goals.push({
    measure: 'memory of one more file',
    goal: 1,
    reached: each / (many.names / many.files),
    unit: '× its name',
  });
}

function files() {
  const folder = path.join(memory.folder, 'files');
  const made = makeFiles(folder, sizes.file);
  const contest = contestOfFiles({ ...bench, rounds: bench.rounds * 2 }, memory, made);
  showContest(`One file of ${Math.round(sizes.file / 1e6)} MB, ${memory.name}`, contest, 'cp');
  for (const layout of ['preserve', 'compact', 'loader']) {
    const name = `iftrue, ${layout}`;
    goals.push({ measure: `one file, ${layout}`, goal: 1.2, reached: ratio(contest, name, 'cp'), unit: '× cp' });
    goals.push({
      measure: `memory, one file, ${layout}`,
      goal: 32,
      reached: medianOf(contest, name, 'memory') / 1e6,
      unit: 'MB',
    });
  }
  scanning(made.plain);
  remove(folder);
}

/** @param {string} plain a file without directives */
function scanning(plain) {
  const speeds = speedsOfScanning(program('BENCH_SCAN'), plain, quick ? 3 : 9);
  raw.scanning = Object.fromEntries(speeds);
  show(tableOfScanning(`In memory, ${Math.round(sizes.file / 1e6)} MB`, speeds));
  for (const [what, goal, name] of /** @type {const} */ ([
    ['no directives', 0.8, inPlain],
    ['a conditional each 2 KB', 0.25, inConditional],
  ])) {
    goals.push({
      measure: `scanning, ${what}`,
      goal,
      reached: besideMemchr(speeds, name),
      unit: '× memchr',
      least: true,
    });
  }
}

function starting() {
  const contest = contestOfStarts(bench, memory);
  showContest('Starting: 1 KB from standard input', contest, 'cat');
  const more = medianOf(contest, 'iftrue strip -', 'wall') - medianOf(contest, 'cat', 'wall');
  goals.push({ measure: 'starting', goal: 3, reached: more * 1e3, unit: 'ms over cat' });
}

/** Shorter times are those of starting. */
const leastTime = quick ? 0.1 : 0.05;

function growthByFiles() {
  const series = showSeries(growthWithFiles(bench, memory, sizes.files, bytesOfFile.large));
  const reached = steepest(series, ['iftrue'], leastTime);
  goals.push({ measure: 'growth with files (1 is linear)', goal: 1.2, reached, unit: '' });
}

function growthByBytes() {
  const series = showSeries(growthWithBytes(bench, memory, sizes.bytes));
  const lines = Object.keys(series.lines).filter((name) => name !== 'cp');
  const reached = steepest(series, lines, leastTime);
  goals.push({ measure: 'growth with bytes (1 is linear)', goal: 1.2, reached, unit: '' });
}

function builds() {
  const contest = contestOfBuilds(bench, disk, root);
  showContest("The SDK's bundles, beside the build that this one replaces", contest, 'iftrue, esbuild');
  const ours = contestOfOurBuild(bench, memory, root);
  if (typeof ours === 'string') return void process.stdout.write(`./build.sh is not measured: ${ours}\n`);
  showContest('The SDK, by ./build.sh', ours, './build.sh, from scratch');
  goals.push(...goalsOfOurBuild(ours));
}

/** By the names that the command line has for them. @type {Record<string, () => void>} */
const parts = {
  trees,
  'small-tree': smallTree,
  files,
  starting,
  'growth-files': growthByFiles,
  'growth-bytes': growthByBytes,
  memory: memoryOfMany,
  disk: treeOnDisk,
  ...(quick ? {} : { builds }),
};
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) throw new Error(`there is no part ${unknown}; there are: ${Object.keys(parts).join(', ')}`);
const times = Object.entries(parts)
  .filter(([name]) => wanted.length === 0 || wanted.includes(name))
  .map(([name, part]) => {
    const begin = performance.now();
    part();
    return `${name} ${((performance.now() - begin) / 1000).toFixed(0)} s`;
  });
const summary = tableOfGoals(goals, quick ? 'Goals, which are for larger sizes than these' : 'Goals');
show(summary);
raw.goals = goals;
writeFileSync(path.join(results, 'results.json'), `${JSON.stringify(raw, null, 1)}\n`);
writeFileSync(path.join(results, 'table.txt'), tables.map(asText).join('\n'));
writeFileSync(path.join(results, 'table.md'), tables.map(asMarkdown).join('\n'));
process.stdout.write(`Tables and plots: ${path.relative(process.cwd(), results) || '.'}; took: ${times.join(', ')}\n`);

if (publish) publishResults(root, { date, machine: kind, tables: [tables[0], summary], plots, folder: results });
