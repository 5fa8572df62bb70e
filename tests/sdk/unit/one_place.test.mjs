// A platform is named in its own places and nowhere else: shown with the one that was added last.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

const own = [
  'golden/api/uniapp.diff',
  'iftrue.toml',
  'sdk-src/platform/',
  'targets/uniapp/',
  'tests/sdk/hosts/uniapp/',
];

/** Where the word means something else. */
const others = [
  'tests/differential/feature_tools.mjs', // the preprocessor that uni-app has
  'tests/unit/engine/condition_test.cc', // a symbol in a condition
  'tests/editors/vscode/extension.test.mjs', // the conditions of a file that is opened
  'tests/sdk/unit/one_place.test.mjs',
];

test('a platform is named in its own places alone, and in no C++', () => {
  const named = execFileSync('git', ['grep', '-li', '--untracked', 'uniapp', '--', ':!*.md'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = named.trim().split('\n');
  for (const place of own)
    assert.ok(
      files.some((file) => file.startsWith(place)),
      `nothing in ${place}`,
    );
  const elsewhere = files.filter((file) => ![...own, ...others].some((place) => file.startsWith(place)));
  assert.deepEqual(elsewhere, []);
});
