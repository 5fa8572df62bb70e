// iftrue/eslint in the real ESLint: what is said of a file for a target, what is not, and what may be mended.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import stylistic from '@stylistic/eslint-plugin';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import iftrue from '../../dist/npm/eslint.mjs';
import { Project, VERSIONS } from './project.mjs';

/** @typedef {import('eslint').Linter.Config} Config */

const plugins = /** @type {Record<string, import('eslint').ESLint.Plugin>} */ (
  /** @type {unknown} */ ({ '@stylistic': stylistic, '@typescript-eslint': tseslint.plugin, vue })
);

/** @param {Project} project @param {Config['rules']} rules @returns {Config[]} */
function configOf(project, rules, target = 'web') {
  return [{ plugins, rules: rules ?? {} }, iftrue.config({ target, project: project.root })];
}

/** @type {Config['rules']} */
const LINES = { 'no-undef': 'error', 'no-var': 'error' };

for (const version of /** @type {(keyof typeof VERSIONS)[]} */ (Object.keys(VERSIONS))) {
  describe(version, () => {
    test('messages are those of the target, at places of the source', async (t) => {
      const project = await Project.create(t, {});
      const text = '\uFEFF/*IFTRUE_WEB*/ one();\n/*ELSE_WEB two(); FITRUE_WEB*/ three(); var four;\u2028five();\n';
      const web = await project.lint('src/a.js', text, configOf(project, LINES), { version });
      assert.deepEqual(web.said, [
        "1:16 no-undef 'one' is not defined.",
        "2:32 no-undef 'three' is not defined.",
        '2:41 no-var Unexpected var, use let or const instead.',
        "3:1 no-undef 'five' is not defined.",
      ]);
      const wx = await project.lint('src/a.js', text, configOf(project, LINES, 'wx'), { version, fix: true });
      assert.deepEqual(wx.said, [
        "2:12 no-undef 'two' is not defined.",
        "2:32 no-undef 'three' is not defined.",
        "3:1 no-undef 'five' is not defined.",
      ]);
      assert.equal(wx.output, text.replace('var', 'let'));
    });

    test('a wrong directive is the only error of its file', async (t) => {
      const project = await Project.create(t, {});
      const text = 'var a;\u2028 /*IFTRUE_WEB*/\n/*IFTRUE_(WX*/ /*FITRUE_WX*/\n';
      const { said, messages, output } = await project.lint('src/a.js', text, configOf(project, LINES), {
        version,
        fix: true,
      });
      assert.deepEqual(said, ['2:4 null IFTRUE_WEB is never ended: no FITRUE_WEB follows [E001]', ...said.slice(1)]);
      assert.ok(said.length > 1 && said.every((each) => /\[E\d+\]/.test(each)), said.join('\n'));
      const [{ fatal, severity, endLine, endColumn } = {}] = messages;
      assert.deepEqual(
        { fatal, severity, endLine, endColumn },
        { fatal: true, severity: 2, endLine: 2, endColumn: 14 },
      );
      assert.equal(output, text);
    });

    test('what the project leaves out is linted as it is, and what the target has not, not at all', async (t) => {
      const project = await Project.create(t, {});
      const text = '/*IFTRUE_WX*/ var a; /*FITRUE_WX*/\n';
      const said = ['1:15 no-var Unexpected var, use let or const instead.'];
      const config = configOf(project, LINES);
      assert.deepEqual((await project.lint('other/a.js', text, config, { version })).said, said);
      const any = configOf(project, { 'no-restricted-syntax': [2, 'Program'] });
      assert.deepEqual((await project.lint('src/wx/a.js', 'var a;\n', any, { version })).said, []);
      const wx = await project.lint('src/wx/a.js', 'var a;\n', configOf(project, LINES, 'wx'), { version });
      assert.equal(wx.said.length, 1);
    });
  });
}

/**
 * Rules, a text, and of its faults those that are said for web, each as its line and its rule. A line is mended where a
 * second text says so.
 *
 * @type {[name: string, rules: NonNullable<Config['rules']>, text: string, said: string[], fixed?: string][]}
 */
