// iftrue/loader beside the real js-conditional-compile-loader: the same options, the same text.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { rspack } from '@rspack/core';
import { VueLoaderPlugin } from 'vue-loader';
import webpack from 'webpack';
import { randomFlatFile, renderFlatFile } from '../differential/flat_file.mjs';
import { Random } from '../differential/random.mjs';

const FILES = 3000;

const require = createRequire(import.meta.url);
const ours = require('../../dist/npm/loader.js');
// @ts-expect-error: it has no types
const theirs = require('js-conditional-compile-loader');
const packages = fileURLToPath(new URL('node_modules', import.meta.url));
const dist = fileURLToPath(new URL('../../dist/npm', import.meta.url));

const NAMES = ['A', 'AB', 'b', 'DEBUG', 'isDebug', 'toString', 'layout', 'check'];
const VALUES = [true, true, false, false, undefined, null, 0, 1, NaN, '', 'false', 'true', 'no', {}, []];

/** A flat file, with words that say more to the loader than to the generator. @param {number} seed */
function textOf(seed) {
  const text = renderFlatFile(randomFlatFile(new Random(seed), seed));
  return text
    .replaceAll('TRUE_AB_2', 'TRUE_DEBUG')
    .replaceAll('TRUE_7', 'TRUE_isDebug')
    .replaceAll('TRUE__', 'TRUE_toString');
}

/** A query in one of the ways that webpack gives it; each call makes a new one. @param {Random} random @returns {() => unknown} */
function queryOf(random) {
  const names = NAMES.filter(() => random.once(2));
  const values = names.map(() => random.pick(VALUES));
  const entries = names.map((name, i) => /** @type {const} */ ([name, values[i]]));
  switch (random.below(4)) {
    case 0: {
      const json = entries.map(
        ([name, value]) => `${name}: ${Number.isNaN(value) ? 'NaN' : (JSON.stringify(value) ?? 'null')},`,
      );
      return () => `?{${json.join(' ')}}`;
    }
    case 1: {
      const written = entries.map(([name, value]) => {
        if (value === 1) return name;
        if (value === 0) return `-${name}`;
        if (value === '') return `+${name}`;
        return Array.isArray(value) ? `${name}[]=x` : `${name}=${encodeURIComponent(`${value}`)}`;
      });
      const separators = written.map(() => random.pick(['&', ',']));
      return () => `?${written.map((each, i) => (i === 0 ? each : separators[i] + each)).join('')}`;
    }
    case 2:
      return () => Object.freeze(Object.fromEntries(entries));
    default: {
      const changeSource = random.pick([
        undefined,
        null,
        (/** @type {string} */ text, /** @type {object} */ options) => `${text.length}${text}${Object.keys(options)}`,
      ]);
      return () => ({ ...Object.fromEntries(entries), changeSource });
    }
  }
}

test(`${FILES} files: the same text by the same options`, () => {
  const counts = { changed: 0, debug: 0 };
  for (let seed = 1; seed <= FILES; ++seed) {
    const text = textOf(seed);
    const random = new Random(seed ^ 0x5eed);
    process.env['NODE_ENV'] = random.pick(['development', 'production']);
    const make = queryOf(random);
    const [own, other] = [make(), make()];
    // Twice: the first call leaves isDebug in the options.
    for (const _ of [1, 2]) {
      const expected = theirs.call({ query: other }, text);
      assert.equal(ours.call({ query: own }, text), expected, `${seed}: ${JSON.stringify([text, own])}`);
      if (expected !== text) ++counts.changed;
      if (/TRUE_DEBUG/.test(text)) ++counts.debug;
    }
    if (typeof own === 'object') assert.deepEqual(Object.keys(own ?? {}), Object.keys(other ?? {}), `${seed}`);
  }
  delete process.env['NODE_ENV'];
  assert.ok(counts.changed > FILES && counts.debug > FILES / 5, JSON.stringify(counts));
});

