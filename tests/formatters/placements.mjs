// The placements of directives that the manual's chapter on formatters speaks of: sources like those that people write,
// under the names that its tables have. What is expected holds for each source of a row.

/**
 * @typedef {import('./outcome.mjs').Outcome} Outcome
 * @typedef {object} Placement
 * @property {string} name a row of the manual's table
 * @property {Outcome[]} expected one for each column
 * @property {[name: string, text: string][]} sources the name's extension tells the language
 */

/**
 * @param {string} name
 * @param {Outcome[]} expected
 * @param {...[string, string]} sources
 * @returns {Placement}
 */
const row = (name, expected, ...sources) => ({ name, expected, sources });

const holds = 'holds';
const refuses = 'refuses';
const reports = 'reports';
const breaks = 'breaks';

/** Placements in code, for `layoutTools`. */
export const layoutPlacements = [
  row(
    'whole statements, live, the directives on lines of their own',
    [holds, holds, holds, holds],
    ['a.ts', 'const a = 1\n/*IFTRUE_X*/\nstart(a)\n/*FITRUE_X*/\n\n/*IFTRUE_Y*/\nstop(a)\n/*FITRUE_Y*/\nend()\n'],
    [
      'a.ts',
      'export function open(url: string) {\n  /*IFTRUE_X*/\n  return x.open(url);\n  /*ELIFTRUE_Y*/\n' +
        '  return y.open({url, mode: "r"});\n  /*ELSE_X*/\n  throw new Error("none");\n  /*FITRUE_X*/\n}\n',
    ],
    ['a.ts', 'function f() {\n  /*IFTRUE_X*/\n  a()\n  /*IFTRUE_Y*/\n  b()\n  /*FITRUE_Y*/\n  /*FITRUE_X*/\n}\n'],
    [
      'a.ts',
      'switch (kind) {\n  case 1:\n    a();\n  /*IFTRUE_X*/\n  case 2:\n    b();\n  /*FITRUE_X*/\n  default:\n}\n',
    ],
    ['a.ts', 'if (a) {\n  b();\n}\n/*IFTRUE_X*/\nelse if (c) {\n  d();\n}\n/*FITRUE_X*/\nelse {\n  e();\n}\n'],
    ['a.ts', '/*IFTRUE_X*/\nexport interface O { a: string }\n/*ELSE_X*/\nexport type O = { b: 1 }\n/*FITRUE_X*/\n'],
    ['a.ts', '/*IFTRUE_X*/\nif (ready) {\n/*FITRUE_X*/\n  go();\n/*IFTRUE_X*/\n}\n/*FITRUE_X*/\n'],
  ),
  row(
    'whole statements, dormant, the directives on lines of their own',
    [holds, holds, holds, holds],
    ['a.ts', 'const a = 1\n/*IFTRUE_X\nstart(a)\nFITRUE_X*/\n\n/*IFTRUE_Y\nstop(a)\nFITRUE_Y*/\nend()\n'],
    [
      'a.ts',
      'export function open(url: string) {\n  /*IFTRUE_X\n  return x.open(url);\n  ELIFTRUE_Y\n' +
        '  return y.open({url, mode: "r"});\n  ELSE_X*/\n  throw new Error("none");\n  /*FITRUE_X*/\n}\n',
    ],
    ['a.ts', 'function f() {\n  /*IFTRUE_X\n  a()\n  FITRUE_X*/\n}\n'],
    ['a.ts', 'switch (kind) {\n  case 1:\n    a();\n  /*IFTRUE_X\n  case 2:\n    b();\n  FITRUE_X*/\n  default:\n}\n'],
  ),
  row(
    'whole statements within a line, live',
    [holds, holds, holds, holds],
    ['a.ts', 'a(); /*IFTRUE_X*/ b(); /*FITRUE_X*/ c();\nif (q) { /*IFTRUE_X*/ d(); /*FITRUE_X*/ }\n'],
    ['a.ts', 'a();\n/*IFTRUE_X*/ b(); /*FITRUE_X*/\nc();\n'],
    ['a.ts', 'a(); /*IFTRUE_X*/\nb(); /*FITRUE_X*/\nc();\n'],
  ),
  row(
    'a whole statement, dormant, at the end of a line: `a(); /*IFTRUE_X b(); FITRUE_X*/`',
    [holds, breaks, holds, holds],
    ['a.ts', 'a(); /*IFTRUE_X b(); FITRUE_X*/\n'],
  ),
  row(
    'whole members of classes and interfaces',
    [holds, holds, holds, holds],
    ['a.ts', 'class A {\n  /*IFTRUE_X*/\n  private x = 1\n  /*FITRUE_X*/\n  /*IFTRUE_Y*/ y = 2; /*FITRUE_Y*/\n}\n'],
    ['a.ts', 'class A {\n  a = 1; /*IFTRUE_X*/\n  b = 2; /*FITRUE_X*/\n}\n'],
    ['a.ts', 'class A {\n  /*IFTRUE_X\n  private x = 1\n  FITRUE_X*/\n  /*IFTRUE_Y y = 2; FITRUE_Y*/\n  z() {}\n}\n'],
    ['a.ts', 'class A {\n  /*IFTRUE_X\n  async f(a: A) { a }\n  ELSE_X*/\n  f(a: A) {}\n  /*FITRUE_X*/\n}\n'],
    [
      'a.ts',
      'interface A {\n  a: string\n  /*IFTRUE_X*/\n  b: string\n  /*FITRUE_X*/\n  /*IFTRUE_Y c: string FITRUE_Y*/\n}\n',
    ],
  ),
  row(
    'properties, entries, arguments, each with the comma after it, the directives on lines of their own',
    [holds, holds, holds, holds],
    ['a.ts', 'const o = {\n  a: 1,\n  /*IFTRUE_X*/\n  b: 2,\n  /*FITRUE_X*/\n  c: 3,\n};\n'],
    ['a.ts', 'const l = [\n  a,\n  /*IFTRUE_X*/\n  b,\n  /*ELSE_X*/\n  c,\n  /*FITRUE_X*/\n  d,\n];\n'],
    ['a.ts', 'call(\n  a,\n  /*IFTRUE_X*/\n  b,\n  /*FITRUE_X*/\n  c,\n);\n'],
    ['a.ts', 'enum A {\n  A,\n  /*IFTRUE_X*/\n  B,\n  /*FITRUE_X*/\n  C\n}\n'],
    ['a.ts', 'const o = {\n  a: 1,\n  /*IFTRUE_X\n  b: 2,\n  FITRUE_X*/\n  c: 3,\n};\n'],
    ['a.ts', 'const l = [\n  a,\n  /*IFTRUE_X\n  b,\n  ELSE_X*/\n  c,\n  /*FITRUE_X*/\n  d,\n];\n'],
    ['a.ts', 'const o = {\n  a: 1,\n  /*IFTRUE_X*/\n  b: 2,\n  /*FITRUE_X*/\n};\n'],
    ['a.ts', 'const l = [\n  a,\n  /*IFTRUE_X*/\n  b\n  /*FITRUE_X*/\n];\n'],
    ['a.json', '{\n  "a": 1,\n  /*IFTRUE_X*/\n  "b": 2,\n  /*FITRUE_X*/\n  "c": 3\n}\n'],
    ['a.json', '[\n  "a",\n  /*IFTRUE_X\n  "b",\n  FITRUE_X*/\n  "c"\n]\n'],
  ),
  row(
    'the same, live, where the end stands behind the comma at the end of a line: `/*IFTRUE_X*/ b, /*FITRUE_X*/`',
    [breaks, breaks, holds, holds],
    ['a.ts', 'const l = [\n  a,\n  /*IFTRUE_X*/ b, /*FITRUE_X*/\n  c,\n];\n'],
    ['a.ts', 'const o = {\n  a,\n  /*IFTRUE_X*/ b, /*FITRUE_X*/\n  c,\n};\n'],
    ['a.ts', 'call(\n  a,\n  /*IFTRUE_X*/ b, /*FITRUE_X*/\n  c,\n);\n'],
    ['a.ts', 'enum A {\n  A,\n  /*IFTRUE_X*/ B, /*FITRUE_X*/\n  C,\n}\n'],
    ['a.json', '{\n  "a": 1,\n  /*IFTRUE_X*/ "b": 2, /*FITRUE_X*/\n  "c": 3\n}\n'],
  ),
  row(
    'the same, dormant or before another entry on the line',
    [holds, holds, holds, holds],
    ['a.ts', 'const l = [\n  a,\n  /*IFTRUE_X b, FITRUE_X*/\n  c,\n];\n'],
    ['a.ts', 'const o = {\n  a,\n  /*IFTRUE_X b, FITRUE_X*/\n  c,\n};\n'],
    ['a.ts', 'call(a, /*IFTRUE_X*/ b, /*FITRUE_X*/ c);\ncall(a, /*IFTRUE_X b, FITRUE_X*/ c);\n'],
    [
      'a.ts',
      'function f(a: A, /*IFTRUE_X*/ b: B, /*FITRUE_X*/ c?: C) {}\nfunction g(/*IFTRUE_X b: B, FITRUE_X*/ c?: C) {}\n',
    ],
    // Too long for a line, but not without the group: Prettier keeps it broken once it is.
    ['a.ts', `const o = { a: 1, /*IFTRUE_X*/ b: '${'b'.repeat(60)}', /*FITRUE_X*/ c: 3 };\n`],
    ['a.ts', 'const {a, /*IFTRUE_X*/ b, /*FITRUE_X*/ c} = d;\n'],
    ['a.json', '{"a": 1, /*IFTRUE_X*/ "b": 2, /*FITRUE_X*/ "c": 3}\n'],
    ['a.json', '[\n  "a",\n  /*IFTRUE_X "b", FITRUE_X*/\n  "c"\n]\n'],
  ),
  row(
    'the last entry, dormant, on lines of its own',
    [holds, breaks, holds, holds],
    ['a.ts', 'const l = [\n  a,\n  /*IFTRUE_X\n  b,\n  FITRUE_X*/\n];\n'],
    ['a.ts', 'const o = {\n  a: 1,\n  /*IFTRUE_X\n  b: 2,\n  FITRUE_X*/\n};\n'],
  ),
  row(
    'the last entry, dormant, within a line: `{ a, /*IFTRUE_X b FITRUE_X*/ }`',
    [breaks, breaks, breaks, holds],
    ['a.ts', 'const o = { a, /*IFTRUE_X b FITRUE_X*/ };\n'],
    ['a.ts', 'call({ ...a, /*IFTRUE_X ...b FITRUE_X*/ });\n'],
  ),
  row(
    'the comma before an entry, dormant: `{ a /*IFTRUE_X , b FITRUE_X*/ }`',
    [holds, holds, holds, breaks],
    ['a.ts', "open('w', { a: 1 /*IFTRUE_X , b: 2 FITRUE_X*/ });\n"],
    ['a.ts', 'call(a /*IFTRUE_X , b FITRUE_X*/);\n'],
  ),
  row(
    'the comma before an entry, live',
    [holds, holds, reports, reports],
    ['a.ts', 'const l = [a /*IFTRUE_X*/ , b /*FITRUE_X*/];\n'],
  ),
  row(
    'a whole value: `/*IFTRUE_X a ELSE_X*/ b /*FITRUE_X*/`',
    [holds, holds, holds, holds],
    ['a.ts', "call(a, /*IFTRUE_X 'x' ELSE_X*/ 'other' /*FITRUE_X*/, c);\n"],
    ['a.ts', 'const o = { a: /*IFTRUE_X 1 ELSE_X*/ 2 /*FITRUE_X*/, b };\n'],
    ['a.ts', 'if (/*IFTRUE_X a ELSE_X*/ b /*FITRUE_X*/) c();\n'],
    ['a.ts', 'const s = t ? /*IFTRUE_X a ELSE_X*/ b /*FITRUE_X*/ : c;\n'],
    ['a.ts', 'const t = `a${/*IFTRUE_X b ELSE_X*/ c /*FITRUE_X*/}`;\n'],
    ['a.ts', 'function f(): /*IFTRUE_X A ELSE_X*/ B /*FITRUE_X*/ {}\n'],
  ),
  row(
    'the same before a semicolon or `>`',
    [holds, holds, reports, reports],
    ['a.ts', 'const v = /*IFTRUE_X a ELSE_X*/ b /*FITRUE_X*/;\n'],
    ['a.ts', 'let w: /*IFTRUE_X string ELSE_X*/ number /*FITRUE_X*/;\n'],
    ['a.ts', 'function f() { return /*IFTRUE_X a ELSE_X*/ b /*FITRUE_X*/; }\n'],
    ['a.ts', 'const m = new Map<string, /*IFTRUE_X A ELSE_X*/ B /*FITRUE_X*/>();\n'],
  ),
  row(
    'the same before `]`',
    [holds, holds, breaks, breaks],
    ['a.ts', 'const l = [/*IFTRUE_X A ELSE_X*/ B /*FITRUE_X*/];\n'],
  ),
  row(
    'a whole value, live twice: `/*IFTRUE_X*/ a /*ELSE_X*/ b /*FITRUE_X*/`',
    [refuses, refuses, refuses, refuses],
    ['a.ts', 'const v = /*IFTRUE_X*/ a /*ELSE_X*/ b /*FITRUE_X*/;\n'],
    ['a.ts', 'call(/*IFTRUE_X*/ a /*ELSE_X*/ b /*FITRUE_X*/);\n'],
  ),
  row(
    'the left side and its operator: `/*IFTRUE_X*/ a && /*FITRUE_X*/ b`',
    [holds, holds, holds, holds],
    ['a.ts', 'const v = /*IFTRUE_X*/ b + /*FITRUE_X*/ a;\n'],
    ['a.ts', 'if (/*IFTRUE_X !closed && FITRUE_X*/ ready) go();\n'],
  ),
  row(
    'the operator and its right side, live, on lines of their own',
    [breaks, holds, holds, holds],
    ['a.ts', 'if (\n  ready\n  /*IFTRUE_X*/\n  && !closed\n  /*FITRUE_X*/\n) {\n  go();\n}\n'],
    ['a.ts', 'const v = call(\n  a\n  /*IFTRUE_X*/\n  + b\n  /*FITRUE_X*/\n);\n'],
  ),
  row(
    'the operator and its right side, dormant, before a semicolon',
    [breaks, holds, breaks, breaks],
    ['a.ts', 'const v = a /*IFTRUE_X + b FITRUE_X*/;\n'],
    ['a.ts', 'v = a /*IFTRUE_X || b FITRUE_X*/;\n'],
  ),
  row(
    'a call within a chain',
    [holds, holds, holds, holds],
    ['a.ts', 'fetch(url)\n  .then(read)\n  /*IFTRUE_X*/\n  .catch(report)\n  /*FITRUE_X*/\n  .finally(end);\n'],
    ['a.ts', 'const v = a.b /*IFTRUE_X .c() FITRUE_X*/ .d();\n'],
  ),
  row(
    'the last call of a chain, dormant',
    [breaks, holds, holds, holds],
    ['a.ts', 'fetch(url)\n  .then(read)\n  /*IFTRUE_X\n  .catch(report)\n  FITRUE_X*/;\n'],
  ),
  row(
    '`async` before a function, live',
    [breaks, breaks, holds, holds],
    ['a.ts', '/*IFTRUE_X*/ async /*FITRUE_X*/ function f() {}\n'],
    ['a.ts', 'const f = /*IFTRUE_X*/ async /*FITRUE_X*/ () => g();\n'],
    ['a.ts', 'call(/*IFTRUE_X*/ async /*FITRUE_X*/ function () {});\n'],
  ),
  row(
    '`default`, or one of several words, live: `/*IFTRUE_X*/ private /*FITRUE_X*/ readonly a`',
    [breaks, breaks, holds, holds],
    ['a.ts', 'export /*IFTRUE_X*/ default /*FITRUE_X*/ function f() {}\n'],
    ['a.ts', 'class A { /*IFTRUE_X*/ private /*FITRUE_X*/ readonly a = 1 }\n'],
  ),
  row(
    'the only word before a declaration, but for `async`; `async`, dormant',
    [holds, holds, holds, holds],
    ['a.ts', '/*IFTRUE_X*/ export /*FITRUE_X*/ const v = 1;\n'],
    ['a.ts', 'class A { /*IFTRUE_X*/ static /*FITRUE_X*/ f() {} }\n'],
    ['a.ts', '/*IFTRUE_X async FITRUE_X*/ function f() {}\n'],
    ['a.ts', 'const f = /*IFTRUE_X async FITRUE_X*/ () => g();\n'],
  ),
  row(
    'decorators, JSX attributes, JSX elements between `{/*IFTRUE_X*/}` and `{/*FITRUE_X*/}`',
    [holds, holds, holds, holds],
    ['a.ts', '/*IFTRUE_X*/\n@a()\n/*FITRUE_X*/\nclass A {\n  /*IFTRUE_X @c FITRUE_X*/ g = 1;\n}\n'],
    ['a.tsx', 'const v = <A a="1" /*IFTRUE_X*/ b={2} /*FITRUE_X*/ c />;\n'],
    ['a.tsx', 'const v = <A\n  a\n  /*IFTRUE_X\n  b\n  FITRUE_X*/\n  c\n/>;\n'],
    ['a.tsx', 'const v = (\n  <A>\n    <B />\n    {/*IFTRUE_X*/}\n    <C />\n    {/*FITRUE_X*/}\n  </A>\n);\n'],
  ),
  row(
    'within a string or a template',
    [holds, holds, holds, holds],
    ['a.ts', "const t = 'Chat/*IFTRUE_X (test)FITRUE_X*/';\n"],
    ['a.ts', 'const t = `Chat/*IFTRUE_X (test)FITRUE_X*/${a}`;\n'],
  ),
  row(
    'whole imports, and names of an import, live or dormant',
    [holds, holds, holds, holds],
    ['a.ts', 'import { m } from "./m";\n/*IFTRUE_X*/\nimport { b } from "./b";\n/*FITRUE_X*/\nm(b);\n'],
    ['a.ts', '/*IFTRUE_X\nimport { m } from "./m";\nELSE_X*/\nimport { m } from "./n";\n/*FITRUE_X*/\nm();\n'],
    ['a.ts', 'import { m, /*IFTRUE_X*/ b, /*FITRUE_X*/ a } from "./m";\nm(a, b);\n'],
  ),
  row(
    'rules, declarations, selectors and values of CSS; elements of Vue and HTML',
    [holds, holds, holds, holds],
    [
      'a.css',
      '.a { top: 0; /*IFTRUE_X*/ left: 0; /*FITRUE_X*/ right: 0 }\n/*IFTRUE_X\n.b { top: 0 }\nELSE_X*/\n.c { top: 0 }\n/*FITRUE_X*/\n',
    ],
    ['a.css', '@media print { /*IFTRUE_X*/ .d { top: 0 } /*FITRUE_X*/ }\n'],
    ['a.scss', '.a { @include b; /*IFTRUE_X*/ @include c; /*FITRUE_X*/ &:hover { top: 0 } }\n'],
    ['a.css', '.a, /*IFTRUE_X*/ .b, /*FITRUE_X*/ .c { margin: /*IFTRUE_X 1px ELSE_X*/ 2px /*FITRUE_X*/; }\n'],
    [
      'a.vue',
      '<template>\n  <view>\n    <!--IFTRUE_X-->\n    <b @click="a">A</b>\n    <!--FITRUE_X-->\n  </view>\n</template>\n',
    ],
    [
      'a.vue',
      '<template>\n  <view>\n    <!--IFTRUE_X\n    <b>A</b>\n    ELSE_X-->\n    <c>C</c>\n    <!--FITRUE_X-->\n  </view>\n</template>\n',
    ],
    ['a.html', '<p>one <!--IFTRUE_X--><b>two</b><!--FITRUE_X--> three</p>\n'],
  ),
];

