// What the adapters' functions say of options that have no meaning, before a bundler runs; and which files they leave out.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import iftrue, { iftrue as named } from '../../dist/npm/vite.mjs';
import { App } from './app.mjs';
import { tool } from './tools/esbuild.mjs';

const require = createRequire(import.meta.url);

/** @type {App} */ let app;
before(async () => {
  app = await App.create();
});
after(() => app.close());

test('a function by its name and as the default, for import and for require', async () => {
  const script = require('../../dist/npm/vite.js');
  assert.equal(iftrue, named);
  assert.equal(script, iftrue);
  assert.equal(script.iftrue, iftrue);
  assert.equal(script.default, iftrue);
});

/** @type {readonly [name: string, options: Record<string, unknown>, message: RegExp][]} */
const wrong = [
  [
    'a name',
    { tragte: 'web' },
    /no option 'tragte'; there are: target, project, symbols, layout, include, exclude, check/,
  ],
  ['a target', { target: 1 }, /the option 'target' takes a string, not 1/],
  ['a project', { project: ['a'] }, /the option 'project' takes a path, not \["a"\]/],
  [
    'symbols',
    { symbols: { WEB: 'yes' } },
    /the option 'symbols' takes an object of symbols and booleans, not {"WEB":"yes"}/,
  ],
  ['a symbol', { symbols: { 'W-B': true } }, /the option 'symbols' takes an object of symbols and booleans/],
  ['a layout', { layout: 'tight' }, /the option 'layout' takes one of preserve, mask, compact, loader, not "tight"/],
  ['globs', { include: [1] }, /the option 'include' takes a glob, or an array of them, not \[1\]/],
  ['a glob', { exclude: '../a' }, /glob '\.\.\/a' leads outside its folder/],
  ['check', { check: 'no' }, /the option 'check' takes true or false, not "no"/],
  ['an unknown target', { target: 'ios' }, /iftrue\.toml' has no target 'ios'; its targets are: web, wx/],
  [
    'no target',
    { target: undefined },
    /no target is named, by the option 'target' or IFTRUE_TARGET; '.*' has: web, wx/,
  ],
];
for (const [name, options, message] of wrong) {
  test(`wrong: ${name}`, () => {
    const given = /** @type {import('../../dist/npm/vite.js').AdapterOptions} */ ({
      project: app.root,
      target: 'web',
      ...options,
    });
    assert.throws(() => iftrue(given), message);
  });
}

test('wrong: no project', () => {
  assert.throws(() => iftrue({ project: tmpdir(), target: 'web' }), /there is no iftrue\.toml in '.*' or above/);
});

test('include and exclude narrow what the project has scanned', async () => {
  const text = "console.log(/*IFTRUE_WEB*/ 'web:NAME', /*ELSE_WEB*/ 'wx:NAME', /*FITRUE_WEB*/);\n";
  await writeFile(app.path('src/main.ts'), "import './a';\nimport './b/c';\n");
  await mkdir(app.path('src/b'));
  for (const name of ['a', 'b/c']) {
    await writeFile(app.path(`src/${name}.ts`), text.replaceAll('NAME', name.replace('/', '-')));
  }
  for (const [options, words] of /** @type {const} */ ([
    [{}, 'web:a web:b-c'],
    [{ include: 'a.ts' }, 'web:a web:b-c wx:b-c'],
    [{ include: ['*.ts', 'b/**'] }, 'web:a web:b-c'],
    [{ exclude: 'a.ts' }, 'web:a web:b-c wx:a'],
    [{ include: '**/*.ts', exclude: ['b/**'] }, 'web:a web:b-c wx:b-c'],
  ])) {
    const out = app.path('out');
    const { ok, shown } = await tool.build({
      root: app.root,
      out,
      options: { project: app.root, target: 'web', ...options },
    });
    assert.ok(ok, shown);
    assert.equal((await app.words(out)).join(' '), words, JSON.stringify(options));
  }
});
