// The tables of features in the READMEs: runs a small input of each cell through each tool, and compares what the READMEs
// say with what came out. A cell that says "no" means that the documented form of the feature failed.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { folder, iftrueTool, runProgram, tools } from './feature_tools.mjs';

/** @typedef {import('./feature_tools.mjs').Symbols} Symbols */

const root = fileURLToPath(new URL('../..', import.meta.url));
after(() => rmSync(folder, { recursive: true }));

/** The calls that are left in a text, in order: `alpha beta`. Comments count, since a directive may be one. */
const calls = (text) => (text.match(/\b(alpha|beta|gamma|delta)(?=\(\))/g) ?? []).join(' ');

/** Whether a tool gives these calls for these symbols. @param {[Symbols, string][]} cases */
function gives(tool, forms, cases, file) {
  const text = forms[tool.language];
  if (text === undefined) return false;
  return cases.every(([symbols, expected]) => {
    const { output, error } = tool.run(text, symbols, file);
    return error === undefined && output !== undefined && calls(output) === expected;
  });
}

const yes = (condition) => (condition ? 'yes' : 'no');

/** The forms of a conditional that each language has, with a group for true and one for false. */
const twoGroups = {
  iftrue: '/*IFTRUE_A*/\nalpha();\n/*ELSE_A*/\nbeta();\n/*FITRUE_A*/\n',
  ifdef: '/// #if A\nalpha();\n/// #else\nbeta();\n/// #endif\n',
  unifdef: '#if A\nalpha();\n#else\nbeta();\n#endif\n',
  uni: '// #ifdef A\nalpha();\n// #else\nbeta();\n// #endif\n',
};
const bothWays = /** @type {[Symbols, string][]} */ ([
  [{ A: true }, 'alpha'],
  [{ A: false }, 'beta'],
]);

/** A directive inside a line, and a call behind it. */
const inline = {
  iftrue: '/*IFTRUE_A*/ alpha(); /*FITRUE_A*/ beta();\n',
  ifdef: '/// #if A alpha(); /// #endif beta();\n',
  unifdef: '#if A alpha(); #endif beta();\n',
  uni: '/* #ifdef A */ alpha(); /* #endif */ beta();\n',
};
const wholeLines = {
  iftrue: '/*IFTRUE_A*/\nalpha();\n/*FITRUE_A*/\n  beta();\n',
  ifdef: '/// #if A\nalpha();\n/// #endif\n  beta();\n',
  unifdef: '#if A\nalpha();\n#endif\n  beta();\n',
  uni: '// #ifdef A\nalpha();\n// #endif\n  beta();\n',
};

const placeOf = (text, word) => {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  return { line: before.length, column: before.at(-1)?.length };
};

/** Of the forms that a tool reads, what of a call's place is the same for both values. */
function placesKept(tool) {
  const forms = [wholeLines, inline].filter((form) =>
    gives(tool, form, [
      [{ A: true }, 'alpha beta'],
      [{ A: false }, 'beta'],
    ]),
  );
  assert.notEqual(forms.length, 0, `${tool.name} reads a form`);
  const same = (part) =>
    forms.every((form) =>
      [true, false].every((A) => {
        const text = form[tool.language];
        const { output = '' } = tool.run(text, { A });
        return placeOf(output, 'beta()')[part] === placeOf(text, 'beta()')[part];
      }),
    );
  if (!same('line')) return 'no';
  return same('column') ? 'lines, columns' : 'lines';
}

/** Whether a text is TypeScript before it is stripped. */
function compiles(text) {
  try {
    return transformSync(text, { loader: 'ts', logLevel: 'silent' }).warnings.length === 0;
  } catch {
    return false;
  }
}

/** A name that is defined once for each value. */
const oneName = {
  iftrue: '/*IFTRUE_A const x = alpha(); ELSE_A*/ const x = beta(); /*FITRUE_A*/\n',
  ifdef: '/// #if A\n// #code const x = alpha();\n/// #else\nconst x = beta();\n/// #endif\n',
  unifdef: '#if A\nconst x = alpha();\n#else\nconst x = beta();\n#endif\n',
  uni: '// #ifdef A\nconst x = alpha();\n// #endif\n// #ifndef A\nconst x = beta();\n// #endif\n',
};

