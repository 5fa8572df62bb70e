// Every block of JavaScript in the package's README that imports it runs, and prints what its comments say.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'npm-readme-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(path.join(folder, 'node_modules'));
symlinkSync(path.join(root, 'dist/npm'), path.join(folder, 'node_modules/iftrue'));

const blocks = [...readFileSync(path.join(root, 'npm/README.md'), 'utf8').matchAll(/^```js\n(import .*?)^```$/gms)];

test('the README has examples', () => {
  assert.ok(blocks.length >= 5);
});

for (const [i, [, block = '']] of blocks.entries()) {
  test(`block ${i + 1}`, () => {
    // Node.js fetches no files: there the bytes are given.
    const source = block.replace(
      'init()',
      `init((await import('node:fs')).readFileSync('${root}dist/npm/engine.wasm'))`,
    );
    writeFileSync(path.join(folder, 'block.mjs'), source);
    const { status, stdout, stderr } = run(process.execPath, ['block.mjs'], { cwd: folder });
    assert.equal(status, 0, stderr);
    const promised = [...block.matchAll(/(?:console\.log\(.*\); |^)\/\/ (.*)$/gm)].map(([, text]) => text);
    assert.deepEqual(stdout.trimEnd().split('\n'), promised);
  });
}
