// The transformer for Jest, in the real Jest: what tests see of the app, caches, coverage, other transformers, watching.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { App } from './app.mjs';
import { run } from '../process.mjs';
import { iftrue } from '../../dist/npm/jest.mjs';

const adapter = fileURLToPath(new URL('../../dist/npm/jest.js', import.meta.url));
const jest = fileURLToPath(new URL('node_modules/jest/bin/jest.js', import.meta.url));
const tsconfig = { module: 'commonjs', esModuleInterop: true, jsx: 'react', jsxFactory: 'h', allowJs: true };
const tsJest = ['ts-jest', { tsconfig, diagnostics: false }];
const WORDS = ['json', 'jsx', 'ts', 'tsx'];

/** The app with a test that writes what it has seen. @param {import('node:test').TestContext} t */
async function create(t) {
  const app = await App.create();
  t.after(() => app.close());
  const source = `import { report } from './main';
import { writeFileSync } from 'node:fs';

test('words', () => writeFileSync('out.js', report.words.join(' ')));
`;
  await writeFile(app.path('src/main.test.ts'), source);
  await writeFile(app.path('asset.js'), 'module.exports = {};\n');
  return app;
}

/** Writes the configuration. @param {App} app @param {object} options @param {object} [rest] */
async function configure(app, options, rest = {}) {
  const config = {
    transform: { '\\.([jt]sx?|json)$': [adapter, options] },
    moduleNameMapper: { '\\.(css|svg)$': '<rootDir>/asset.js' },
    cacheDirectory: app.path('cache'),
    watchman: false,
    ...rest,
  };
  await writeFile(app.path('jest.config.json'), JSON.stringify(config));
}

/** @param {App} app @param {string[]} [args] @param {string[]} [node] */
function start(app, args = [], node = []) {
  const { status, stdout, stderr } = run(process.execPath, [...node, jest, ...args], { cwd: app.root });
  return { ok: status === 0, shown: `${stdout}${stderr}` };
}

/** @param {App} app @param {'web' | 'wx'} target whose words are expected @param {ReturnType<typeof start>} result */
async function saw(app, target, { ok, shown }) {
  assert.ok(ok, shown);
  const kinds = target === 'wx' ? ['file', ...WORDS] : WORDS;
  assert.deepEqual(
    (await app.read('out.js')).match(/\bw(?:eb|x):\w+/g)?.sort(),
    kinds.map((kind) => `${target}:${kind}`),
  );
}

test('options without a meaning are refused before a file is read', async (t) => {
  const app = await create(t);
  /** @type {(options: object) => import('@jest/transform').SyncTransformer} */
  const createTransformer = iftrue.createTransformer;
  const project = app.root;
  assert.ok(createTransformer({ project, target: 'web' }));
  assert.throws(() => createTransformer({ project, target: 'ios' }), /has no target 'ios'; its targets are: web, wx$/);
  assert.throws(() => createTransformer({ project, target: 'web', presets: [] }), /there is no option 'presets'/);
});

test('two targets from one cache, other symbols, and another iftrue.toml', async (t) => {
  const app = await create(t);
  for (const target of /** @type {const} */ (['web', 'web', 'wx', 'web'])) {
    await configure(app, { target });
    await saw(app, target, start(app));
  }
  await configure(app, { target: 'web', symbols: { WEB: false, WX: true } });
  await saw(app, 'wx', start(app));
  await configure(app, { target: 'web' });
  await app.edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]');
  await saw(app, 'wx', start(app));
});

