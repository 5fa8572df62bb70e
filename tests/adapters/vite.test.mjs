// What only Vite has: pages as modules, queries, and modules that are replaced while a page runs.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { App } from './app.mjs';
import { configured, serve } from './tools/vite.mjs';
import { args, executablePath } from '../sdk/hosts/web/browser.mjs';

/** @type {import('playwright-core').Browser} */ let browser;
before(async () => {
  browser = await chromium.launch({ executablePath, args, headless: true });
});
after(() => browser.close());

/** @param {import('node:test').TestContext} t */
async function create(t) {
  const app = await App.create();
  t.after(() => app.close());
  /** @param {'web' | 'wx'} target */
  const job = (target) => ({ root: app.root, out: app.path('out'), options: { project: app.root, target } });
  return { app, job };
}

test('a running page: edits of each kind of file, and of iftrue.toml', async (t) => {
  const { app, job } = await create(t);
  /** @type {string[]} */ const shown = [];
  const server = await serve(job('web'), shown);
  t.after(() => server.close());
  const page = await browser.newPage();
  /** @type {string[]} */ const errors = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(server.url);
  await page.waitForSelector('#words');
  assert.deepEqual(shown, []); // the search of packages to optimise has read what the target has
  assert.equal(await page.title(), 'web:html');
  assert.match(
    await page.innerText('#words'),
    /^web:ts\n<p .*web:tsx.*"lineNumber":6,"columnNumber":3.*web:jsx<\/p>\n{"of":"web:json"}\n/,
  );

  // Both branches of a <script setup> would be two declarations of one name; the page is not loaded again.
  await page.evaluate('window.isOld = true');
  /** @param {string} name @param {string} what @param {string} by @param {string} selector */
  const edit = (name, what, by, selector) =>
    app.editUntil(name, what, by, () => page.waitForSelector(selector, { state: 'attached' }));
  await edit('src/Panel.vue', "'web:vue-script'", "'web:new-script'", 'text=web:new-script');
  await edit('src/Panel.vue', '"web:vue-template"', '"web:new-template"', '[class="web:new-template"]');
  const styled = () =>
    page.waitForFunction(() => document.head.innerHTML.includes('web:new-style'), undefined, { polling: 50 });
  await app.editUntil('src/Panel.vue', "'web:vue-style'", "'web:new-style'", styled);
  assert.equal(await page.evaluate('window.isOld'), true);
  await edit('src/main.ts', "'web:ts'", "'web:new-ts'", 'text=web:new-ts');

  await edit('iftrue.toml', 'symbols = ["WEB"]', 'symbols = ["WX"]', 'text=wx:vue-script');
  assert.equal(await page.title(), 'wx:html');
  assert.match(await page.innerText('#words'), /^wx:ts\n.*wx:tsx.*wx:jsx.*wx:json.*wx:file$/s);

  await edit('src/main.ts', '/*FITRUE_WEB*/', '/*FITRUE_WEBB*/', 'vite-error-overlay');
  const overlay = await page.locator('vite-error-overlay .window').innerText();
  assert.match(overlay, /FITRUE_WEBB.*\[E008\].*main\.ts:\d+:\d+.*\^/s);
  await edit('src/main.ts', '/*FITRUE_WEBB*/', '/*FITRUE_WEB*/', 'text=wx:ts');
  assert.deepEqual(errors, []);
});

// After the server, for which a build leaves NODE_ENV wrong.
test('a page is built, with what its queries load', async (t) => {
  const { app, job } = await create(t);
  await app.edit('src/page.ts', /^/, "import raw from './view?raw';\nimport css from './style.module.css?inline';\n");
  await app.edit('src/page.ts', /$/, 'document.title = raw + css;\n');
  await app.edit('src/page.ts', './view?raw', './view.tsx?raw');
  for (const target of /** @type {const} */ (['web', 'wx'])) {
    const config = configured(job(target), []);
    const rollupOptions = { input: path.join(app.root, 'src/index.html') };
    await build({ ...config, build: { ...config.build, rollupOptions } });
    const words = await app.words(app.path('out'));
    assert.deepEqual([...new Set(words.map((word) => word.split(':')[0]))], [target], `${words}`);
    assert.ok(words.includes(`${target}:html`) && words.includes(`${target}:vue-template`), `${words}`);
  }
});
