// Vite's plugin in the real Vitest: what tests see of the app, and an error at its place.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { App } from './app.mjs';
import { run } from '../process.mjs';

const adapter = new URL('../../dist/npm/vite.mjs', import.meta.url).href;
const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', import.meta.url));
const WORDS = ['css', 'json', 'jsx', 'ts', 'tsx'];

/** The app with a test that writes what it has seen. @param {import('node:test').TestContext} t */
async function create(t) {
  const app = await App.create();
  t.after(() => app.close());
  const source = `import { report } from './main';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import css from './style.module.css?inline';

test('words', () => {
  expect(report.words[0]).toMatch(/^w/);
  writeFileSync('out.js', [...report.words, css].join(' '));
});
`;
  await writeFile(app.path('src/main.test.ts'), source);
  return app;
}

/** @param {App} app @param {object} options @param {string[]} args */
async function start(app, options, ...args) {
  const config = `import iftrue from '${adapter}';

export default {
  plugins: [iftrue(${JSON.stringify(options)})],
  oxc: { jsx: { runtime: 'classic', pragma: 'h', development: false } },
  test: { css: true },
};
`;
  await writeFile(app.path('vitest.config.mjs'), config);
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = run(process.execPath, [vitest, 'run', ...args], { cwd: app.root, env });
  return { ok: status === 0, shown: `${stdout}${stderr}` };
}

test('two targets', async (t) => {
  const app = await create(t);
  for (const target of ['web', 'wx']) {
    const { ok, shown } = await start(app, { target });
    assert.ok(ok, shown);
    const kinds = target === 'wx' ? [...WORDS, 'file'].sort() : WORDS;
    const words = new Set((await app.read('out.js')).match(/\bw(?:eb|x):\w+/g));
    assert.deepEqual(
      [...words].sort(),
      kinds.map((kind) => `${target}:${kind}`),
    );
  }
});

test('an error at its place, and that of a test at its line', async (t) => {
  const app = await create(t);
  await app.edit('src/main.ts', /^/, '/*IFTRUE_WX\n\nFITRUE_WX*/\n');
  await app.edit('src/main.ts', 'console.log', 'throw new Error();\nconsole.log');
  const lineOf = async (/** @type {string} */ what) =>
    (await app.read('src/main.ts')).split('\n').findIndex((line) => line.includes(what)) + 1;
  assert.match((await start(app, { target: 'web' })).shown, new RegExp(`src/main\\.ts:${await lineOf('throw')}:7`));

  await app.edit('src/main.ts', '/*FITRUE_WEB*/', '/*FITRUE_WEBB*/');
  const { ok, shown } = await start(app, { target: 'web' });
  assert.ok(!ok, shown);
  assert.match(shown, /did you mean FITRUE_WEB\? \[E008\]/);
  // Vitest shows a frame alone: it names no file.
  assert.match(shown, new RegExp(`\\n *${await lineOf('FITRUE_WEBB')} \\| {5}/\\*FITRUE_WEBB\\*/\\n.*\\^{11}\\n`));
});
