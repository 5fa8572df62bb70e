// The tools that the manual's chapter on formatters names, each as a function from a text to the text that it would
// write in its place. They run in this process. Each throws where the
// tool cannot read the text.

import stylistic from '@stylistic/eslint-plugin';
import esbuild from 'esbuild';
import { Linter } from 'eslint';
import importPlugin from 'eslint-plugin-import';
import sortPlugin from 'eslint-plugin-simple-import-sort';
import * as prettier from 'prettier';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

/**
 * @typedef {(text: string, name: string) => Promise<string>} Rewrite the name says which language the text is in
 * @typedef {object} Tool
 * @property {string} name as the manual's tables have it
 * @property {Rewrite} rewrite
 * @property {Rewrite} [normal] in its place, where two texts are compared that it wrote
 * @property {RegExp} reads the names of the files that it reads
 */

const script = /\.[jt]sx?$/;

/** @type {(options: prettier.Options) => Rewrite} */
const layingOut = (options) => (text, name) => prettier.format(text, { ...options, filepath: name });

/** @type {Tool} */
const prettierTool = { name: 'Prettier', reads: /./, rewrite: layingOut({}) };
/** @type {Tool} */
const sparseTool = {
  name: 'Prettier, sparse',
  reads: /./,
  rewrite: layingOut({
    semi: false,
    singleQuote: true,
    quoteProps: 'consistent',
    trailingComma: 'none',
    arrowParens: 'avoid',
    experimentalOperatorPosition: 'start',
    objectWrap: 'collapse',
  }),
};

/** ESLint's fixes under these settings, on top of the parser of typescript-eslint. */
function fixes(...settings) {
  const linter = new Linter({ configType: 'flat' });
  const parser = { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } };
  return async (text, name) => {
    const { output, messages } = linter.verifyAndFix(text, [...settings, parser], { filename: name });
    const fatal = messages.find((message) => message.fatal);
    if (fatal) throw new Error(fatal.message);
    return output;
  };
}

const every = { files: ['**/*.{ts,tsx}'] };
const rules = [
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  stylistic.configs.customize({ semi: true, jsx: true }),
].map((config) => ({ ...config, ...every }));
const dangling = { rules: { '@stylistic/comma-dangle': ['error', 'always'] } };

/** @type {Tool} */
const eslintTool = { name: 'ESLint', reads: script, rewrite: fixes(...rules) };
/** @type {Tool} */
const danglingTool = {
  name: 'ESLint, dangling',
  reads: script,
  rewrite: fixes(...rules, dangling),
  normal: eslintTool.rewrite,
};

/** @type {Tool} */
const orderTool = {
  name: 'import/order',
  reads: script,
  rewrite: fixes({
    ...every,
    plugins: { import: importPlugin },
    rules: { 'import/order': ['error', { alphabetize: { order: 'asc' }, 'newlines-between': 'always' }] },
  }),
};

/** @type {Tool} */
const sortTool = {
  name: 'simple-import-sort',
  reads: script,
  rewrite: fixes({
    ...every,
    plugins: { sort: sortPlugin },
    rules: { 'sort/imports': 'error', 'sort/exports': 'error' },
  }),
};

/** TypeScript's "organize imports", as an editor runs it when it saves. */
function organized(mode) {
  return async (text, name) => {
    const path = `/${name}`;
    const options = { allowJs: true, jsx: ts.JsxEmit.Preserve, noLib: true, noResolve: true };
    const host = {
      getScriptFileNames: () => [path],
      getScriptVersion: () => '1',
      getScriptSnapshot: (file) => (file === path ? ts.ScriptSnapshot.fromString(text) : undefined),
      getCurrentDirectory: () => '/',
      getCompilationSettings: () => options,
      getDefaultLibFileName: () => '/lib.d.ts',
      fileExists: (file) => file === path,
      readFile: (file) => (file === path ? text : undefined),
    };
    const service = ts.createLanguageService(host);
    const broken = service.getSyntacticDiagnostics(path);
    if (broken.length > 0) throw new Error(ts.flattenDiagnosticMessageText(broken[0].messageText, '\n'));
    const changes = service.organizeImports({ type: 'file', fileName: path, mode }, ts.getDefaultFormatCodeSettings());
    const edits = changes.flatMap((change) => change.textChanges).sort((a, b) => b.span.start - a.span.start);
    return edits.reduce(
      (before, { span, newText }) => before.slice(0, span.start) + newText + before.slice(span.start + span.length),
      text,
    );
  };
}

/** @type {Tool} */
const organizeTool = {
  name: 'organize imports',
  reads: script,
  rewrite: organized(ts.OrganizeImportsMode.All),
  normal: organized(ts.OrganizeImportsMode.SortAndCombine),
};

/** @type {Tool} */
export const esbuildTool = {
  name: 'esbuild',
  reads: /\.([jt]sx?|css)$/,
  rewrite: async (text, name) => {
    const { code } = await esbuild.transform(text, {
      loader: /** @type {import('esbuild').Loader} */ (name.slice(name.lastIndexOf('.') + 1)),
      jsx: 'preserve',
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
      logLevel: 'silent',
    });
    return code;
  },
};

/** What lays out a text anew: the columns of the manual's first table. */
export const layoutTools = [prettierTool, sparseTool, eslintTool, danglingTool];
/** What moves imports: the columns of its second table. */
export const importTools = [orderTool, sortTool, organizeTool];
/** Lays out a text as the last step before it is compared. */
export const layOut = prettierTool.rewrite;
