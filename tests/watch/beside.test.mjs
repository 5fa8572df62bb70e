// strip --watch beside the watchers of others: esbuild and tsc build as often as an output changes, and not once more.

import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { make, temporaryFolder } from '../faults/ground.mjs';
import { Lines, watch, watching } from './watcher.mjs';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const toml = `source = "src"
output = "out/{target}"
exclude = ["**/.*.sw?", "**/.#*"]
[symbols]
X = ""
[targets.on]
symbols = ["X"]
[targets.off]
`;
const text = (n) => `import { b } from './b';
/*IFTRUE_X*/
export const a: number = b + ${n};
/*ELSE_X*/
export const a: number = 0;
/*FITRUE_X*/
`;

const builds = {
  esbuild: {
    program: join(modules, 'esbuild/bin/esbuild'),
    args: ['out/on/a.ts', '--bundle', '--outfile=built/a.js', '--watch'],
    from: 'stderr',
    built: /^\[watch\] build finished/,
  },
  tsc: {
    program: process.execPath,
    args: [join(modules, 'typescript/bin/tsc'), '-p', '.', '--watch', '--preserveWatchOutput'],
    from: 'stdout',
    built: /Watching for file changes\.$/,
  },
};

for (const [name, { program, args, from, built }] of Object.entries(builds)) {
  test(`${name} builds once for each change`, async (t) => {
    const folder = temporaryFolder(t);
    make(folder, {
      'iftrue.toml': toml,
      'src/a.ts': text(1),
      'src/b.ts': 'export const b = 1;\n',
      'tsconfig.json': JSON.stringify({
        compilerOptions: { rootDir: 'out/on', outDir: 'built', types: [] },
        include: ['out/on'],
      }),
    });
    const source = join(folder, 'src/a.ts');
    const save = (bytes) => {
      writeFileSync(join(folder, 'spare'), bytes);
      renameSync(join(folder, 'spare'), source);
    };
    const watcher = watch(t, folder, ['-v']);
    await watcher.until(watching);
    const builder = new Lines(t, program, args, { cwd: folder, from });
    await builder.until(built);
    for (let n = 2; n <= 4; ++n) {
      // A run that changes no output.
      writeFileSync(join(folder, 'src/.a.ts.swp'), 'b0VIM');
      symlinkSync('somebody@somewhere.1:2', join(folder, 'src/.#a.ts'));
      save(text(n - 1));
      await watcher.until(/^iftrue: 0 files written in /);
      // One that does; a builder that looks at it from time to time sees all of it at once.
      builder.signal('SIGSTOP');
      save(text(n));
      rmSync(join(folder, 'src/.a.ts.swp'));
      rmSync(join(folder, 'src/.#a.ts'));
      await watcher.until(/^iftrue: 1 file written in /);
      builder.signal('SIGCONT');
      await builder.until(built);
      assert.match(readFileSync(join(folder, 'built/a.js'), 'utf8'), new RegExp(`\\+ ${n};`));
    }
    assert.equal(builder.all.filter((line) => built.test(line)).length, 4, builder.all.join('\n'));
    assert.equal(await watcher.end(), 0);
  });
}
