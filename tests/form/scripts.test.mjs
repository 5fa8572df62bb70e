// The names by which the SDK's documented start builds its first variants, with npm or yarn.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readTargets } from '../../targets/tools/targets.mjs';

test('each script that builds a variant builds one that there is', async () => {
  const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  const targets = await readTargets();
  const names = Object.keys(scripts).filter((name) => name.endsWith('lib'));
  assert.deepEqual(names.sort(), ['nativelib', 'rnlib', 'weblib', 'wxlib']);
  for (const name of names) {
    const target = name.replace(/lib$/, '');
    assert.ok(targets.has(target), name);
    assert.equal(scripts[name], `./build.sh ${target}`);
  }
});
