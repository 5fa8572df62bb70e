// What each adapter promises, as tests of a tool.

import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { chromium } from 'playwright-core';
import { App, outputs } from './app.mjs';
import { args, executablePath } from '../sdk/hosts/web/browser.mjs';

/** @typedef {import('./tool.js').Tool} Tool */
/** @typedef {import('./tool.js').Built} Built */
/** @typedef {{ name: string, isMissing?: (tool: Tool) => string | undefined, run: (tool: Tool) => Promise<void> }} Feature */

const KINDS = ['css', 'json', 'jsx', 'ts', 'tsx'];
const VUE_KINDS = ['vue-script', 'vue-style', 'vue-template'];

/** @param {Tool} tool @param {'web' | 'wx'} target */
function expected(tool, target) {
  const kinds = [
    ...(tool.kinds ?? KINDS),
    ...(tool.entry === 'vue.ts' ? VUE_KINDS : []),
    ...(target === 'wx' ? ['file'] : []),
  ];
  return kinds.map((kind) => `${target}:${kind}`).sort();
}

/** @param {(app: App) => Promise<void>} run */
async function withApp(run) {
  const app = await App.create();
  try {
    await run(app);
  } finally {
    await app.close();
  }
}

/** @param {Tool} tool @param {App} app @param {object} options */
async function build(tool, app, options, rest = {}) {
  const out = app.path('out');
  await rm(out, { recursive: true, force: true });
  const built = await tool.build({ root: app.root, out, options: { project: app.root, ...options }, ...rest });
  return { ...built, out };
}

/** @param {Tool} tool @param {App} app @param {object} options @param {'web' | 'wx'} target whose words are expected */
async function buildsAs(tool, app, options, target, rest = {}) {
  const { ok, shown, out } = await build(tool, app, options, rest);
  assert.ok(ok, shown);
  assert.deepEqual(await app.words(out), expected(tool, target));
  return { shown, out };
}

/** @param {string} text @param {RegExp} what @returns {{ line: number, column: number }} as source maps count */
function positionOf(text, what) {
  const before = text.slice(0, text.search(what)).split('\n');
  return { line: before.length, column: /** @type {string} */ (before.at(-1)).length };
}

/** Where source maps say that a part of the output comes from. @param {string} out @param {RegExp} word */
async function originOf(out, word) {
  for (const file of await outputs(out)) {
    const text = await readFile(file, 'utf8');
    if (!word.test(text)) continue;
    const map = new TraceMap(JSON.parse(await readFile(`${file}.map`, 'utf8')));
    const { source, line, column } = originalPositionFor(map, positionOf(text, word));
    return { file: path.basename(`${source}`.replace(/\?.*/, '')), line, column };
  }
  return assert.fail(`no output has ${word}`);
}

