// npm's and yarn's names for what ./build.sh builds: one for each variant of the SDK.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readTargets } from '../../targets/tools/targets.mjs';

test('package.json has a script for each variant', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const expected = [...(await readTargets()).keys()].map((name) => [`${name}lib`, `./build.sh ${name}`]);
  const found = Object.entries(scripts).filter(([name]) => name.endsWith('lib'));
  assert.deepEqual(found.sort(), expected.sort());
});
