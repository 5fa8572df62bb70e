// iftrue-tsc with a native TypeScript, which runs in a mirror of the project: it finds what the other finds, and leaves its
// outputs where the other does.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { create, tsc } from './tsc.mjs';
import { NATIVE, typescriptFolder } from './tsserver.mjs';

const TOML = `source = "src"
[symbols]
WEB = "browsers"
WX = "WeChat mini-programs"
[targets.web]
symbols = ["WEB"]
[targets.wx]
symbols = ["WX"]
[[files]]
glob = "only_wx.ts"
when = "WX"
`;

/** Every way to a file whose type is another one for each target; and, beside the project, what it reads without a way in. */
const FILES = {
  'base.json': JSON.stringify({ compilerOptions: { declaration: true, declarationMap: true, sourceMap: true } }),
  'shared/beside.ts': "import { kind } from '../app/src/kind.js';\nexport const beside: number = kind;\n",
  'node_modules/wrong/package.json': '{ "name": "wrong", "types": "index.d.ts" }',
  'node_modules/wrong/index.d.ts': 'export const wrong: Missing;\n',
  'app/iftrue.toml': TOML,
  'app/package.json': JSON.stringify({ name: 'app', type: 'module', imports: { '#kind': './src/kind.ts' } }),
  'app/src/kind.ts': '/*IFTRUE_WEB*/\nexport const kind = 1;\n/*ELSE_WEB*/\nexport const kind = "1";\n/*FITRUE_WEB*/\n',
  'app/src/near.ts': "import { kind } from './kind.js';\nexport const near: number = kind;\n",
  'app/src/mapped.ts': "import { kind } from '@/kind.js';\nexport const mapped: number = kind;\n",
  'app/src/imported.ts': "import { kind } from '#kind';\nexport const imported: number = kind;\n",
  'app/src/linked.ts': "import { kind } from 'workspace';\nexport const linked: number = kind;\n",
  'app/src/absent.ts': "import './only_wx.js';\nimport { wx } from './only_wx.js';\nexport const absent = wx;\n",
  'app/src/only_wx.ts': 'export const wx = 1;\n',
  'app/src/foreign.ts': "export { wrong } from 'wrong';\n",
  'app/src/workspace/package.json': '{ "name": "workspace", "types": "index.ts" }',
  'app/src/workspace/index.ts': "export { kind } from '../kind.js';\n",
  'app/src/scoped.ts': "import { kind } from '@own/workspace';\nexport const scoped: number = kind;\n",
  'app/node_modules/@own/other/package.json': '{ "name": "@own/other", "types": "index.d.ts" }',
  'app/node_modules/@own/other/index.d.ts': 'export const other: number;\n',
  'app/src/other.ts': "import { other } from '@own/other';\nexport const others: string = other;\n",
  'app/test/far.ts': "import { kind } from '../src/kind.js';\nexport const far: number = kind;\n",
  'app/.hidden/dotted.ts': "import { kind } from '../src/kind.js';\nexport const dotted: number = kind;\n",
};

const OPTIONS = {
  extends: '../base.json',
  compilerOptions: {
    ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2015'], types: [], strict: true },
    ...{ skipLibCheck: false, rootDir: '..', paths: { '@/*': ['./src/*'] } },
  },
  include: ['src', 'test', '.hidden/*', '../shared'],
};

/** @param {import('node:test').TestContext} t */
async function createApp(t) {
  const project = await create(t, NATIVE, { ...FILES, 'app/tsconfig.json': JSON.stringify(OPTIONS) }, { toml: '' });
  await symlink('../src/workspace', project.path('app/node_modules/workspace'));
  await symlink('../../src/workspace', project.path('app/node_modules/@own/workspace'));
  return project;
}

/** @param {string} folder */
async function contentsOf(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((each) => each.isFile())
    .map(({ path, name }) => join(path, name))
    .sort();
}

for (const target of ['web', 'wx']) {
  test(`${target}: what is said, and written, is that of TypeScript 6`, async (t) => {
    const project = await createApp(t);
    const folder = await mkdtemp(join(tmpdir(), 'iftrue-mirror-'));
    t.after(() => rm(folder, { recursive: true }));
    /** @param {string} version */
    const compile = async (version) => {
      await unlink(project.path('node_modules/typescript'));
      await symlink(typescriptFolder(version), project.path('node_modules/typescript'));
      const before = await contentsOf(project.root);
      const outputs = ['--outDir', '../out/{target}', '--tsBuildInfoFile', project.path('out/info'), '--incremental'];
      const { shown } = tsc(project.path('app'), ['-t', target, '-p', project.path('app'), ...outputs], {
        TMPDIR: folder,
      });
      const written = (await contentsOf(project.root)).filter((file) => !before.includes(file));
      const maps = written.filter((file) => file.endsWith('.map'));
      const sources = await Promise.all(
        maps.map(async (file) => JSON.parse(await project.read(file.slice(project.root.length))).sources),
      );
      await rm(project.path('out'), { recursive: true });
      return { shown: shown.split('\n').sort(), written, sources };
    };
    const expected = await compile('typescript-6');
    const found = await compile(NATIVE);
    for (const part of /** @type {const} */ (['shown', 'written', 'sources']))
      assert.deepEqual(found[part], expected[part]);
    assert.deepEqual(await contentsOf(folder), [], 'nothing is left of the mirror');
    // Else they have agreed on little.
    assert.ok(expected.written.length > 40, expected.written.join('\n'));
    const errors = expected.shown.filter((line) => line.includes('error TS'));
    const types = [
      '../shared/beside',
      '.hidden/dotted',
      'src/imported',
      'src/linked',
      'src/mapped',
      'src/near',
      'src/scoped',
      'test/far',
    ];
    const wrong = [
      '../node_modules/wrong/index.d.ts(1,21): error TS2304',
      'src/other.ts(2,14): error TS2322',
      ...(target === 'wx'
        ? types.map((name) => `${name}.ts(2,14): error TS2322`)
        : ['src/absent.ts(2,20): error TS2306']),
    ];
    assert.deepEqual(errors.map((line) => line.replace(/(TS\d+).*/, '$1')).sort(), wrong.sort());
  });
}

test('an output takes the place of an older one, and a source stays as it is', async (t) => {
  const project = await create(t, NATIVE, {
    'src/a.ts': '/*IFTRUE_WEB*/ export const a = 1; /*FITRUE_WEB*/\n',
    'src/a.js': 'old',
    'src/b.ts': 'export {};\n',
  });
  assert.deepEqual(tsc(project.root, ['-t', 'web', '--noEmit', 'false']), { status: 0, shown: '' });
  assert.equal(await project.read('src/a.js'), 'export const a = 1;\n');
  assert.equal(await project.read('src/a.ts'), '/*IFTRUE_WEB*/ export const a = 1; /*FITRUE_WEB*/\n');
});

test('a wrong directive in a file that the program does not read is none of its errors', async (t) => {
  const project = await create(t, NATIVE, { 'src/a.ts': 'export {};\n', 'src/b.js': '/*IFTRUE_WEB*/\n' });
  assert.deepEqual(tsc(project.root, ['-t', 'web']), { status: 0, shown: '' });
});
