// iftrue/eslint and iftrue/typescript under typescript-eslint: rules that ask for types see those of one target.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Project } from './project.mjs';

const CONFIG = `import iftrue from 'iftrue/eslint';
import tseslint from 'typescript-eslint';

export default [
  {
    files: ['src/**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        projectService: { loadTypeScriptPlugins: true },
        disallowAutomaticSingleRunInference: true,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
    },
  },
  iftrue.config(),
];
`;

const SEND = `/*IFTRUE_WEB*/
export function send(): number { return 1; }
/*ELSE_WEB*/
export async function send(): Promise<number | string> { return 1; }
/*FITRUE_WEB*/
`;
const USE = `import { send } from './send.js';
send();
/*IFTRUE_WX*/
export const text = (await send()) as string;
/*FITRUE_WX*/
export const count = send() as number;
`;

test('types are those of the target, in the file and in those that it imports', async (t) => {
  const project = await Project.create(t, {
    'src/send.ts': SEND,
    'src/use.ts': USE,
    'eslint.config.js': CONFIG,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true, types: [], noEmit: true },
        plugins: [{ name: 'iftrue/typescript' }],
      },
      include: ['src'],
    }),
  });
  /** @param {string} target @param {string[]} args */
  const lint = (target, ...args) => {
    // The file that imports first: what it imports is not what the processor gave, then.
    const files = ['src/use.ts', 'src/send.ts'];
    const { status, stdout, stderr } = project.eslint(['--format', 'json', ...args, ...files], {
      IFTRUE_TARGET: target,
    });
    assert.equal(stderr, '');
    /** @type {import('eslint').ESLint.LintResult[]} */
    const results = JSON.parse(String(stdout));
    const said = results.flatMap(({ messages }) =>
      messages.map(({ line, ruleId, message }) => `${line} ${ruleId ?? message}`),
    );
    return { status, said };
  };
  assert.deepEqual(lint('wx'), { status: 1, said: ['2 @typescript-eslint/no-floating-promises'] });
  assert.deepEqual(lint('web', '--fix'), { status: 0, said: [] });
  assert.equal(await project.read('src/use.ts'), USE.replace(' as number', ''));
  assert.equal(await project.read('src/send.ts'), SEND);
});
