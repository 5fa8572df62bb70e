// The file that is installed.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const file = join(root, 'dist/iftrue.vsix');
const run = promisify(execFile);

/** @type {string} */
let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'iftrue-vsix-'))));
after(() => rm(folder, { recursive: true, force: true }));

test('it is at most 500 KB', async () => {
  const { length } = await readFile(file);
  assert.ok(length <= 500_000, `${length} bytes`);
});

test('another program reads it, and what the manifest names is in it', async () => {
  // It compares the sums, too.
  const script =
    'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])';
  const made = join(folder, 'unpacked');
  await run('python3', ['-c', script, file, made]);
  const manifest = JSON.parse(await readFile(join(made, 'extension/package.json'), 'utf8'));
  const { version } = JSON.parse(await readFile(join(root, 'dist/npm/package.json'), 'utf8'));
  assert.equal(manifest.version, version);
  assert.match(await readFile(join(made, 'extension.vsixmanifest'), 'utf8'), new RegExp(` Version="${version}"`));
  const named = [
    manifest.main,
    ...manifest.contributes.grammars.map((/** @type {{ path: string }} */ { path }) => path),
  ];
  for (const { name } of manifest.contributes.typescriptServerPlugins) named.push(`node_modules/${name}.js`);
  for (const path of named) assert.ok((await readFile(join(made, 'extension', path))).length > 0, path);
});

test('its bytes follow from the sources', async () => {
  const { version } = JSON.parse(await readFile(join(root, 'dist/npm/package.json'), 'utf8'));
  const again = join(folder, 'again.vsix');
  const script = join(root, 'editors/vscode/build.mjs');
  await run(process.execPath, [script, '--version', version, '--out', again], {
    cwd: folder,
    env: { ...process.env, TZ: 'Asia/Shanghai' },
  });
  assert.ok((await readFile(again)).equals(await readFile(file)));
});