const CASES = [
  [
    'blanks in the place of text are no fault of layout',
    { 'no-trailing-spaces': 2, 'no-multi-spaces': 2, '@stylistic/semi': 2, 'space-in-parens': 2, 'max-len': [2, 12] },
    'f(1); /*IFTRUE_WX*/ f(2)  /*FITRUE_WX*/\nf(/*IFTRUE_WX*/2/*FITRUE_WX*/)\nf(  1) \n',
    ['3 no-multi-spaces', '3 space-in-parens', '3 @stylistic/semi', '3 no-trailing-spaces'],
    'f(1); /*IFTRUE_WX*/ f(2)  /*FITRUE_WX*/\nf(/*IFTRUE_WX*/2/*FITRUE_WX*/)\nf(1);\n',
  ],
  [
    'nor are blank lines beside them',
    { 'no-multiple-empty-lines': [2, { max: 1 }], 'padded-blocks': [2, 'never'], 'eol-last': 2 },
    '{\n/*IFTRUE_WX*/\nf(1);\n/*FITRUE_WX*/\nf(2);\n\n/*IFTRUE_WX*/ f(3); /*FITRUE_WX*/\n\nf(4);\n\n\nf(5);\n}\n/*IFTRUE_WX*//*FITRUE_WX*/',
    ['11 no-multiple-empty-lines'],
    '{\n/*IFTRUE_WX*/\nf(1);\n/*FITRUE_WX*/\nf(2);\n\n/*IFTRUE_WX*/ f(3); /*FITRUE_WX*/\n\nf(4);\n\nf(5);\n}\n/*IFTRUE_WX*//*FITRUE_WX*/',
  ],
  [
    'nor are they lines between two statements',
    { 'padding-line-between-statements': [2, { blankLine: 'never', prev: '*', next: '*' }] },
    'f(1);\n/*IFTRUE_WX*/\nf(2);\n/*FITRUE_WX*/\nf(3);\n\nf(4);\n',
    ['7 padding-line-between-statements'],
    'f(1);\n/*IFTRUE_WX*/\nf(2);\n/*FITRUE_WX*/\nf(3);\nf(4);\n',
  ],
  [
    'a semicolon is not put where another target reads on',
    { semi: 2 },
    'const a = 1 // one\n/* two */ /*IFTRUE_WX*/\n+ 2\n/*FITRUE_WX*/\nconst b = 1\n',
    ['1 semi', '5 semi'],
    'const a = 1 // one\n/* two */ /*IFTRUE_WX*/\n+ 2\n/*FITRUE_WX*/\nconst b = 1;\n',
  ],
  [
    'nor is one taken that another target ends with',
    { 'no-extra-semi': 2 },
    '{\n/*IFTRUE_WX*/ f(1) /*FITRUE_WX*/ // one\n/* two */ ;\nf(2);;\n}\n',
    ['3 no-extra-semi', '4 no-extra-semi'],
    '{\n/*IFTRUE_WX*/ f(1) /*FITRUE_WX*/ // one\n/* two */ ;\nf(2);\n}\n',
  ],
  [
    'white space beside removed text may be mended',
    { 'no-trailing-spaces': 2 },
    'f(1);  \n/*IFTRUE_WX*/ f(2); /*FITRUE_WX*/\n',
    ['1 no-trailing-spaces'],
    'f(1);\n/*IFTRUE_WX*/ f(2); /*FITRUE_WX*/\n',
  ],
  [
    'offsets do not count a byte order mark',
    { 'no-var': 2 },
    '\uFEFF/*IFTRUE_WX*/f();/*FITRUE_WX*/var a;\n',
    ['1 no-var'],
    '\uFEFF/*IFTRUE_WX*/f();/*FITRUE_WX*/let a;\n',
  ],
  [
    'what another target uses is not unused',
    { 'no-unused-vars': 2, '@typescript-eslint/no-unused-vars': 2 },
    "import { a, b } from 'c';\n/*IFTRUE_WX*/ a(); /*FITRUE_WX*/\nfunction d() {}\n",
    [
      '1 no-unused-vars',
      '1 @typescript-eslint/no-unused-vars',
      ...['3 no-unused-vars', '3 @typescript-eslint/no-unused-vars'],
    ],
  ],
  [
    'nor is what another target assigns to a constant, and what is declared with it',
    { 'prefer-const': 2 },
    'let a = 1;\nlet { b, c } = a;\nlet d = 1;\n/*IFTRUE_WX*/ a = 2; b = 3; /*FITRUE_WX*/ f(c, d);\n',
    ['2 prefer-const', '3 prefer-const'],
    'let a = 1;\nlet { b, c } = a;\nconst d = 1;\n/*IFTRUE_WX*/ a = 2; b = 3; /*FITRUE_WX*/ f(c, d);\n',
  ],
  [
    'what another target has is not empty',
    { 'no-empty': 2, 'no-empty-function': 2 },
    'if (a) { /*IFTRUE_WX*/ f(); /*FITRUE_WX*/ }\nconst g = () => {\n/*IFTRUE_WX*/\nf();\n/*FITRUE_WX*/\n};\nif (g) {}\n',
    ['7 no-empty'],
  ],
  [
    'a comment that another target needs is not unused',
    { 'no-undef': 2, 'no-var': 2 },
    '/* eslint-disable no-var */\n/*IFTRUE_WX*/ var a; /*FITRUE_WX*/\n',
    [],
  ],
  [
    'a fix that reaches over a directive is not made',
    { 'no-lonely-if': 2, 'prefer-template': 2, 'object-shorthand': 2, 'no-else-return': 2 },
    "f('a' + /*IFTRUE_WX*/c + /*FITRUE_WX*/b);\nf('a' + b);\n",
    ['1 prefer-template', '2 prefer-template'],
    "f('a' + /*IFTRUE_WX*/c + /*FITRUE_WX*/b);\nf(`a${  b}`);\n",
  ],
  [
    'nor one that hides a name from another target',
    { 'no-var': 2 },
    'var a = 1;\nvar b = 1;\n/*IFTRUE_WX*/ var a = 2; /*FITRUE_WX*/\n',
    ['1 no-var', '2 no-var'],
    'var a = 1;\nlet b = 1;\n/*IFTRUE_WX*/ var a = 2; /*FITRUE_WX*/\n',
  ],
  [
    'nor one of a declaration that goes on there',
    { 'no-var': 2, 'prefer-const': 2 },
    'var a = 1\n  /*IFTRUE_WX*/ , b /*FITRUE_WX*/;\nlet c = 1 /*IFTRUE_WX , d FITRUE_WX*/;\nvar e = 1; f(2/*IFTRUE_WX*/, 3/*FITRUE_WX*/);\n',
    ['1 no-var', '3 prefer-const', '4 no-var'],
    'var a = 1\n  /*IFTRUE_WX*/ , b /*FITRUE_WX*/;\nlet c = 1 /*IFTRUE_WX , d FITRUE_WX*/;\nconst e = 1; f(2/*IFTRUE_WX*/, 3/*FITRUE_WX*/);\n',
  ],
  [
    'nor one that ends the comment that a group is in',
    { 'no-extra-parens': 2 },
    'const n = 1/*IFTRUE_WEB\n*(/x/);\nFITRUE_WEB*/\nf((n));\n',
    ['2 no-extra-parens', '4 no-extra-parens'],
    'const n = 1/*IFTRUE_WEB\n*(/x/);\nFITRUE_WEB*/\nf(n);\n',
  ],
];

