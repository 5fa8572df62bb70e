// A webpack build of 2,000 modules with each loader, and without one:
//
//   node tests/bench/npm/webpack.mjs [ROUNDS]
//
// Prints Markdown. Builds take turns, each in a process of its own; a ratio is the median of the rounds' ratios. Time of the
// processor, of all threads of the build, is what other work on the machine changes least.

import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = 2000;

const own = fileURLToPath(import.meta.url);
// webpack stands where the adapters are tested.
const require = createRequire(new URL('../../adapters/package.json', import.meta.url));

const names = ['js-conditional-compile-loader', 'iftrue/loader', 'no loader'];

const [first, loader] = process.argv.slice(2);
if (first !== undefined && loader !== undefined) await build(first, loader);
else await compare(Number(first ?? 15));

/** Prints the milliseconds of one build, and those of the processor. @param {string} root @param {string} loader */
async function build(root, loader) {
  const webpack = require('webpack');
  const options = { isDebug: false, WX: true, WEB: false };
  const rules =
    loader === 'no loader' ? [] : [{ test: /\.js$/, include: path.join(root, 'src'), use: [{ loader, options }] }];
  const begin = performance.now();
  const compiler = webpack({
    context: root,
    mode: 'development',
    devtool: false,
    entry: './src/main.js',
    output: { path: path.join(root, 'out') },
    module: { rules },
  });
  compiler.run((/** @type {Error | null} */ error, /** @type {import('webpack').Stats} */ stats) => {
    if (error !== null || stats.hasErrors() || stats.compilation.modules.size < MODULES)
      throw error ?? new Error(stats.toString());
    compiler.close(() => {
      const { user, system } = process.cpuUsage();
      console.log(JSON.stringify([performance.now() - begin, (user + system) / 1000]));
    });
  });
}

/** @param {number} i */
function moduleText(i) {
  let text = '';
  for (let line = 0; line < 20; ++line) {
    text += `export function value${line}(options) {\n  return compute(options.first, 'text ${i}'); // done\n}\n`;
    if (line % 7 === 3) text += `/*IFTRUE_WX*/\nexport const wx${line} = 'wx ${i}';\n/*FITRUE_WX*/\n`;
  }
  return `const compute = (first, text) => first + text;\n${text}`;
}

/** @param {number} rounds */
async function compare(rounds) {
  const root = await mkdtemp(path.join(tmpdir(), 'iftrue-bench-'));
  await mkdir(path.join(root, 'src'));
  await mkdir(path.join(root, 'node_modules'));
  await symlink(fileURLToPath(new URL('../../../dist/npm', import.meta.url)), path.join(root, 'node_modules/iftrue'));
  const theirs = path.dirname(require.resolve('js-conditional-compile-loader/package.json'));
  await symlink(theirs, path.join(root, 'node_modules/js-conditional-compile-loader'));
  let main = '';
  for (let i = 0; i < MODULES; ++i) {
    await writeFile(path.join(root, `src/m${i}.js`), moduleText(i));
    main += `import './m${i}.js';\n`;
  }
  await writeFile(path.join(root, 'src/main.js'), main);

  const times = names.map(() => /** @type {[number, number][]} */ ([]));
  for (let round = -1; round < rounds; ++round) {
    for (const [i, name] of names.entries()) {
      const { stdout, stderr } = spawnSync(process.execPath, [own, root, name], { encoding: 'utf8' });
      if (!stdout.startsWith('[')) throw new Error(stdout + stderr);
      if (round >= 0) times[i].push(JSON.parse(stdout)); // the first round fills the system's caches
    }
  }
  await rm(root, { recursive: true });
  console.log(
    `| webpack, ${MODULES} modules | ms | ratio | processor, ms | ratio |\n| --- | ---: | ---: | ---: | ---: |`,
  );
  for (const [i, name] of names.entries()) {
    const cells = [0, 1].flatMap((kind) => [
      median(times[i].map((pair) => pair[kind])).toFixed(0),
      median(times[i].map((pair, round) => pair[kind] / times[0][round][kind])).toFixed(3),
    ]);
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
