// What only Metro has: a configuration with a transformer of its own, and keys that are made when it starts.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { loadConfig } from 'metro-config';
import { App } from './app.mjs';
import { iftrue } from '../../dist/npm/metro.mjs';
import { serve, tool } from './tools/metro.mjs';

/** @param {import('node:test').TestContext} t */
async function create(t) {
  const app = await App.create();
  t.after(() => app.close());
  return { app, job: { root: app.root, out: app.path('out'), options: { project: app.root, target: 'web' } } };
}

test('a configuration keeps its transformer, its URLs and its options, and is valid', async (t) => {
  const { app, job } = await create(t);
  const own = path.join(app.root, 'own_transformer.js');
  const configured = iftrue(job.options)({
    transformerPath: own,
    transformer: { publicPath: '/own' },
    server: { rewriteRequestUrl: (/** @type {string} */ url) => url.replace('/virtual', '/src/main') },
  });
  const warn = t.mock.method(console, 'warn');
  await writeFile(app.path('metro.config.cjs'), 'module.exports = (config) => config;\n');
  const whole = await loadConfig({ config: app.path('metro.config.cjs') }, configured);
  assert.equal(warn.mock.callCount(), 0);
  const { publicPath, ...transformer } = whole.transformer;
  assert.equal(publicPath, '/own');
  const { iftrue: given } = /** @type {{ iftrue?: { transformerPath: string, key: string } }} */ (transformer);
  assert.equal(given?.transformerPath, own);

  const key = `transform.iftrue=${given?.key}`;
  const { rewriteRequestUrl } = whole.server;
  for (const [url, rewritten] of [
    ['/virtual.bundle?dev=true', `/src/main.bundle?${key}&dev=true`],
    ['http://host:1/a.map?dev=true', `http://host:1/a.map?${key}&dev=true`],
    ['/a.bundle//&dev=true', `/a.bundle//&${key}&dev=true`], // as JavaScriptCore takes it
    ['/a.assets', `/a.assets?${key}`],
    ['/a.bundle?dev=true&transform.iftrue=x', '/a.bundle?dev=true&transform.iftrue=x'],
    ['/status', '/status'],
    ['/assets/a.bundle.png?hash=1', '/assets/a.bundle.png?hash=1'],
  ]) {
    assert.equal(rewriteRequestUrl(url ?? ''), rewritten);
  }
});

test('a layout that the project file gives moves nothing', async (t) => {
  const { app, job } = await create(t);
  await app.edit('iftrue.toml', '[[files]]', '[[files]]\nglob = "main.ts"\nlayout = "compact"\n\n[[files]]');
  const { ok, shown } = await tool.build(job);
  assert.ok(ok, shown);
  const lines = async (/** @type {string} */ name, /** @type {string} */ what) =>
    (await app.read(name)).split('\n').findIndex((line) => line.includes(what)) + 1;
  const map = new TraceMap(JSON.parse(await readFile(path.join(job.out, 'main.js.map'), 'utf8')));
  const position = { line: await lines('out/main.js', 'console.log(report'), column: 2 };
  assert.equal(originalPositionFor(map, position).line, await lines('src/main.ts', 'console.log'));
});

test('after an edit of iftrue.toml, an app that is not loaded again gets no module of another state', async (t) => {
  const { app, job } = await create(t);
  /** @type {import('./tool.js').Built[]} */ const builds = [];
  let wake = () => {};
  /** @param {(built: import('./tool.js').Built) => boolean} holds */
  const until = async (holds) => {
    for (;;) {
      for (let built = builds.shift(); built !== undefined; built = builds.shift()) if (holds(built)) return;
      await new Promise((resolve) => (wake = () => resolve(undefined)));
    }
  };
  const { close } = await serve(job, (built) => {
    builds.push(built);
    wake();
  });
  t.after(close);
  await app.editUntil('src/main.ts', 'web:ts', 'web:edited', () => until(({ ok }) => ok));
  await app.edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]');
  const isRefused = (/** @type {import('./tool.js').Built} */ { ok, shown }) =>
    !ok && /iftrue\.toml' has changed: reload the app, or start Metro again/.test(shown);
  await app.editUntil('src/main.ts', 'web:edited', 'web:again', () => until(isRefused));
  await app.edit('iftrue.toml', 'symbols = ["WX"]', 'symbols = ["WEB"]');
  await app.editUntil('src/main.ts', 'web:again', 'web:last', () => until(({ ok }) => ok));
  assert.match(await app.read('out/main.js'), /web:last/);
});