/** Placements of imports, for `importTools`. Prettier and ESLint without these rules leave them all as they are. */
export const importPlacements = [
  row(
    'whole imports, dormant, in each group',
    [holds, holds, holds],
    [
      'a.ts',
      'import { m } from "./m";\n/*IFTRUE_X\nimport { b } from "./b";\nFITRUE_X*/\nimport { a } from "./a";\nm(a, b);\n',
    ],
    [
      'a.ts',
      '/*IFTRUE_X import { b } from "./b"; FITRUE_X*/\nimport { m } from "./m";\nimport { a } from "./a";\nm(a, b);\n',
    ],
    [
      'a.ts',
      'import { m } from "./m";\nimport { a } from "./a";\n/*IFTRUE_X\nimport { b } from "./b";\nFITRUE_X*/\nm(a, b);\n',
    ],
    [
      'a.ts',
      'import { m } from "./m";\n/*IFTRUE_X\nimport { b } from "./b";\nELSE_X\nimport { b } from "./c";\nFITRUE_X*/\n' +
        'import { a } from "./a";\nm(a, b);\n',
    ],
  ),
  row(
    'whole imports, dormant if and live else',
    [breaks, reports, holds],
    [
      'a.ts',
      'import { m } from "./m";\n/*IFTRUE_X\nimport { b } from "./b";\nELSE_X*/\nimport { b } from "./c";\n/*FITRUE_X*/\n' +
        'import { a } from "./a";\nm(a, b);\n',
    ],
  ),
  row(
    'whole imports, live',
    [breaks, breaks, holds],
    [
      'a.ts',
      'import { m } from "./m";\nimport { c } from "./c";\n/*IFTRUE_X*/\nimport { b } from "./b";\n/*FITRUE_X*/\nm(b, c);\n',
    ],
    ['a.ts', '/*IFTRUE_X*/\nimport { z } from "./z";\n/*FITRUE_X*/\nimport { c } from "./c";\nm(z, c);\n'],
    [
      'a.ts',
      'import { m } from "./m";\nimport { c } from "./c";\n\n/*IFTRUE_X*/\nimport { b } from "./b";\n/*FITRUE_X*/\n\nm(b, c);\n',
    ],
  ),
  row(
    'whole imports of one name, live if and else',
    [breaks, breaks, breaks],
    [
      'a.ts',
      'import { m } from "./m";\n/*IFTRUE_X*/\nimport { b as z } from "./b";\n/*ELSE_X*/\nimport { c as z } from "./c";\n' +
        '/*FITRUE_X*/\nm(z);\n',
    ],
  ),
  row(
    'names between the braces, dormant, on lines of their own',
    [holds, holds, holds],
    ['a.ts', 'import {\n  m,\n  /*IFTRUE_X\n  b,\n  FITRUE_X*/\n  a,\n} from "./m";\nm(a, b);\n'],
  ),
  row(
    'names between the braces, dormant, within a line',
    [holds, breaks, holds],
    ['a.ts', 'import { m, /*IFTRUE_X b, FITRUE_X*/ a } from "./m";\nm(a, b);\n'],
  ),
  row(
    'names between the braces, live',
    [holds, reports, reports],
    ['a.ts', 'import { m, /*IFTRUE_X*/ b, /*FITRUE_X*/ a } from "./m";\nm(a, b);\n'],
    ['a.ts', 'import {\n  m,\n  /*IFTRUE_X*/\n  b,\n  /*FITRUE_X*/\n  a,\n} from "./m";\nm(a, b);\n'],
  ),
  row(
    'a live import that only a dormant group uses',
    [holds, holds, breaks],
    ['a.ts', 'import { m } from "./m";\nimport { b } from "./b";\n/*IFTRUE_X\nm(b);\nELSE_X*/\nm();\n/*FITRUE_X*/\n'],
  ),
];
