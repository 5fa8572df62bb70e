// Names that a source makes shorter and then does not use: `using a::b;` and `namespace x = a::b;`.
// clang-tidy looks for them in main files alone, and it reads the sources of a room as one.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../preprocessor');

/** @returns {string[]} the names that a source declares so and does not mention again in its code */
function unused(/** @type {string} */ source) {
  const code = source.replace(/\/\*.*?\*\/|\/\/[^\n]*|#include[^\n]*/gs, ' ');
  const declared = /^\s*(?:using\s+(?!namespace\b)[\w:]*::(\w+)\s*;|namespace\s+(\w+)\s*=)/gm;
  return [...code.matchAll(declared)]
    .map(([, using, alias]) => using ?? alias ?? '')
    .filter((name) => (code.match(new RegExp(`\\b${name}\\b`, 'g')) ?? []).length < 2);
}

test('an unused name is found, one that is used is not', () => {
  assert.deepEqual(unused('#include <list>\nusing std::list;\nnamespace fs = std::filesystem;\n// fs\n'), [
    'list',
    'fs',
  ]);
  assert.deepEqual(unused('using std::list;\nnamespace fs = std::filesystem;\nlist<fs::path> paths;\n'), []);
});

test('no source has an unused name', async () => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.cc'))
    .map((entry) => join(entry.parentPath, entry.name));
  assert.ok(sources.length > 100, 'the sources of the tool are not where they were');
  for (const source of sources) assert.deepEqual(unused(await readFile(source, 'utf8')), [], source);
});
