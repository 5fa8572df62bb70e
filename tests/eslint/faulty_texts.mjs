// Generated scripts with regions at every place, whose text has what fixable rules fix.

/** @typedef {import('../differential/random.mjs').Random} Random */

const CONDITIONS = ['WEB', 'WX', '(WEB && !WX)', '(!WEB)', '(WEB || WX)'];

/** How many names the text has: each is declared once, and used wherever it may be. */
let declared = 0;

/** Statements. NEW is a new name, and NAME any, which is used perhaps in another target's text alone. */
const STATEMENTS = [
  'var NEW = 1;;',
  'let NEW = "x" + NAME + \'z\'',
  'let NEW = 2',
  'const NEW = { "a": 1, b : function() { return 2 } , NAME: NAME, }',
  'let { NEW, b: NEW } = o',
  'var NEW, NEW',
  'let NEW = undefined;',
  'if(NAME)NAME()',
  'if (NAME == null) { NAME() } else { if (NAME) { NAME() } }',
  'function NEW(a,b){ if (a) { return b } else { return (a) } return }',
  'NAME = NAME + 1',
  'NAME = ((NAME)) ? true : false;',
  'if (!!NAME) {;}',
  'NAME = Math.pow(NAME,2) ** - 1',
  'NAME = Object.assign({}, NAME)',
  'NAME = [1,2 ,\n3]',
  'NAME = parseInt("11", 2) + .5',
  'NAME = /a  b/.test(`${NAME}`)',
  'here: for(;;) { break here }',
  'there: while (NAME) NAME++',
  'NAME(function() { return NAME }.bind(this))',
  'NAME((a) => { return a*(/x/).y }) ;',
  'if ("x" === NAME) { }',
  'class NEW { a() {} b() {}\n\n\n  constructor() {} }',
  'NAME["b"]  =\tNAME[`c`]',
  'NAME(new Array(1, 2))   ',
  'switch(NAME){case 1:break\ndefault : NAME()}',
  '//remark',
  '/*remark*/',
  '// eslint-disable-next-line no-var',
  '/* a remark\n   of lines */',
  '',
  '\n\n\n',
];

/** What stands in an expression, after an operand or an argument. */
const TAILS = [' + NAME', ', NAME', '&&(NAME)', ' + "x"', '.NAME', '()', ';', ')', '}', '*/ /x/', '\t'];

/** @param {Random} random */
export function faultyText(random) {
  declared = 0;
  const end = random.pick(['\n', '\n', '\n', '\r\n']);
  const imports = random.once(2) ? `${random.pick(['', '"use strict"\n'])}${importsOf(random)}` : '';
  const mark = random.once(12) ? '\uFEFF' : '';
  return mark + (imports + statements(random, 0)).replaceAll('\n', end);
}

/** @param {Random} random */
function importsOf(random) {
  const lines = random.many(1 + random.below(3), () => {
    const line = fill(random, random.pick(["import NEW from 'b'", "import {a as NEW, NEW} from 'a';", "import 'c'"]));
    return random.once(3) ? region(random, () => `${line}\n`, '\n') : `${line}\n`;
  });
  return lines.join('');
}

/** @param {Random} random @param {number} depth @returns {string} */
function statements(random, depth) {
  let text = '';
  for (let left = 1 + random.below(5); left > 0; --left) {
    const kind = random.below(8);
    if (kind < 2 && depth < 2) {
      text += region(random, () => statements(random, depth + 1), random.pick(['\n', '\n', ' ', '']));
    } else if (kind === 2) {
      text += withTail(random);
    } else {
      text += fill(random, random.pick(STATEMENTS));
    }
    text += random.pick(['\n', '\n', '\n', ' ', ' \n', '\n\n\n']);
  }
  return text;
}

/** A statement that goes on in a region. @param {Random} random */
function withTail(random) {
  const text = fill(random, random.pick(STATEMENTS));
  const at = random.below(4) > 0 ? text.length : random.below(text.length + 1);
  const inside = () => fill(random, random.pick(TAILS)).replace('*/', '');
  return text.slice(0, at) + region(random, inside, random.pick(['', ' ', '\n'])) + text.slice(at);
}

/** @param {Random} random @param {() => string} inside @param {string} gap between a directive and a text */
function region(random, inside, gap) {
  const condition = random.pick(CONDITIONS);
  const dormant = () => inside().replace(/\/\*|\*\/|(?:IF|EL|FI)\w+_/g, '');
  switch (random.below(5)) {
    case 0:
      return `/*IFTRUE_${condition}${gap || ' '}${dormant()}${gap || ' '}FITRUE_${condition}*/`;
    case 1:
      return `/*IFTRUE_${condition}*/${gap}${inside()}${gap}/*ELSE_${condition}${gap || ' '}${dormant()} FITRUE_${condition}*/`;
    case 2:
      return `/*IFTRUE_${condition}*/${gap}${inside()}${gap}/*ELSE_${condition}*/${gap}${inside()}${gap}/*FITRUE_${condition}*/`;
    default:
      return `/*IFTRUE_${condition}*/${gap}${inside()}${gap}/*FITRUE_${condition}*/`;
  }
}

/** @param {Random} random @param {string} text */
function fill(random, text) {
  const name = (/** @type {string} */ word) => `v${word === 'NEW' ? declared++ : random.below(declared + 1)}`;
  return text.replaceAll(/NAME|NEW/g, name);
}
