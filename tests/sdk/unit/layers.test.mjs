// Imports go one way through the folders of sdk-src, so that each can be read without those above it.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { importsBelow } from '../../form/imports.mjs';

const source = join(dirname(fileURLToPath(import.meta.url)), '../../../sdk-src');

/** The folders a folder may import from, beside itself. The engine's scope stands in for a module of engine.io. */
const below = {
  platform: [],
  base: ['platform'],
  model: ['base'],
  wire: ['base', 'platform'],
  api: ['base', 'model', 'platform', 'wire'],
  core: ['api', 'base', 'model', 'platform', 'wire'],
};

const top = (/** @type {string} */ file) => file.split('/')[0] ?? '';
const { imports } = await importsBelow(source, /\.ts$/, / from '(\.[^']+)'/g, (from, path) =>
  join(dirname(from), path),
);

test('every folder has its place', async () => {
  const folders = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), Object.keys(below).sort());
});

for (const [folder, allowed] of Object.entries(below)) {
  test(`${folder}/ imports from ${['itself', ...allowed].join(', ')} alone`, () => {
    const own = imports.filter(({ from }) => top(from) === folder);
    assert.ok(own.length > 0 || allowed.length === 0, `no import in ${folder}/ was found`);
    const wrong = own.filter(({ to }) => ![folder, ...allowed].includes(top(to)));
    assert.deepEqual(wrong, []);
  });
}
