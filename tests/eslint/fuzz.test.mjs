// Generated files with regions and faults, mended by ESLint with all its fixable rules: every directive and every removed
// character is there afterwards, unchanged and in order; and what another target could read of it, it still can.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import stylistic from '@stylistic/eslint-plugin';
import { ESLint, Linter } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import iftrue from '../../dist/npm/eslint.mjs';
import { conditionals, kept, loadProject, strip } from '../../dist/npm/index.mjs';
import { Random } from '../differential/random.mjs';
import { faultyText } from './faulty_texts.mjs';
import { Project } from './project.mjs';

/** @typedef {Readonly<Record<string, boolean>>} Symbols */
/** @typedef {import('eslint').Linter.Config} Config */

const SEED = 20261129;
const FILES = 70;
const FILES_OF_COMMAND = 40;

/** Which undo what others do. */
const undoing = ['indent-legacy', 'exp-list-style'];

const parser = new Linter({ configType: 'flat' });

const fixable = [...builtinRules]
  .filter(([name, { meta }]) => meta?.fixable !== undefined && !undoing.includes(name))
  .map(([name]) => name);
const styles = Object.entries(stylistic.rules).filter(
  ([name, { meta }]) => meta?.fixable !== undefined && !meta.deprecated && !undoing.includes(name),
);

/** Options that make of a rule another one. @type {import('eslint').Linter.RulesRecord} */
const OTHER = {
  semi: ['error', 'never'],
  'one-var': ['error', 'never'],
  'comma-dangle': ['error', 'always-multiline'],
  curly: ['error', 'multi'],
  'arrow-body-style': ['error', 'always'],
  quotes: ['error', 'backtick'],
  'multiline-comment-style': ['error', 'separate-lines'],
  'padded-blocks': ['error', 'never'],
  'eol-last': ['error', 'never'],
  'linebreak-style': ['error', 'windows'],
  'unicode-bom': ['error', 'always'],
  'quote-props': ['error', 'as-needed'],
  'brace-style': ['error', 'allman'],
  yoda: ['error', 'always'],
};

/** @type {Config[]} The second has other options, and the plug-in's rules in the place of ESLint's own. */
const CONFIGS = [
  { rules: Object.fromEntries(fixable.map((name) => [name, 'error'])) },
  {
    plugins: { '@stylistic': /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (stylistic)) },
    rules: {
      ...Object.fromEntries(fixable.filter((name) => !(name in stylistic.rules)).map((name) => [name, 'error'])),
      ...Object.fromEntries(styles.map(([name]) => [`@stylistic/${name}`, 'error'])),
      ...Object.fromEntries(
        Object.entries(OTHER).map(([name, setting]) => [
          name in stylistic.rules ? `@stylistic/${name}` : name,
          setting,
        ]),
      ),
    },
  },
];

/** @param {string} text @param {Symbols} symbols */
function removedOf(text, symbols) {
  return kept(text, symbols).map(({ start, end }) => text.slice(start, end));
}

/** @param {string} text */
function directivesOf(text) {
  return conditionals(text).flatMap(({ groups, endDirective }) =>
    [...groups.map(({ directive }) => directive), endDirective].map(({ start, end }) => text.slice(start, end)),
  );
}

/** @param {string} text @param {Symbols} symbols */
function canParse(text, symbols) {
  return !parser.verify(strip(text, { symbols }).code, []).some(({ fatal }) => fatal);
}

/** @param {string} before @param {string} after @param {Symbols} symbols @param {string} name */
function checkFixed(before, after, symbols, name) {
  const shown = `${name}\n--- before\n${before}\n--- after\n${after}`;
  assert.deepEqual(directivesOf(after), directivesOf(before), shown);
  assert.equal(removedOf(after, symbols).join(''), removedOf(before, symbols).join(''), shown);
}

test(`${FILES} files for each target, by the class; seed ${SEED}`, async (t) => {
  const project = await Project.create(t, {});
  const { targets } = loadProject(project.root);
  const random = new Random(SEED);
  const linters = Object.entries(targets).flatMap(([target, symbols]) =>
    CONFIGS.map((config) => {
      const overrideConfig = [config, iftrue.config({ target, project: project.root })];
      return {
        symbols,
        eslint: new ESLint({ cwd: project.root, overrideConfigFile: true, overrideConfig, fix: true }),
      };
    }),
  );
  let mended = 0;
  let others = 0;
  let parsed = 0;
  for (let i = 0; i < FILES; ++i) {
    const text = faultyText(random);
    for (const { symbols, eslint } of linters) {
      const [result] = await eslint.lintText(text, { filePath: project.path(`src/${i}.js`) });
      assert.ok(result);
      if (result.fatalErrorCount === 0) ++parsed;
      if (result.output === undefined) continue;
      if (removedOf(text, symbols).length > 0) ++mended;
      checkFixed(text, result.output, symbols, `file ${i}`);
      for (const [target, other] of Object.entries(targets)) {
        if (other === symbols || !canParse(text, other)) continue;
        ++others;
        assert.ok(canParse(result.output, other), `file ${i}, ${target}\n${text}\n--- after\n${result.output}`);
      }
    }
  }
  // Else it has tried little.
  t.diagnostic(`${parsed} of ${FILES * linters.length} could be read, ${mended} with regions were changed`);
  t.diagnostic(`${others} of another target could be read before, and after`);
  assert.ok(mended > FILES && others > FILES, `${mended} were changed`);
});

test(`${FILES_OF_COMMAND} files for each target, by the command`, async (t) => {
  const random = new Random(SEED + 1);
  const texts = random.many(FILES_OF_COMMAND, () => faultyText(random));
  const files = Object.fromEntries(texts.map((text, i) => [`src/${i}.js`, text]));
  const config = `import iftrue from 'iftrue/eslint';
export default [${JSON.stringify(CONFIGS[0])}, iftrue.config()];
`;
  for (const target of ['web', 'wx']) {
    const project = await Project.create(t, { ...files, 'eslint.config.js': config });
    const { stderr } = project.eslint(['--fix', 'src'], { IFTRUE_TARGET: target });
    assert.equal(stderr, '');
    let changed = 0;
    for (const [name, before] of Object.entries(files)) {
      const after = await project.read(name);
      if (after !== before) ++changed;
      checkFixed(before, after, loadProject(project.root).targets[target] ?? {}, `${name}, ${target}`);
    }
    assert.ok(changed > FILES_OF_COMMAND / 3, `${changed} were changed`);
  }
});
