// The package's README: each configuration builds, or tests, with its tool's own command what the target has.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const packages = fileURLToPath(new URL('node_modules', import.meta.url));
const readme = await readFile(path.join(root, 'npm/README.md'), 'utf8');
const blocks = new Map(
  [...readme.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name = '', text = '']) => [name, text]),
);

/** webpack's and Rspack's commands are packages of their own. @param {string} name @param {string} config */
const compile = (name, config) => {
  const load = `import config from './${config}'; import * as all from '${name}'; const compile = all.rspack ?? all.default;`;
  const end = 'if (error || stats.hasErrors()) throw error ?? new Error(`${stats}`);';
  return [process.execPath, '--input-type=module', '-e', `${load} compile(config, (error, stats) => { ${end} });`];
};

/** What builds with a file of the README. @type {Readonly<Record<string, readonly string[]>>} */
const commands = {
  'vite.config.mjs': ['vite', 'build'],
  'rollup.config.mjs': ['rollup', '-c'],
  'rolldown.config.mjs': ['rolldown', '-c', 'rolldown.config.mjs'],
  'build.mjs': [process.execPath, 'build.mjs'],
  'webpack.config.mjs': compile('webpack', 'webpack.config.mjs'),
  'rspack.config.mjs': compile('@rspack/core', 'rspack.config.mjs'),
  'webpack.config.cjs': compile('webpack', 'webpack.config.cjs'),
  'metro.config.js': ['metro', 'build', 'src/main.js', '-O', 'dist/main.js', '-p', 'ios', '-c', 'linked.config.js'],
  'jest.config.mjs': ['jest'],
  'vitest.config.mjs': ['vitest', 'run'],
};

/** A test of the script, for what runs tests. @type {Readonly<Record<string, string>>} */
const tests = {
  'jest.config.mjs': "test('prints', () => void require('./main.js'));\n",
  'vitest.config.mjs': "import { test } from 'vitest';\ntest('prints', () => import('./main.js'));\n",
};

// Packages are links in these tests, and Metro reads only files of the folders that it watches.
const linkedConfig = `const { realpathSync } = require('node:fs');
const packages = ['metro-runtime', '@react-native/js-polyfills'];
const watchFolders = packages.map((name) => realpathSync('node_modules/' + name));
module.exports = { ...require('./metro.config.js'), watchFolders };
`;

/** In ../eslint/. */
const others = ['eslint.config.mjs', 'typed.eslint.config.mjs'];

test('every named block is tried', () => {
  assert.deepEqual([...blocks.keys()].sort(), ['iftrue.toml', ...others, ...Object.keys(commands)].sort());
});

for (const [name, [command = '', ...args]] of Object.entries(commands)) {
  test(name, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'iftrue-readme-'));
    t.after(() => rm(folder, { recursive: true }));
    await mkdir(path.join(folder, 'node_modules'));
    for (const each of await readdir(packages)) {
      await symlink(path.join(packages, each), path.join(folder, 'node_modules', each));
    }
    await symlink(path.join(root, 'dist/npm'), path.join(folder, 'node_modules/iftrue'));
    for (const each of ['src', 'dist']) await mkdir(path.join(folder, each));
    for (const file of ['iftrue.toml', name]) await writeFile(path.join(folder, file), blocks.get(file) ?? '');
    await writeFile(path.join(folder, 'index.html'), '<script type="module" src="src/main.js"></script>');
    const source = 'console.log(/*IFTRUE_WEB*/ "for web" /*ELSE_WEB*/ "for wx" /*FITRUE_WEB*/);\n';
    await writeFile(path.join(folder, 'src/main.js'), source);
    await writeFile(path.join(folder, 'src/main.test.js'), tests[name] ?? '');
    await writeFile(path.join(folder, 'linked.config.js'), linkedConfig);

    const program = path.isAbsolute(command) ? command : path.join(packages, '.bin', command);
    const { status, stdout, stderr } = run(program, args, { cwd: folder });
    assert.equal(status, 0, `${stdout}${stderr}`);
    const dist = path.join(folder, 'dist');
    if (name in tests) {
      assert.match(`${stdout}${stderr}`, /for web/);
      return assert.doesNotMatch(`${stdout}${stderr}`, /for wx/);
    }
    const scripts = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith('.js'));
    assert.equal(scripts.length, 1, `${scripts}`);
    const text = await readFile(path.join(dist, `${scripts[0]}`), 'utf8');
    assert.match(text, /for web/);
    assert.doesNotMatch(text, /for wx/);
  });
}