/** A folder with sources in which both loaders are installed. @param {import('node:test').TestContext} t @param {Record<string, string>} files */
async function project(t, files) {
  const root = await mkdtemp(path.join(tmpdir(), 'iftrue-loader-'));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(path.join(root, 'node_modules'));
  await symlink(dist, path.join(root, 'node_modules/iftrue'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  return root;
}

/** @param {string} root @param {import('webpack').Configuration} configuration */
async function built(root, configuration) {
  const modules = [path.join(root, 'node_modules'), packages];
  const out = path.join(root, 'out');
  await rm(out, { recursive: true, force: true });
  const compiler = webpack({
    context: root,
    mode: 'production',
    devtool: false,
    entry: './src/main.js',
    output: { path: out },
    optimization: { minimize: false, moduleIds: 'natural' },
    resolve: { modules },
    resolveLoader: { modules },
    externals: { vue: 'commonjs vue' },
    ...configuration,
  });
  /** @type {import('webpack').Stats} */
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, stats) => compiler.close(() => (stats ? resolve(stats) : reject(error)))),
  );
  /** @type {Record<string, string>} */ const outputs = {};
  for (const name of (await readdir(out).catch(() => [])).sort()) {
    // Less the comments that name the modules, loaders among them.
    outputs[name] = (await readFile(path.join(out, name), 'utf8')).replace(/^;\/\/ .*$/gm, ';');
  }
  const shown = stats.toString({ all: false, errors: true, warnings: true });
  return { ok: !stats.hasErrors(), shown, outputs, files: [...stats.compilation.fileDependencies] };
}

const SOURCES = {
  'src/main.js': `import './Panel.vue';
import { flag } from './flag.js';
import text from './text.txt';
/* IFTRUE_forAlibaba */
console.log('alibaba', flag);
/* FITRUE_forAlibaba */
console.log('win', { dir: text /*IFDEBUG , reload: true FIDEBUG*/});
`,
  'src/flag.js': `export const flag = [
  /*IFTRUE_myFlag*/ 'my flag', /*FITRUE_myFlag*/
  /*IFTRUE_envTest 'test', FITRUE_envTest*/
  /*IFDEBUG*/ 'debug', /*FIDEBUG*/
  'page.aspx',
];
`,
  'src/text.txt': 'a /*IFDEBUG*/ debug /*FIDEBUG*//*IFTRUE_myFlag flag FITRUE_myFlag*/ b',
  'src/Panel.vue': `<template>
  <div>/* IFTRUE_myFlag <h2>my flag</h2> FITRUE_myFlag */</div>
</template>
<script>
export default { data: { /* IFTRUE_myFlag falgData: 'Flag Data', FITRUE_myFlag */ } };
</script>
`,
};

const VUE = { rules: [{ test: /\.txt$/, type: 'asset/source' }] };

/** As the readme of the loader has it. @param {string} loader @param {string} root @param {Record<string, unknown>} options @returns {import('webpack').Configuration} */
function fromReadme(loader, root, options) {
  const conditionalCompiler = { loader, options };
  return {
    plugins: [new VueLoaderPlugin()],
    module: {
      rules: [
        ...VUE.rules,
        { test: /\.txt$/, use: [conditionalCompiler] },
        { test: /\.vue$/, use: ['vue-loader', conditionalCompiler] },
        {
          test: /\.js$/,
          include: [path.join(root, 'src'), path.join(root, 'test')],
          use: [{ loader: 'babel-loader', options: { configFile: false, cwd: root } }, conditionalCompiler],
        },
      ],
    },
  };
}

/** Loaders that webpack is told of in other ways. @param {string} loader @param {string} vue @param {string} js @param {string} text @returns {import('webpack').Configuration} */
function fromStrings(loader, vue, js, text) {
  return {
    plugins: [new VueLoaderPlugin()],
    module: {
      rules: [
        ...VUE.rules,
        { test: /\.vue$/, use: ['vue-loader', loader + vue] },
        { test: /\.js$/, exclude: /node_modules/, use: [loader + js] },
        { test: /\.txt$/, use: [loader + text] },
      ],
    },
  };
}