/** The same file in several languages, and what their comments are. */
const fileKinds = [
  { name: 'TS', file: 'input.ts', comment: /\/\*[^]*?\*\/|\/\/.*/g, first: 'alpha();', second: 'beta();' },
  { name: 'CSS', file: 'input.css', comment: /\/\*[^]*?\*\//g, first: 'a{b:alpha()}', second: 'c{d:beta()}' },
  { name: 'HTML', file: 'input.html', comment: /<!--[^]*?-->/g, first: '<b>alpha()</b>', second: '<i>beta()</i>' },
];
const delimiters = { 'input.ts': ['/*', '*/'], 'input.css': ['/*', '*/'], 'input.html': ['<!--', '-->'] };

/** In which of them directives are comments, and do what they should. */
function languagesOf(tool) {
  const languages = fileKinds.filter(({ file, comment, first, second }) => {
    const [open, close] = delimiters[file];
    const forms = {
      iftrue: `${open}IFTRUE_A${close}\n${first}\n${open}FITRUE_A${close}\n${second}\n`,
      ifdef: `/// #if A\n${first}\n/// #endif\n${second}\n`,
      unifdef: `#if A\n${first}\n#endif\n${second}\n`,
      uni: `${open} #ifdef A ${close}\n${first}\n${open} #endif ${close}\n${second}\n`,
    };
    const code = forms[tool.language].replace(comment, '').replace(/\s/g, '');
    const cases = /** @type {[Symbols, string][]} */ ([
      [{ A: true }, 'alpha beta'],
      [{ A: false }, 'beta'],
    ]);
    return code === first + second && gives(tool, forms, cases, file);
  });
  return languages.length === 0 ? 'no' : languages.map(({ name }) => name).join(', ');
}

/** The forms in which a name may be defined once for each value, and yet only once in the unprocessed text. */
function compilesUnprocessed(tool) {
  const works = (forms, cases) =>
    forms[tool.language] !== undefined && compiles(forms[tool.language]) && gives(tool, forms, cases);
  if (works(oneName, bothWays)) return 'yes';
  const twoSymbols = {
    iftrue: '/*IFTRUE_A const x = alpha(); FITRUE_A*/\n/*IFTRUE_B*/ const x = beta(); /*FITRUE_B*/\n',
  };
  const cases = /** @type {[Symbols, string][]} */ ([
    [{ A: true, B: false }, 'alpha'],
    [{ A: false, B: true }, 'beta'],
  ]);
  return works(twoSymbols, cases) ? 'two symbols' : 'no';
}

/** Texts in which one word of a conditional is misspelt. */
const misspelt = [
  [
    'if',
    { iftrue: ['IFTRUE', 'IFTURE'], ifdef: ['#if ', '#fi '], unifdef: ['#if ', '#fi '], uni: ['#ifdef', '#ifdf'] },
  ],
  [
    'else',
    { iftrue: ['ELSE', 'ESLE'], ifdef: ['#else', '#esle'], unifdef: ['#else', '#esle'], uni: ['#else', '#esle'] },
  ],
  [
    'end',
    {
      iftrue: ['FITRUE', 'FITURE'],
      ifdef: ['#endif', '#ednif'],
      unifdef: ['#endif', '#ednif'],
      uni: ['#endif', '#ednif'],
    },
  ],
];

/** Which of those a tool says anything of; iftrue by `check`. */
function misspeltWordsReported(tool) {
  const reported = misspelt.filter(([, words]) => {
    const text = twoGroups[tool.language].replace(...words[tool.language]);
    assert.notEqual(text, twoGroups[tool.language]);
    if (tool.name !== 'iftrue') return tool.run(text, { A: true }).error !== undefined;
    writeFileSync(path.join(folder, 'input.ts'), text);
    return runProgram(iftrueTool, ['check', '-D', 'A', 'input.ts']).error !== undefined;
  });
  return reported.length === 0 ? 'no' : reported.map(([name]) => name).join(', ');
}

/** What the error for a conditional that never ends says of its place, on its second line. */
function placeInErrors(tool) {
  const text = `\n${wholeLines[tool.language].replace(/^.*(FITRUE|#endif).*\n/m, '')}`;
  const { error } = tool.run(text, { A: true });
  if (error === undefined) return 'no';
  if (/:2:3\b/.test(error)) return 'line, column';
  return /\b(line )?2\b/.test(error) ? 'line' : 'no';
}

/** Whether a tool writes a map when it deletes text; with the places kept none is needed. */
function writesMap(tool) {
  const text = inline[tool.language];
  if (tool.name === 'iftrue') {
    const args = ['strip', '-D', 'A', '--layout=compact', '--source-map', 'input.ts', '-o', 'mapped.ts'];
    writeFileSync(path.join(folder, 'input.ts'), text);
    assert.equal(runProgram(iftrueTool, args).error, undefined);
    return yes(JSON.parse(readFileSync(path.join(folder, 'mapped.ts.map'), 'utf8')).mappings !== '');
  }
  if (placesKept(tool) === 'lines, columns') return 'not needed';
  return yes(tool.run(text, { A: true }).map !== undefined);
}

/** Whether only what depends on known symbols is resolved, and the rest stays. */
function resolvesSomeSymbols(tool) {
  const forms = {
    iftrue: '/*IFTRUE_A*/\nalpha();\n/*FITRUE_A*/\n/*IFTRUE_B*/\nbeta();\n/*FITRUE_B*/\n',
    ifdef: '/// #if A\nalpha();\n/// #endif\n/// #if B\nbeta();\n/// #endif\n',
    unifdef: '#if A\nalpha();\n#endif\n#if B\nbeta();\n#endif\n',
    uni: '// #ifdef A\nalpha();\n// #endif\n// #ifdef B\nbeta();\n// #endif\n',
  };
  const text = forms[tool.language];
  const rest = text.slice(text.search(/^.*(?:IFTRUE_|#if |#ifdef )B/m));
  const { output, error } =
    tool.name === 'iftrue'
      ? runProgram(iftrueTool, ['strip', '-U', 'A', '--undefined=keep', '-'], text)
      : tool.run(text, { A: false });
  return yes(error === undefined && output !== undefined && output.trim() === rest.trim());
}

/** Whether a folder becomes another one, in which a second run changes nothing. A loader takes one text. */
function stripsTrees(tool) {
  if (tool.loader) return 'no';
  const source = path.join(folder, `${tool.name}-source`);
  const output = path.join(folder, `${tool.name}-output`);
  mkdirSync(source);
  writeFileSync(path.join(source, 'a.ts'), twoGroups[tool.language]);
  const args =
    tool.name === 'iftrue' ? ['strip', '-D', 'A', '-o', output, source] : ['-x2', '-t', '-DA', '-o', output, source];
  const program = tool.name === 'iftrue' ? iftrueTool : tool.name;
  if (runProgram(program, args).error !== undefined) return 'no';
  const before = statSync(path.join(output, 'a.ts'), { bigint: true });
  assert.equal(runProgram(program, args).error, undefined);
  const now = statSync(path.join(output, 'a.ts'), { bigint: true });
  return yes(before.mtimeNs === now.mtimeNs && before.ino === now.ino);
}

/** Whether a program writes again by itself when a source changes. */
function watches(tool) {
  if (tool.loader) return 'bundler';
  const args = tool.name === 'iftrue' ? ['strip', '--help'] : ['--help'];
  const { stdout, stderr } = spawnSync(tool.name === 'iftrue' ? iftrueTool : tool.name, args, { encoding: 'utf8' });
  return yes(/--watch\b/.test(stdout + stderr));
}

/** Whether npm has it. Those that it has were loaded above, from there. */
function isOnNpm(tool) {
  const { private: isPrivate } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return yes(tool.name === 'iftrue' ? isPrivate !== true : tool.loader);
}

const condition = '(A || !B)';

/** The rows of the tables: their labels in README.md and README.zh.md, and what a cell is. */
const rows = /** @type {[string, string, (tool: Tool) => string][]} */ ([
  [
    'Nested conditionals',
    '嵌套',
    (tool) =>
      yes(
        gives(
          tool,
          {
            iftrue: '/*IFTRUE_A*/\nalpha();\n/*IFTRUE_B*/\nbeta();\n/*FITRUE_B*/\ngamma();\n/*FITRUE_A*/\n',
            ifdef: '/// #if A\nalpha();\n/// #if B\nbeta();\n/// #endif\ngamma();\n/// #endif\n',
            unifdef: '#if A\nalpha();\n#if B\nbeta();\n#endif\ngamma();\n#endif\n',
            uni: '// #ifdef A\nalpha();\n// #ifdef B\nbeta();\n// #endif\ngamma();\n// #endif\n',
          },
          [
            [{ A: true, B: true }, 'alpha beta gamma'],
            [{ A: true, B: false }, 'alpha gamma'],
            [{ A: false, B: true }, ''],
          ],
        ),
      ),
  ],
  ['*else*', '*else*', (tool) => yes(gives(tool, twoGroups, bothWays))],
  [
    '*elif*',
    '*elif*',
    (tool) =>
      yes(
        gives(
          tool,
          {
            iftrue: '/*IFTRUE_A*/\nalpha();\n/*ELIFTRUE_B*/\nbeta();\n/*FITRUE_A*/\n',
            ifdef: '/// #if A\nalpha();\n/// #elif B\nbeta();\n/// #endif\n',
            unifdef: '#if A\nalpha();\n#elif B\nbeta();\n#endif\n',
            uni: '// #ifdef A\nalpha();\n// #elif B\nbeta();\n// #endif\n',
          },
          [
            [{ A: true, B: true }, 'alpha'],
            [{ A: false, B: true }, 'beta'],
            [{ A: false, B: false }, ''],
          ],
        ),
      ),
  ],
  [
    'Expressions: `(A \\|\\| !B)`',
    '表达式：`(A \\|\\| !B)`',
    (tool) =>
      yes(
        gives(
          tool,
          {
            iftrue: `/*IFTRUE_${condition}*/\nalpha();\n/*FITRUE_${condition}*/\n`,
            ifdef: `/// #if ${condition}\nalpha();\n/// #endif\n`,
            unifdef: `#if ${condition}\nalpha();\n#endif\n`,
            uni: `// #ifdef ${condition}\nalpha();\n// #endif\n`,
          },
          [
            [{ A: false, B: false }, 'alpha'],
            [{ A: false, B: true }, ''],
            [{ A: true, B: true }, 'alpha'],
          ],
        ),
      ),
  ],
  [
    'Directives within a line',
    '行内指令',
    (tool) =>
      yes(
        gives(tool, inline, [
          [{ A: true }, 'alpha beta'],
          [{ A: false }, 'beta'],
        ]),
      ),
  ],
  ['Directives are comments in', '指令是注释，适用于', languagesOf],
  ['Unprocessed source compiles', '源码未经处理也能编译', compilesUnprocessed],
  [
    'An unknown symbol is an error',
    '未知符号是错误',
    (tool) => yes(tool.run(wholeLines[tool.language], { B: true }).error !== undefined),
  ],
  ['Misspelt directives reported', '能发现写错的指令', misspeltWordsReported],
  ['Errors show', '错误信息指明', placeInErrors],
  ['Kept code keeps its', '保留的代码位置不变', placesKept],
  ['Source maps', '源码映射', writesMap],
  ['Can leave unknown symbols undecided', '可保留未决的符号', resolvesSomeSymbols],
  ['Whole trees, incrementally', '整个源码树，增量处理', stripsTrees],
  ['Watch mode', '监视模式', watches],
  ['On npm', '有 npm 包', isOnNpm],
]);

/** How the READMEs say what a cell is; anything else as it is. */
const readmes = [
  { file: 'README.md', column: 0, words: { yes: '✓', no: '–' } },
  {
    file: 'README.zh.md',
    column: 1,
    words: {
      yes: '✓',
      no: '–',
      'two symbols': '需两个符号',
      'line, column': '行、列',
      line: '行',
      'lines, columns': '行、列',
      lines: '行',
      'not needed': '不需要',
      bundler: '由打包工具',
    },
  },
];

const cells = rows.map(([, , cell]) => tools.map((tool) => cell(tool)));

for (const { file, column, words } of readmes) {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  const head = `| | ${tools.map(({ name }) => name).join(' | ')} |`;
  const table = lines.slice(lines.indexOf(head));

  test(`${file}: a row for each feature`, () => {
    assert.ok(lines.includes(head), head);
    assert.deepEqual(
      table.slice(2, table.indexOf('')).map((line) => line.slice(2, line.indexOf(' | '))),
      rows.map((row) => row[column]),
    );
  });
  for (const [i, row] of rows.entries()) {
    test(`${file}: ${row[column]}`, () => {
      assert.equal(table[2 + i], `| ${[row[column], ...cells[i].map((cell) => words[cell] ?? cell)].join(' | ')} |`);
    });
  }
}
