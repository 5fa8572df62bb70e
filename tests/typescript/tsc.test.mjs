// iftrue-tsc as a process, with the project's own TypeScript.

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadProject } from '../../dist/npm/index.mjs';
import { create, tsc } from './tsc.mjs';
import { NATIVE, Project, typescriptFolder, VERSIONS } from './tsserver.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const BRANCHES = `/*IFTRUE_WEB*/
export const kind: number = 'web';
/*ELSE_WEB*/
export const kind: string = 1;
/*FITRUE_WEB*/
`;
const WEB = "src/a.ts(2,14): error TS2322: Type 'string' is not assignable to type 'number'.\n";
const WX = "src/a.ts(4,14): error TS2322: Type 'number' is not assignable to type 'string'.\n";

/** The versions, and the exit status of each where there are errors and no output. */
const STATUS = { ...Object.fromEntries(VERSIONS.map((version) => [version, 2])), [NATIVE]: 1 };

for (const [version, failed] of Object.entries(STATUS)) {
  describe(version, () => {
    test('errors are those of the target, at places of the source', async (t) => {
      const project = await create(t, version, { 'src/a.ts': BRANCHES });
      assert.deepEqual(tsc(project.root, ['-t', 'web']), { status: failed, shown: WEB });
      const alone = ['a.ts', '--noEmit', '--skipLibCheck', ...(version === 'typescript-5' ? [] : ['--ignoreConfig'])];
      const shown = WX.replace('src/', '');
      assert.deepEqual(tsc(project.path('src'), ['--target=wx', ...alone]), { status: failed, shown });
      assert.deepEqual(tsc(project.root, [], { IFTRUE_TARGET: 'wx' }), { status: failed, shown: WX });
    });

    test('tsc has the options after the target, its own --target among them', async (t) => {
      const text = 'export const f = (n?: number) => n ?? /*IFTRUE_WX*/ 1 /*ELSE_WX*/ 2 /*FITRUE_WX*/;\n';
      const project = await create(t, version, { 'src/a.ts': text });
      const output = ['--noEmit', 'false', '--rootDir', 'src', '--outDir', 'out/{target}'];
      assert.deepEqual(tsc(project.root, ['-t', 'wx', '-t', 'es2015', ...output]), { status: 0, shown: '' });
      assert.equal(await project.read('out/wx/a.js'), 'export const f = (n) => n !== null && n !== void 0 ? n : 1;\n');
    });

    for (const output of [['--noEmit'], ['--noEmit', 'false', '--outDir', 'out']]) {
      test(`wrong directives are the only errors, all of them, and nothing is written: ${output.join(' ')}`, async (t) => {
        const project = await create(t, version, {
          'src/a.ts': 'const a: string = 1;\n/*IFTRUE_WEB*/\n',
          'src/b.ts': '/*FITRUE_WX*/\n',
        });
        const { status, shown } = tsc(project.root, ['-t', 'web', ...output]);
        assert.equal(status, 1);
        assert.deepEqual(shown.match(/^.*\[E\d+\]$/gm), [
          'src/a.ts:2:3: error: IFTRUE_WEB is never ended: no FITRUE_WEB follows [E001]',
          'src/b.ts:1:3: error: FITRUE_WX without its IFTRUE_WX [E002]',
        ]);
        assert.doesNotMatch(shown, /TS\d/);
        await assert.rejects(project.read('out/a.js'), { code: 'ENOENT' });
      });
    }
  });
}

test('--all says of each target what is wrong, and one summary', async (t) => {
  const project = await create(t, NATIVE, { 'src/a.ts': BRANCHES.replace("'web'", '1') });
  const one = 'iftrue-tsc: errors for 1 of 2 targets: wx\n';
  assert.deepEqual(tsc(project.root, ['--all']), { status: 1, shown: `== web\n== wx\n${WX}${one}` });
  await project.write('src/a.ts', 'export {};\n');
  const none = '== web\n== wx\niftrue-tsc: no errors for web, wx\n';
  assert.deepEqual(tsc(project.root, ['--all']), { status: 0, shown: none });
});

test('what it cannot do is refused, with the reason', async (t) => {
  const project = await create(t, NATIVE, { 'src/a.ts': BRANCHES });
  for (const [args, reason] of /** @type {[string[], RegExp][]} */ ([
    [['-t', 'web', '-b'], /tsc --build takes outputs .* those of another target/],
    [['-t', 'web', '--watch'], /--watch is not supported/],
    [['-t', 'ios'], /has no target 'ios'; its targets are: web, wx/],
    [[], /no target is named/],
    [['--all', '-t', 'web', '-p', '.'], /--all and a target exclude each other/],
  ])) {
    const { status, shown } = tsc(project.root, args);
    assert.equal(status, 2, args.join(' '));
    assert.match(shown, reason);
  }
  await unlink(project.path('node_modules/typescript'));
  assert.match(tsc(project.root, ['-t', 'web']).shown, /typescript is not installed in/);
  await project.write('node_modules/typescript/package.json', '{ "version": "4.9.5" }');
  assert.match(tsc(project.root, ['-t', 'web']).shown, /runs TypeScript 5, 6 and 7, not 4\.9\.5/);
});

for (const version of ['typescript-6', NATIVE]) {
  test(`${version}: our own SDK has no errors for any target`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'iftrue-typescript-'));
    t.after(() => rm(folder, { recursive: true }));
    for (const name of ['iftrue.toml', 'sdk-src', 'targets']) {
      await cp(join(root, name), join(folder, name), { recursive: true });
    }
    await mkdir(join(folder, 'node_modules'));
    for (const name of await readdir(join(root, 'node_modules'))) {
      const package_ = name === 'typescript' ? typescriptFolder(version) : join(root, 'node_modules', name);
      await symlink(package_, join(folder, 'node_modules', name));
    }
    const targets = Object.keys(loadProject(root).targets);
    for (const target of targets) {
      const tsconfig = { extends: `./targets/${target}/tsconfig.json`, include: ['sdk-src'] };
      await writeFile(join(folder, `tsconfig.${target}.json`), JSON.stringify(tsconfig));
    }
    const options = ['-p', 'tsconfig.{target}.json', '--noEmit'];
    const { status, shown } = tsc(folder, ['--all', ...options]);
    assert.equal(status, 0, shown);
    assert.match(shown, new RegExp(`\\niftrue-tsc: no errors for ${targets.join(', ')}\\n$`));
  });
}