/** @type {Record<string, (loader: string, root: string) => import('webpack').Configuration>} */
const configurations = {
  'isDebug by default': (loader, root) => fromReadme(loader, root, { envTest: true, myFlag: undefined }),
  'the readme, off': (loader, root) =>
    fromReadme(loader, root, { isDebug: process.env['NODE_ENV'] === 'development', envTest: false, myFlag: 'false' }),
  'the readme, on': (loader, root) => fromReadme(loader, root, { isDebug: true, forAlibaba: 1, myFlag: 'yes' }),
  changeSource: (loader, root) =>
    fromReadme(loader, root, {
      changeSource: (/** @type {string} */ source, /** @type {{ isDebug: boolean }} */ { isDebug }) =>
        source.replace(/\.aspx\b/i, isDebug ? '.debug' : '.do'),
    }),
  'query strings': (loader) =>
    fromStrings(loader, '?myFlag', '?-isDebug&forAlibaba=true,myFlag=false', '?isDebug=null'),
  'queries of JSON5': (loader) => fromStrings(loader, '?{myFlag:1}', "?{isDebug:true,/**/forAlibaba:'x'}", '?{}'),
};

for (const [name, configure] of Object.entries(configurations)) {
  test(`webpack: ${name}`, async (t) => {
    const root = await project(t, SOURCES);
    const expected = await built(root, configure('js-conditional-compile-loader', root));
    const actual = await built(root, configure('iftrue/loader', root));
    assert.ok(expected.ok && actual.ok, expected.shown + actual.shown);
    assert.deepEqual(actual.outputs, expected.outputs);
    assert.match(actual.outputs['main.js'] ?? '', /'win'/);
    assert.doesNotMatch(actual.outputs['main.js'] ?? '', /IFTRUE|IFDEBUG/);
  });
}

/** @param {string} root @param {Record<string, unknown>} options @param {import('webpack').Configuration} [rest] */
const withOptions = (root, options, rest) =>
  built(root, { module: { rules: [{ test: /\.js$/, use: [{ loader: 'iftrue/loader', options }] }] }, ...rest });

test('Rspack: options and query strings', async (t) => {
  const root = await project(t, { 'src/main.js': 'f(/*IFTRUE_a*/1/*FITRUE_a*/ /*IFDEBUG*/+ 2/*FIDEBUG*/);\n' });
  const uses = [{ loader: 'iftrue/loader', options: { a: true } }, 'iftrue/loader?a,-isDebug', 'iftrue/loader?{a:1}'];
  for (const use of uses) {
    const out = path.join(root, 'out');
    const compiler = rspack({
      context: root,
      mode: 'production',
      entry: './src/main.js',
      output: { path: out },
      module: { rules: [{ test: /\.js$/, use: [use] }] },
    });
    const shown = await new Promise((resolve) => {
      compiler.run((error, stats) =>
        compiler.close(() => resolve(error ?? stats?.toString({ all: false, errors: true }))),
      );
    });
    assert.equal(shown, '');
    assert.equal(await readFile(path.join(out, 'main.js'), 'utf8'), 'f(1);');
  }
});

test('what js-conditional-compile-loader loses in silence is an error at its place', async (t) => {
  const root = await project(t, { 'src/main.js': '/*IFTRUE_a*/\nf();\n/*FITRUE_b*/\ng(/*IFDEBUG*/);\n' });
  const { ok, shown } = await withOptions(root, { a: true });
  assert.ok(!ok);
  assert.match(
    shown,
    /main\.js:3:3: FITRUE_b does not repeat .*\[E008\]\n\n1 .*\n2 .*\n3 \| \/\*FITRUE_b\*\/\n  \|   \^+\n/,
  );
  assert.match(shown, /main\.js:4:5: IFDEBUG is never ended/);
  assert.doesNotMatch(shown, /^\s*at .*:\d+:\d+\)?$/m);
});

