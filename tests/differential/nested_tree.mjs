// Nested conditionals as a tree, rendered twice: in the C preprocessor's lines and in comments, each
// directive on a line of its own. What one keeps the other must keep.

const SYMBOLS = ['A', 'B', 'C', 'D_1'];

const FRAGMENTS = [
  'a',
  'b();',
  ' ',
  '  ',
  '\t',
  '"',
  "'",
  '`',
  '{',
  '}',
  '//',
  '/',
  '*',
  'é',
  '世界',
  '😀',
  '&&',
  '-',
  '.#if A',
  '.IFTRUE_A',
  'xELSE_A',
  '/*',
  '*/',
  '<!--',
  '-->',
  '/* see IFTRUE_A */',
];

const COMMENT_DELIMITERS = { block: ['/*', '*/'], markup: ['<!--', '-->'] };

const BLANKS = ['', '', ' ', '\t', '  '];

/** An expression as both languages write it. */
function randomExpression(random, depth) {
  if (depth === 0 || random.once(3)) return random.pick(SYMBOLS);
  if (random.once(3)) return `!${randomOperand(random, depth - 1)}`;
  const operands = random.many(2 + random.below(2), () => randomOperand(random, depth - 1));
  // Without parentheses around its operands the operators' precedence decides.
  return operands.reduce((left, right) => `${left} ${random.pick(['&&', '||'])} ${right}`);
}

function randomOperand(random, depth) {
  const expression = randomExpression(random, depth);
  return /^\w+$/.test(expression) || random.once(3) ? expression : `(${expression})`;
}

/** A symbol, or an expression in parentheses. */
function randomCondition(random) {
  return random.once(2) ? random.pick(SYMBOLS) : `(${randomExpression(random, 3)})`;
}

function randomLine(random) {
  let line;
  do {
    line = { fragments: random.many(random.below(6), () => random.pick(FRAGMENTS)) };
  } while (!isValidNode(line));
  return line;
}

function randomGroup(random, depth, condition) {
  const body = randomBody(random, depth - 1);
  return {
    condition,
    body,
    dormant: random.once(2) && body.every(canBeDormant),
    comment: random.pick(['block', 'markup']),
    opens: random.once(2),
    indentation: random.pick(BLANKS),
    blanks: random.pick(BLANKS),
  };
}

function canBeDormant(node) {
  return node.fragments !== undefined && !/[*/]|--/.test(node.fragments.join(''));
}

function randomConditional(random, depth) {
  const groups = random.many(1 + random.below(3), () => randomGroup(random, depth, randomCondition(random)));
  if (random.once(2)) groups.push(randomGroup(random, depth, null));
  return { groups, end: randomGroup(random, 0, null) };
}

function randomBody(random, depth) {
  return random.many(random.below(4), () =>
    depth > 0 && random.once(3) ? randomConditional(random, depth) : randomLine(random),
  );
}

/**
 * @param {string} terminator of each line
 * @returns a file: `body` holds lines (`fragments`) and conditionals (`groups` in order, one without
 *   a condition being the else, and the `end`)
 */
export function randomTree(random, seed, terminator) {
  return { seed, terminator, body: [randomConditional(random, 4), ...randomBody(random, 4)] };
}

/** The same tree with a symbol alone for each condition. */
export function withSymbolsOnly(file) {
  const copy = structuredClone(file);
  const simplify = (nodes) => {
    for (const { groups = [] } of nodes) {
      for (const group of groups) {
        if (group.condition !== null) group.condition = /\w+/.exec(group.condition)[0];
        simplify(group.body);
      }
    }
  };
  simplify(copy.body);
  return copy;
}

/** Whether the tree is one of conditionals that begin with an if, and neither language trips over
 * its text: no line of text begins with #, no directive is made by fragments. */
export function isValid(file) {
  return file.body.every(isValidNode);
}

function isValidNode(node) {
  if (node.fragments) {
    const text = node.fragments.join('');
    return !/^\s*#/.test(text) && !/(\/\*|<!--)\s*(IFTRUE_|x?ELSE_)/.test(text);
  }
  const alternatives = node.groups.map((group) => group.condition === null).indexOf(true);
  return (
    node.groups.length > 0 &&
    node.groups[0].condition !== null &&
    (alternatives === -1 || alternatives === node.groups.length - 1) &&
    node.groups.every((group) => group.body.every(isValidNode))
  );
}

/** The file in the C preprocessor's lines. */
export function renderForUnifdef(file) {
  const lines = [];
  const put = (nodes) => {
    for (const node of nodes) {
      if (node.fragments) {
        lines.push(node.fragments.join(''));
        continue;
      }
      for (const [index, { condition, body, indentation }] of node.groups.entries()) {
        const word = condition === null ? 'else' : index > 0 ? `elif ${condition}` : `if ${condition}`;
        lines.push(`${indentation}#${word}`);
        put(body);
      }
      lines.push('#endif');
    }
  };
  put(file.body);
  return lines.map((line) => line + file.terminator).join('');
}

/** The file in comments. */
export function renderForIftrue(file) {
  const lines = [];
  const put = (nodes) => {
    for (const node of nodes) {
      if (node.fragments) {
        lines.push(node.fragments.join(''));
      } else {
        putConditional(node);
      }
    }
  };
  const putConditional = ({ groups, end }) => {
    // Blanks in a condition do not count.
    const repeated = (group) => groups[0].condition.replaceAll(' ', group.blanks);
    let open = null; // the kind of the comment that a dormant group is in
    const putDirective = (word, { comment, opens, dormant, indentation, blanks }) => {
      const [opener, closer] = COMMENT_DELIMITERS[open ?? comment];
      const before = open === null || opens ? `${opener}${blanks}` : '';
      lines.push(`${indentation}${before}${word}${dormant ? '' : `${blanks}${closer}`}`);
      open = dormant ? (open ?? comment) : null;
    };
    for (const [index, group] of groups.entries()) {
      const word =
        index === 0
          ? `IFTRUE_${group.condition}`
          : group.condition === null
            ? `ELSE_${repeated(group)}`
            : `ELIFTRUE_${group.condition}`;
      putDirective(word, group);
      put(group.body);
    }
    putDirective(`FITRUE_${repeated(end)}`, { ...end, dormant: false });
  };
  put(file.body);
  return lines.map((line) => line + file.terminator).join('');
}

function waysToSet(symbols) {
  return Array.from({ length: 1 << symbols.length }, (_, bits) =>
    Object.fromEntries(symbols.map((symbol, index) => [symbol, (bits >> index) % 2 === 1])),
  );
}

/** All the ways to set the symbols. */
export const TREE_TARGETS = waysToSet(SYMBOLS);

/** All the ways to set the symbols that `known` does not. */
export function restOf(known) {
  return waysToSet(SYMBOLS.filter((symbol) => !(symbol in known)));
}

/** Ways to set some of the symbols: one, two and three of them. */
export const PARTIAL_TARGETS = [
  { A: true },
  { A: false },
  { D_1: true },
  { D_1: false },
  { A: true, B: false },
  { B: true, C: true },
  { C: false, D_1: false },
  { A: false, B: true, D_1: false },
];