/** @type {readonly Feature[]} */
export const features = [
  {
    name: 'production build, two targets',
    run: (tool) =>
      withApp(async (app) => {
        for (const target of /** @type {const} */ (['web', 'wx'])) await buildsAs(tool, app, { target }, target);
        process.env['IFTRUE_TARGET'] = 'wx';
        await buildsAs(tool, app, {}, 'wx').finally(() => delete process.env['IFTRUE_TARGET']);
      }),
  },
  {
    name: '.vue: template, script, style',
    isMissing: ({ entry }) => (entry === 'vue.ts' ? undefined : 'not loaded'),
    run: async () => {}, // words of the builds above and below
  },
  {
    name: 'source maps, preserve and compact',
    run: (tool) =>
      withApp(async (app) => {
        const source = await app.read('src/main.ts');
        for (const layout of ['preserve', 'compact']) {
          const { out } = await buildsAs(tool, app, { target: 'web', layout }, 'web');
          // The literal, without its quotes, which some tools change.
          for (const word of [/(?<=['"])web:ts\b/, /console\.log\(/]) {
            const origin = await originOf(out, word);
            const { line, column } = positionOf(source, word);
            assert.deepEqual([origin.file, origin.line], ['main.ts', line], `${layout} ${word}`);
            assert.ok(
              [column, column - 1].includes(origin.column ?? -1),
              `${layout} ${word}: ${origin.column}, not ${column}`,
            );
          }
        }
      }),
  },
  {
    name: 'errors at their place',
    run: (tool) =>
      withApp(async (app) => {
        await app.edit('src/main.ts', '/*FITRUE_WEB*/', '/*FITRUE_WEBB*/');
        const { line, column } = positionOf(await app.read('src/main.ts'), /FITRUE_WEBB/);
        const { ok, shown } = await build(tool, app, { target: 'web' });
        assert.ok(!ok, 'built');
        assert.match(shown, /E008/);
        assert.match(shown, new RegExp(`main\\.ts\\W+${line}:(${column}|${column + 1})\\b`), shown);
        assert.match(shown, /\/\*FITRUE_WEBB\*\//); // its frame
        assert.match(shown, /[\^╵]/);
      }),
  },
  {
    name: 'a file that the target has not',
    run: (tool) =>
      withApp(async (app) => {
        await app.edit('src/main.ts', '/*IFTRUE_WX*/\nimport', '\nimport');
        await app.edit('src/main.ts', "login';\n/*FITRUE_WX*/", "login';\nlogin();");
        const { ok, shown } = await build(tool, app, { target: 'web' });
        assert.ok(!ok, 'built');
        assert.match(shown, /login\.ts' does not exist for target 'web'/);
        assert.match(shown, /glob 'wx\/\*\*' in '.*iftrue\.toml' has when = 'WX'/s);
      }),
  },
  {
    name: 'warnings, and none with check: false',
    run: (tool) =>
      withApp(async (app) => {
        await app.edit('src/main.ts', 'console.log', '// IFTURE_WX\nconsole.log');
        assert.match((await buildsAs(tool, app, { target: 'web' }, 'web')).shown, /IFTURE_WX looks like .* \[W101\]/s);
        assert.doesNotMatch((await buildsAs(tool, app, { target: 'web', check: false }, 'web')).shown, /W101/);
      }),
  },
  {
    name: 'watch: a file, iftrue.toml',
    run: (tool) => withApp((app) => watched(tool, app)),
  },
  {
    name: 'persistent cache, of two targets',
    isMissing: ({ caches }) => (caches ? undefined : 'has none'),
    run: (tool) =>
      withApp(async (app) => {
        const rest = { cache: app.path('cache') };
        for (const target of /** @type {const} */ (['web', 'web', 'wx', 'web'])) {
          await buildsAs(tool, app, { target }, target, rest);
        }
        await buildsAs(tool, app, { target: 'web', symbols: { WEB: false, WX: true } }, 'wx', rest);
        await app.edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]');
        await buildsAs(tool, app, { target: 'web' }, 'wx', rest);
      }),
  },
  {
    name: 'dev server',
    isMissing: ({ serve }) => (serve === undefined ? 'has none' : undefined),
    run: (tool) => withApp((app) => served(tool, app)),
  },
];

/** @param {Tool} tool @param {App} app */
async function watched(tool, app) {
  const out = app.path('out');
  /** @type {Built[]} */ const builds = [];
  let wake = () => {};
  const job = { root: app.root, out, options: { project: app.root, target: 'web' } };
  const watch = await tool.watch(job, (built) => {
    builds.push(built);
    wake();
  });
  /** Until a build holds; there may be others before it. @param {(built: Built) => boolean | Promise<boolean>} holds */
  const until = async (holds) => {
    for (;;) {
      for (let built = builds.shift(); built !== undefined; built = builds.shift()) if (await holds(built)) return;
      await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
  };
  const isOf =
    (/** @type {readonly string[]} */ words) =>
    async (/** @type {Built} */ { ok }) =>
      ok && `${await app.words(out)}` === `${words}`;

  const web = expected(tool, 'web');
  const changed = [...web.filter((word) => word !== 'web:ts'), 'web:edited'].sort();
  await until(isOf(web));
  await app.editUntil('src/main.ts', 'web:ts', 'web:edited', () => until(isOf(changed)));
  await app.editUntil('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]', () => until(isOf(expected(tool, 'wx'))));
  const isRefused = (/** @type {Built} */ { ok, shown }) => !ok && /symbol 'IOS' is not in \[symbols\]/.test(shown);
  await app.editUntil('iftrue.toml', 'symbols = ["WX"]', 'symbols = ["IOS"]', () => until(isRefused));
  await app.editUntil('iftrue.toml', 'symbols = ["IOS"]', 'symbols = ["WEB"]', () => until(isOf(changed)));
  await watch.close();
}

/** A page in a browser, while files change. @param {Tool} tool @param {App} app */
async function served(tool, app) {
  const server = await tool.serve?.({
    root: app.root,
    out: app.path('out'),
    options: { project: app.root, target: 'web' },
  });
  assert.ok(server);
  const browser = await chromium.launch({ executablePath, args, headless: true });
  const page = await browser.newPage();
  /** Until the app prints its words. @param {'web' | 'wx'} target @param {string} word @param {() => Promise<unknown>} act */
  const prints = async (target, word, act) => {
    const printed = page.waitForEvent('console', (message) => message.text().includes(`${target}:${word}`));
    await act();
    const text = (await printed).text();
    const kinds = [word, 'tsx', 'jsx', 'json', ...(target === 'wx' ? ['file'] : [])];
    assert.deepEqual(
      text.match(/\bw(?:eb|x):[\w-]+/g),
      kinds.map((kind) => `${target}:${kind}`),
    );
  };
  await prints('web', 'ts', () => page.goto(server.url));
  await prints('web', 'edited', () => app.edit('src/main.ts', 'web:ts', 'web:edited'));
  await prints('wx', 'ts', () => app.edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]'));
  await browser.close();
  await server.close();
}
