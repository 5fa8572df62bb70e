// What only webpack and Rspack have: threads, requests that switch rules off, assets, identifiers of modules.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as testWithoutLimit } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rspack } from '@rspack/core';
import webpack from 'webpack';
import { App } from './app.mjs';
import { built, watched } from './compiler.mjs';
import { configured as forRspack } from './tools/rspack.mjs';
import { configured as forWebpack } from './tools/webpack.mjs';
import { run } from '../process.mjs';

const packages = fileURLToPath(new URL('node_modules', import.meta.url));
const dist = fileURLToPath(new URL('../../dist/npm', import.meta.url));

/** @param {string} name @param {(t: import('node:test').TestContext) => Promise<void>} run which may wait for a build forever */
const test = (name, run) => testWithoutLimit(name, { timeout: 120_000 }, run);

/** @typedef {import('./tool.js').Built} Built */

/** Configurations are made of parts here, as which no type of theirs has them. @typedef {(configuration: object) => import('./compiler.mjs').Compiler} Create */
const [createWebpack, createRspack] = /** @type {[Create, Create]} */ (/** @type {unknown} */ ([webpack, rspack]));

const tools = [
  { name: 'webpack', configured: forWebpack, create: createWebpack },
  { name: 'Rspack', configured: forRspack, create: createRspack },
];

/** @param {import('node:test').TestContext} t */
async function create(t) {
  const app = await App.create();
  t.after(() => app.close());
  /** @param {'web' | 'wx'} target */
  const job = (target, options = {}) => ({
    root: app.root,
    out: app.path('out'),
    options: { project: app.root, target, ...options },
  });
  return { app, job };
}

/** Builds, one after the other, as they come. */
class Builds {
  /** @type {Built[]} */ #waiting = [];
  #wake = () => {};

  /** @param {Built} built */
  add = (built) => {
    this.#waiting.push(built);
    this.#wake();
  };

