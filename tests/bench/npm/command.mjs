// The command of the npm package: as WebAssembly beside the native program, and what Node.js adds to the program.
//
//   node tests/bench/npm/command.mjs [ROUNDS]
//
// Prints Markdown. Runs take turns; a ratio, and a difference, is the median of the rounds'.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = 2000;
const FILES_OF_A_FOLDER = 50;

const rounds = Number(process.argv[2] ?? 11);
const project = fileURLToPath(new URL('../../../', import.meta.url));
const native = path.join(project, `dist/npm-linux-${process.arch}/bin/iftrue`);
const wasm = path.join(project, 'dist/npm-wasm/bin/iftrue.js');

const scratch = mkdtempSync(path.join(tmpdir(), 'iftrue-bench-'));
try {
  const tree = makeTree(path.join(scratch, 'tree'));
  const again = ['strip', '-t', 'a', '-t', 'b'];
  const whole = () => rmSync(path.join(tree, 'out'), { recursive: true, force: true });
  const turns = { native: [native], WebAssembly: [process.execPath, wasm] };
  print(`${FILES} files, two targets`, [
    ...measured('strip, all written', turns, again, tree, whole),
    ...measured('strip, nothing changed', turns, again, tree),
    ...measured('check', turns, ['check'], tree),
  ]);

  const modules = path.join(scratch, 'node_modules');
  mkdirSync(path.join(modules, '@iftrue'), { recursive: true });
  symlinkSync(path.join(project, 'dist/npm'), path.join(modules, 'iftrue'));
  // Found from the package's own place, which Node.js resolves.
  const launcher = [process.execPath, path.join(modules, 'iftrue/bin/iftrue')];
  const env = { ...process.env, NODE_PATH: modules };
  symlinkSync(
    path.join(project, `dist/npm-linux-${process.arch}`),
    path.join(modules, `@iftrue/linux-${process.arch}`),
  );
  const starts = { native: [native], 'node -e 0': [process.execPath, '-e', '0', '--'], 'bin/iftrue': launcher };
  print(
    'the SDK',
    measured('check', starts, ['check'], project, () => {}, env),
  );
} finally {
  rmSync(scratch, { recursive: true });
}

/** @param {string} root */
function makeTree(root) {
  mkdirSync(root);
  const toml =
    'source = "src"\noutput = "out/{target}"\n[symbols]\nA = ""\nB = ""\n[targets]\na.symbols = ["A"]\nb.symbols = ["B"]\n';
  writeFileSync(path.join(root, 'iftrue.toml'), toml);
  const lines = Array.from(
    { length: 60 },
    (_, i) => `export const value${i} = compute(${i}, 'some text'); // line ${i}\n`,
  );
  const group = '/*IFTRUE_A*/\nconst own = 1;\n/*ELSE_A*/\nconst own = 2;\n/*FITRUE_A*/\n';
  const text = lines.map((line, i) => (i % 20 === 10 ? line + group : line)).join('');
  for (let i = 0; i < FILES; ++i) {
    const folder = path.join(root, 'src', `folder${Math.floor(i / FILES_OF_A_FOLDER)}`);
    if (i % FILES_OF_A_FOLDER === 0) mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `file${i}.ts`), `// ${i}\n${text}`);
  }
  return root;
}

/**
 * @param {string} what @param {Record<string, string[]>} programs the first is what the others are compared with
 * @param {string[]} args @param {string} cwd
 */
function measured(what, programs, args, cwd, before = () => {}, env = process.env) {
  const names = Object.keys(programs);
  /** @type {Map<string, number[]>} */ const times = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; ++round) {
    for (const [name, [program = '', ...first]] of Object.entries(programs)) {
      before();
      const begin = performance.now();
      const { status, stderr } = spawnSync(program, [...first, ...args], { cwd, env });
      times.get(name)?.push(performance.now() - begin);
      if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}`);
    }
  }
  const first = times.get(names[0] ?? '') ?? [];
  return [...times].map(([name, of]) => ({
    what,
    name,
    milliseconds: median(of),
    ratio: median(of.map((time, round) => time / (first[round] ?? NaN))),
    more: median(of.map((time, round) => time - (first[round] ?? NaN))),
  }));
}

/** @param {string} title @param {ReturnType<typeof measured>} rows */
function print(title, rows) {
  console.log(`\n| ${title} | | ms | ratio | more, ms |\n| --- | --- | ---: | ---: | ---: |`);
  for (const { what, name, milliseconds, ratio, more } of rows) {
    console.log(`| ${what} | ${name} | ${milliseconds.toFixed(1)} | ${ratio.toFixed(2)} | ${more.toFixed(1)} |`);
  }
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