test('an error at its place, and a file that the target has not', async (t) => {
  const app = await create(t);
  await configure(app, { target: 'web' });
  await app.edit('src/main.ts', '/*FITRUE_WEB*/', '/*FITRUE_WEBB*/');
  const lines = (await app.read('src/main.ts')).split('\n');
  const line = lines.findIndex((each) => each.includes('FITRUE_WEBB')) + 1;
  const column = (lines[line - 1]?.indexOf('FITRUE_WEBB') ?? -1) + 1;
  const broken = start(app);
  assert.ok(!broken.ok, broken.shown);
  assert.match(broken.shown, new RegExp(`src/main\\.ts:${line}:${column}: .*did you mean FITRUE_WEB\\? \\[E008\\]`));
  assert.match(broken.shown, /\| {5}\/\*FITRUE_WEBB\*\/\n.*\| {7}\^{11}\n/);
  assert.doesNotMatch(broken.shown, /dist\/npm/); // no stack of ours

  await app.edit('src/main.ts', '/*FITRUE_WEBB*/', '/*FITRUE_WEB*/');
  await app.edit('src/main.ts', '/*IFTRUE_WX*/\nimport', '\nimport');
  await app.edit('src/main.ts', "login';\n/*FITRUE_WX*/", "login';\nlogin();");
  const { ok, shown } = start(app);
  assert.ok(!ok, shown);
  assert.match(shown, /login\.ts' does not exist for target 'web': .* glob 'wx\/\*\*' in '.*' has when = 'WX'/s);
});

test('warnings, and none with check: false', async (t) => {
  const app = await create(t);
  await app.edit('src/main.ts', 'console.log', '// IFTURE_WX\nconsole.log');
  for (const check of [true, false]) {
    await configure(app, { target: 'web', check });
    const result = start(app, ['--no-cache']);
    await saw(app, 'web', result);
    assert.equal(/main\.ts:\d+:4: IFTURE_WX looks like .* \[W101\]/s.test(result.shown), check, result.shown);
  }
});

test('lines of the coverage, whatever the layout', async (t) => {
  const app = await create(t);
  await app.edit('iftrue.toml', '[[files]]', '[[files]]\nglob = "main.ts"\nlayout = "compact"\n\n[[files]]');
  for (const [provider, transformer] of /** @type {const} */ ([
    ['babel', 'babel-jest'], // which counts by itself
    ['babel', tsJest],
    ['v8', 'babel-jest'],
  ])) {
    await configure(app, { target: 'web', layout: 'compact', transformer });
    const args = ['--coverage', '--coverageReporters=json', `--coverageProvider=${provider}`];
    await saw(app, 'web', start(app, args));
    const coverage = JSON.parse(await app.read('coverage/coverage-final.json'));
    const { statementMap, s } = coverage[Object.keys(coverage).find((file) => file.endsWith('main.ts')) ?? ''];
    const lines = (await app.read('src/main.ts')).split('\n');
    const line = lines.findIndex((each) => each.startsWith('console.log')) + 1;
    const id = Object.keys(statementMap).find((each) => statementMap[each].start.line === line) ?? '';
    assert.equal(s[id], 1, `${provider}: ${JSON.stringify(statementMap)}`);
  }
});

test('another transformer, and modules of ECMAScript', async (t) => {
  const app = await create(t);
  await configure(app, { target: 'wx', transformer: tsJest });
  await saw(app, 'wx', start(app));

  await configure(app, { target: 'wx' }, { extensionsToTreatAsEsm: ['.ts', '.tsx'] });
  await saw(app, 'wx', start(app, [], ['--experimental-vm-modules', '--no-warnings']));

  await configure(app, { target: 'wx', transformer: 'no-such-transformer' });
  assert.match(start(app).shown, /the transformer 'no-such-transformer' is not found from '.*': install it/);
});

test('watching: an edit of a file, and of iftrue.toml', async (t) => {
  const app = await create(t);
  await configure(app, { target: 'web' });
  const watching = spawn(process.execPath, [jest, '--watchAll', '--runInBand'], { cwd: app.root });
  const ended = new Promise((resolve) => watching.on('close', resolve));
  t.after(() => {
    watching.kill();
    return ended;
  });
  let shown = '';
  let wake = () => {};
  for (const stream of [watching.stdout, watching.stderr]) {
    stream.on('data', (text) => {
      shown += text;
      wake();
    });
  }
  /** @param {RegExp} what */
  const until = async (what) => {
    while (!what.test(shown)) await new Promise((resolve) => (wake = () => resolve(undefined)));
    shown = '';
  };
  await until(/Ran all test suites/);
  await app.editUntil('src/main.ts', "'web:ts'", "'web:edited'", () => until(/console\.log\s+web:edited .*Ran all/s));
  await app.edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]');
  await app.editUntil('src/main.ts', "'web:edited'", "'web:ts'", () => until(/iftrue\.toml' has changed: start Jest/));
});