for (const [name, rules, text, said, fixed = text] of CASES) {
  test(name, async (t) => {
    const project = await Project.create(t, {});
    const config = configOf(project, rules);
    const { messages } = await project.lint('src/a.js', text, config);
    assert.deepEqual(messages.map(({ line, ruleId, message }) => `${line} ${ruleId ?? message}`).sort(), said.sort());
    assert.equal((await project.lint('src/a.js', text, config, { fix: true })).output, fixed);
  });
}

test('suggestions are of what the target has, too', async (t) => {
  const project = await Project.create(t, {});
  const text =
    '/*IFTRUE_WX*/ f(); /*FITRUE_WX*/ f(0, !a in b);\nf(!/*IFTRUE_WX*/(/*FITRUE_WX*/a in b/*IFTRUE_WX*/)/*FITRUE_WX*/);\n';
  const { messages } = await project.lint('src/a.js', text, configOf(project, { 'no-unsafe-negation': 2 }));
  assert.deepEqual(
    messages.map(({ line, suggestions }) => `${line} ${suggestions?.length ?? 0}`),
    ['1 2', '2 0'],
  );
});

test('every rule of layout is known', async (t) => {
  const project = await Project.create(t, {});
  const { processor } = iftrue.config({ target: 'web', project: project.root });
  const all = [Object.fromEntries(builtinRules), ...Object.values(plugins).map(({ rules = {} }) => rules)];
  const names = all.flatMap((rules) =>
    Object.entries(rules).flatMap(([name, rule]) =>
      typeof rule === 'object' && rule.meta?.type === 'layout' ? [name] : [],
    ),
  );
  assert.ok(names.length > 120, `${names.length}`);
  processor.preprocess('a();\n/*IFTRUE_WX*/ b(); /*FITRUE_WX*/\nc();\n', project.path('src/a.js'));
  const messages = names.map((name) => {
    const place = { line: 2, column: 1, endLine: 2, endColumn: 2 };
    return { ruleId: `any/${name}`, severity: /** @type {const} */ (2), message: '', ...place };
  });
  assert.deepEqual(processor.postprocess([messages], project.path('src/a.js')), []);
});

