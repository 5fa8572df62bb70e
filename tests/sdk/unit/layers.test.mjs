// Imports go one way through the folders of sdk-src, so that each can be read without those above it.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

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

test('every folder has its place', async () => {
  const folders = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), Object.keys(below).sort());
});

for (const [folder, allowed] of Object.entries(below)) {
  test(`${folder}/ imports from ${['itself', ...allowed].join(', ')} alone`, async () => {
    const files = await readdir(join(source, folder), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const text = await readFile(join(source, folder, file), 'utf8');
      for (const [, path] of text.matchAll(/ from '\.\.\/(\w+)\//g)) {
        assert.ok(allowed.includes(path), `${folder}/${file} imports from ${path}/`);
      }
    }
  });
}
