// The configurations of the package's README, as they stand there, by the command.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Project } from './project.mjs';

const readme = await readFile(new URL('../../npm/README.md', import.meta.url), 'utf8');
const configs = [...readme.matchAll(/^```js (\S*eslint\.config\.mjs)\n(.*?)^```$/gms)].map(
  ([, name = '', text = '']) => /** @type {const} */ ([name, text]),
);

/** A file, and what is said of it. @type {Readonly<Record<string, [name: string, text: string, said: string[]]>>} */
const faults = {
  'eslint.config.mjs': [
    'src/a.js',
    '/*IFTRUE_WX*/ one(); /*ELSE_WX*/ two(); /*FITRUE_WX*/\n',
    ["'two' is not defined."],
  ],
  'typed.eslint.config.mjs': [
    'src/a.ts',
    '/*IFTRUE_WX*/ Promise.resolve(); /*ELSE_WX*/ Promise.resolve(1); /*FITRUE_WX*/\n',
    ['Promises must be awaited'],
  ],
};

test('every configuration is tried', () => {
  assert.deepEqual(configs.map(([name]) => name).sort(), Object.keys(faults).sort());
});

for (const [config, text] of configs) {
  test(config, async (t) => {
    const [name = '', source = '', expected = []] = faults[config] ?? [];
    const options = { target: 'es2022', types: [], plugins: [{ name: 'iftrue/typescript', target: 'web' }] };
    const project = await Project.create(t, {
      [config]: text,
      [name]: source,
      'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }),
    });
    const { stdout, stderr } = project.eslint(['-c', config, '--format', 'json', 'src']);
    assert.equal(stderr, '');
    /** @type {import('eslint').ESLint.LintResult[]} */
    const [result] = JSON.parse(String(stdout));
    assert.equal(result?.messages.length, expected.length, `${stdout}`);
    for (const [i, said] of expected.entries()) assert.ok(result?.messages[i]?.message.startsWith(said), `${stdout}`);
  });
}