test('eslint-plugin-vue has its own processor over it', async (t) => {
  const project = await Project.create(t, {});
  const text = `<template>
  <!-- eslint-disable-next-line vue/no-textarea-mustache -->
  <textarea>{{ text }}</textarea>
  <!--IFTRUE_WX-->
  <p v-text="a">中🎉</p>
  <!--ELSE_WX-->
  <textarea>{{ text }}</textarea>
  <!--FITRUE_WX-->
</template>
<script>
/*IFTRUE_WX*/
var a;
/*ELSE_WX*/
var b;
/*FITRUE_WX*/
</script>
`;
  const config = [
    ...vue.configs['flat/essential'],
    { rules: { 'no-var': 2 } },
    iftrue.config({ target: 'web', project: project.root, processor: vue.processors.vue }),
  ];
  const { said, output } = await project.lint('src/a.vue', text, /** @type {Config[]} */ (config), { fix: true });
  assert.deepEqual(said, ["7:13 vue/no-textarea-mustache Unexpected mustache. Use 'v-model' instead."]);
  assert.equal(output, text.replace('var b', 'let b'));
});

test('a change of the project file is seen', async (t) => {
  const project = await Project.create(t, {});
  const config = configOf(project, LINES, 'wx');
  const text = 'var a;\n';
  assert.equal((await project.lint('src/wx/a.js', text, config)).said.length, 1);
  const toml = await project.read('iftrue.toml');
  await project.write('iftrue.toml', toml.replace('when = "WX"', 'when = "WEB"'));
  assert.equal((await project.lint('src/wx/a.js', text, config)).said.length, 0);
  await project.write('iftrue.toml', `${toml}[`);
  const [said = ''] = (await project.lint('src/a.js', text, config)).said;
  assert.match(said, /^1:1 null .*iftrue\.toml/);
});

test('the command knows in its cache the target, the project file and the processor below', async (t) => {
  const project = await Project.create(t, {
    'src/a.js': '/*IFTRUE_WX*/ var a; /*FITRUE_WX*/\n',
    'eslint.config.js': `import iftrue from 'iftrue/eslint';
export default [{ rules: { 'no-var': 2 } }, iftrue.config()];
`,
    'named.config.js': `import iftrue from 'iftrue/eslint';
export default [{ rules: { 'no-var': 2 }, plugins: { iftrue }, processor: 'iftrue/target' }];
`,
  });
  const toml = await project.read('iftrue.toml');
  for (const config of ['eslint.config.js', 'named.config.js']) {
    const lint = (/** @type {string} */ target) =>
      project.eslint(['--cache', '-c', config, 'src'], { IFTRUE_TARGET: target }).status;
    assert.equal(lint('web'), 0, config);
    assert.equal(lint('wx'), 1, config);
    assert.equal(lint('web'), 0, config);
    await project.write('iftrue.toml', toml.replace('["WEB"]', '["WEB", "WX"]'));
    assert.equal(lint('web'), 1, config);
    await project.write('iftrue.toml', toml);
  }
  const { status, stderr } = project.eslint(['src'], { IFTRUE_TARGET: 'ios' });
  assert.equal(status, 2);
  assert.match(String(stderr), /has no target 'ios'; its targets are: web, wx/);
});

test('require() gives the same', () => {
  const required = createRequire(import.meta.url)('../../dist/npm/eslint.js');
  assert.equal(required.default, required);
  assert.equal(required, iftrue);
});