  /** @param {(built: Built) => boolean} holds @returns {Promise<Built>} */
  async until(holds) {
    for (;;) {
      for (let built = this.#waiting.shift(); built !== undefined; built = this.#waiting.shift()) {
        if (holds(built)) return built;
      }
      await new Promise((resolve) => (this.#wake = () => resolve(undefined)));
    }
  }
}

/** @param {string} shown */
const errorsIn = (shown) => shown.match(/^ERROR in/gm)?.length;

for (const { name, configured, create: compilerOf } of tools) {
  /** @param {Parameters<typeof configured>[0]} job @param {object} rest */
  const compiler = (job, rest = {}) => compilerOf({ ...configured(job), ...rest });

  /** @param {Parameters<typeof configured>[0]} job */
  const onlyOurs = (job) => configured(job).plugins?.slice(0, 1);

  test(`${name}: style sheets that css-loader imports`, async (t) => {
    const { app, job } = await create(t);
    await writeFile(app.path('src/base.css'), await app.read('src/style.module.css'));
    await app.edit('src/style.module.css', /^/, "@import './base.css';\n");
    await app.edit('src/style.module.css', /\/\*IFTRUE[^]*FITRUE_WEB\*\//, '');
    const module = { rules: [{ test: /\.css$/, type: 'javascript/auto', use: ['css-loader'] }] };
    for (const target of /** @type {const} */ (['web', 'wx'])) {
      const { ok, shown } = await built(
        compiler(job(target), {
          entry: './src/style.module.css',
          module,
          plugins: onlyOurs(job(target)),
        }),
      );
      assert.ok(ok, shown);
      assert.deepEqual(await app.words(app.path('out')), [`${target}:css`]);
    }
  });

  test(`${name}: bytes that are no text`, async (t) => {
    const { app, job } = await create(t);
    const bytes = Uint8Array.from({ length: 512 }, (_, i) => i % 256);
    await writeFile(app.path('src/bytes.bin'), bytes);
    await app.edit('src/vue.ts', /$/, "console.log(new URL('./bytes.bin', import.meta.url).href);\n");
    const { ok, shown } = await built(compiler(job('web')));
    assert.ok(ok, shown);
    const [asset = ''] = (await readdir(app.path('out'))).filter((file) => file.endsWith('.bin'));
    assert.deepEqual(await readFile(path.join(app.path('out'), asset)), Buffer.from(bytes));
  });

  test(`${name}: a warning in a component once`, async (t) => {
    const { app, job } = await create(t);
    await app.edit('src/Panel.vue', '/*IFTRUE_WEB*/', '// IFTURE_WX\n/*IFTRUE_WEB*/');
    const exclude = ['x/[!a]#|*']; // what the requests for its parts are made of, too
    const { ok, shown } = await built(compiler(job('web', { exclude })));
    assert.ok(ok, shown);
    assert.equal(shown.match(/W101/g)?.length, 1, shown);
  });

  test(`${name}: all errors of a file, none of the code that found them`, async (t) => {
    const { app, job } = await create(t);
    await app.edit('src/main.ts', '/*FITRUE_WEB*/', '/*FITRUE_WEBB*/');
    await app.edit('src/main.ts', '/*IFTRUE_WX login(), FITRUE_WX*/', '/*FITRUE_WX*/');
    const { shown } = await built(compiler(job('web')));
    assert.match(shown, /main\.ts:20:7: .*\[E008\]/);
    assert.match(shown, /main\.ts:25:7: .*\[E\d+\]/);
    assert.doesNotMatch(shown, /^\s*at .*:\d+:\d+\)?$/m);
  });

  test(`${name}: a broken project file once, until it is mended`, async (t) => {
    const { app, job } = await create(t);
    const entry = { a: './src/main.ts', b: './src/view.tsx', c: './src/data.json' };
    const builds = new Builds();
    const watching = watched(compiler(job('web'), { entry }), builds.add);
    t.after(() => watching.close());
    await builds.until(({ ok }) => ok);
    await app.edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["IOS", "QT"]');
    // There may be builds of the file while it is written.
    const both = /iftrue\.toml: targets\.web: symbol 'IOS'.*iftrue\.toml: .* symbol 'QT' is not in/s;
    const { shown } = await builds.until((built) => both.test(built.shown));
    assert.equal(errorsIn(shown), 1, shown);
    await app.edit('iftrue.toml', 'symbols = ["IOS", "QT"]', 'symbols = ["WEB"]');
    await builds.until(({ ok }) => ok);
    const other = await built(compiler(job('web'), { entry }));
    assert.ok(other.ok, other.shown);
  });

  test(`${name}: a file that becomes the project's concern while it is watched`, async (t) => {
    const { app, job } = await create(t);
    const builds = new Builds();
    const watching = watched(compiler(job('web')), builds.add);
    t.after(() => watching.close());
    await builds.until(({ ok }) => ok);
    await app.edit('iftrue.toml', /$/, '[[files]]\nglob = "*.svg"\nwhen = "WX"\n');
    await builds.until(({ shown }) => /logo\.svg' does not exist for target 'web'/.test(shown));
  });

  // Modules have numbers that depend on the loaders of the others.
  test(`${name}: the same output in another folder`, async (t) => {
    const outputs = [];
    for (const _ of [1, 2]) {
      const { app, job } = await create(t);
      await writeFile(app.path('src/entry.js'), "import data from './data.json';\nconsole.log(data);\n");
      const optimization = { concatenateModules: false };
      const rest = { entry: './src/entry.js', plugins: onlyOurs(job('web')), module: {}, optimization };
      const { ok, shown } = await built(compiler(job('web'), rest));
      assert.ok(ok, shown);
      outputs.push(await readFile(app.path('out/main.js'), 'utf8'));
    }
    assert.equal(outputs[0], outputs[1]);
  });
}

test('webpack: threads', async (t) => {
  const { app, job } = await create(t);
  const config = (/** @type {'web' | 'wx'} */ target) => {
    const own = forWebpack(job(target));
    const rules = [
      {
        test: /\.tsx?$/,
        use: [
          { loader: 'thread-loader', options: { workers: 1 } },
          { loader: 'esbuild-loader', options: { target: 'es2022', jsxFactory: 'h' } },
        ],
      },
      ...(own.module?.rules ?? []).filter((rule) => !`${/** @type {{ test: RegExp }} */ (rule).test}`.includes('ts')),
    ];
    return {
      ...own,
      entry: './src/main.ts',
      module: { rules },
      plugins: own.plugins?.filter((plugin) => !(plugin?.constructor.name === 'VueLoaderPlugin')),
    };
  };
  for (const target of /** @type {const} */ (['web', 'wx'])) {
    const { ok, shown } = await built(createWebpack(config(target)));
    assert.ok(ok, shown);
    const words = await app.words(app.path('out'));
    assert.deepEqual(
      words,
      ['css', ...(target === 'wx' ? ['file'] : []), 'json', 'jsx', 'ts', 'tsx'].map((kind) => `${target}:${kind}`),
    );
  }
  const builds = new Builds();
  const watching = watched(createWebpack(config('web')), builds.add);
  t.after(() => watching.close());
  await builds.until(({ ok }) => ok);
  await app.edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]');
  for (let words = ['']; !words.includes('wx:tsx'); words = await app.words(app.path('out'))) {
    await builds.until(({ ok }) => ok);
  }
  await app.edit('src/view.tsx', 'ELSE_WX', 'ELSE_QT');
  await app.edit('src/main.ts', 'console.log', '// IFTURE_WX\nconsole.log');
  await builds.until(
    ({ shown }) => /view\.tsx:7:29: .*\[E008\]/.test(shown) && /main\.ts:29:4: .*\[W101\]/.test(shown),
  );
});

test('TypeScript: configurations of webpack and Rspack take the plugins, and the wrong options are errors', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'iftrue-types-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, 'node_modules'));
  for (const name of ['webpack', '@rspack', '@types']) {
    await symlink(path.join(packages, name), path.join(folder, 'node_modules', name));
  }
  await symlink(dist, path.join(folder, 'node_modules/iftrue'));
  /** @param {(name: string, from: string) => string} load */
  const uses = (
    load,
  ) => `${load('webpack', 'iftrue/webpack')}${load('rspack', 'iftrue/rspack')}${load('loader', 'iftrue/loader')}
import type { Compiler, Configuration } from 'webpack';
import type { Compiler as RspackCompiler, Configuration as RspackConfiguration } from '@rspack/core';
const first: Configuration = { plugins: [webpack({ target: 'web', symbols: { WEB: true }, include: '**/*.ts' })] };
const second: RspackConfiguration = { plugins: [rspack({ target: 'web', layout: 'compact', check: false })] };
const apply = (a: Compiler, b: RspackCompiler): void => (webpack().apply(a), rspack().apply(b));
const text: string | undefined = loader.call({ query: { isDebug: true } }, 'text');
// @ts-expect-error: there is no such layout
webpack({ layout: 'tight' });
// @ts-expect-error: there is no such option
rspack({ targets: ['web'] });
export { first, second, apply, text };
`;
  const esm = (/** @type {string} */ name, /** @type {string} */ from) => `import ${name} from '${from}';\n`;
  const cjs = (/** @type {string} */ name, /** @type {string} */ from) => `import ${name} = require('${from}');\n`;
  await writeFile(path.join(folder, 'a.mts'), uses(esm));
  await writeFile(path.join(folder, 'b.cts'), uses(cjs));
  const options = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--module',
    'nodenext',
    '--target',
    'es2022',
  ];
  const compiler = path.join(packages, 'typescript/bin/tsc');
  const { status, stdout } = run(process.execPath, [compiler, ...options, '--skipLibCheck', 'a.mts', 'b.cts'], {
    cwd: folder,
  });
  assert.equal(stdout, '');
  assert.equal(status, 0);
});