test('IFDEBUG and IFTRUE_DEBUG read two options, with all their directives', () => {
  const text =
    '/*IFTRUE_DEBUG*/a/*ELSE_DEBUG*/b/*FITRUE_DEBUG*/ /*IFDEBUG*/c/*ELSE_DEBUG*/d/*FIDEBUG*/' +
    ' /*IFTRUE_x*/e/*ELIFTRUE_DEBUG*/f/*FITRUE_x*/';
  const outputs = [
    [{ isDebug: true }, 'b c '],
    [{ isDebug: true, DEBUG: true }, 'a c f'],
    [{ isDebug: false, DEBUG: true }, 'a d f'],
    [{ isDebug: false }, 'b d '],
  ];
  for (const [query, expected] of outputs) assert.equal(ours.call({ query }, text), expected);
  const broken = `${text}\n/*IFTRUE_DEBUG*/ 10000 /*FITRUE_DEBU*/`;
  assert.throws(
    () => ours.call({ query: { isDebug: true } }, broken),
    /2:26: FITRUE_DEBU .* did you mean FITRUE_DEBUG\?/,
  );
});

test('its own options: layout, check', async (t) => {
  const root = await project(t, { 'src/main.js': 'f(/*IFTRUE_a*/1/*FITRUE_a*/);\n// IFTURE_a\n' });
  const compact = await withOptions(root, { a: true });
  assert.match(compact.outputs['main.js'] ?? '', /f\(1\);/);
  assert.match(compact.shown, /main\.js:2:4: IFTURE_a looks like a misspelt directive.*\[W101\]/);
  const { outputs, shown } = await withOptions(root, { a: true, layout: 'preserve', check: false });
  assert.match(outputs['main.js'] ?? '', /f\( {12}1 {12}\);/);
  assert.equal(shown, '');
  // Other values are flags, as any key.
  const flags = { layout: true, check: 0 };
  assert.equal(
    ours.call({ query: flags }, '/*IFTRUE_layout*/a/*FITRUE_layout*//*IFTRUE_check*/b/*FITRUE_check*/'),
    'a',
  );
});

test('its own options: the symbols of a target', async (t) => {
  const toml = '[symbols]\nWX = ""\nDEBUG = ""\n[targets.wx]\nsymbols = ["WX", "DEBUG"]\n[targets.web]\n';
  const words = ['WX', 'DEBUG', 'own', 'target'].map((name) => `'${name}' /*IFTRUE_${name}*/+ 1/*FITRUE_${name}*/`);
  const main = `f([${words.join(', ')}, 'debug' /*IFDEBUG*/ + 1 /*FIDEBUG*/]);\n`;
  const root = await project(t, { 'iftrue.toml': toml, 'other/iftrue.toml': toml, 'src/main.js': main });
  /** @param {Record<string, unknown>} options */
  const on = async (options) => {
    const { shown, outputs, files } = await withOptions(root, options);
    const kept = [...(outputs['main.js'] ?? '').matchAll(/'(\w+)' *\+ 1/g)].map(([, name]) => name);
    return {
      shown,
      kept,
      files: files.filter((file) => file.endsWith('.toml')).map((file) => path.relative(root, file)),
    };
  };
  assert.deepEqual(await on({ own: true }), { shown: '', kept: ['own'], files: [] });
  const wx = ['WX', 'DEBUG', 'own', 'target', 'debug'];
  assert.deepEqual(await on({ own: true, target: 'wx' }), { shown: '', kept: wx, files: ['iftrue.toml'] });
  assert.deepEqual((await on({ own: true, target: 'web' })).kept, ['own', 'target']);
  assert.deepEqual((await on({ target: 'wx', WX: false, isDebug: 0 })).kept, ['DEBUG', 'target']);
  assert.deepEqual((await on({ target: 'wx', project: 'other' })).files, ['other/iftrue.toml']);
  assert.match((await on({ target: 'wxx' })).shown, /has no target 'wxx'; its targets are: wx, web/);
});

test('a source map, where the text has moved', async (t) => {
  const root = await project(t, { 'src/main.js': '/*IFTRUE_a\nf();\nFITRUE_a*/\ng("here");\n' });
  const { outputs } = await withOptions(root, {}, { devtool: 'source-map' });
  const lines = (outputs['main.js'] ?? '').split('\n');
  const line = lines.findIndex((text) => text.includes('g("here")'));
  const map = new TraceMap(JSON.parse(outputs['main.js.map'] ?? ''));
  const found = originalPositionFor(map, { line: line + 1, column: lines[line]?.indexOf('g(') ?? 0 });
  assert.deepEqual([path.basename(`${found.source}`), found.line, found.column], ['main.js', 4, 0]);
});
