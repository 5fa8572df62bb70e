// Flat files as the loader's users write them: text and conditionals of an if and an end, live or
// dormant, none inside another. Both programs must accept them, and where js-conditional-compile-loader
// is laxer than the directive language the generator keeps away:
//   - it needs a character between if and end, or it takes the end's opener for one;
//   - it ends a dormant group at FITRUE_X inside a longer word, and lets it hold other comments;
//   - it ends a live group at a FITRUE_X that opens no comment.

/**
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {{ symbol: string, dormant: boolean, opensEnd: boolean, blanks: string[], body: string[] }} FlatConditional
 * @typedef {string[] | FlatConditional} Part text, as fragments, or a conditional
 * @typedef {{ seed: number, parts: Part[] }} FlatFile
 */

const SYMBOLS = ['A', 'AB', 'AB_2', 'b', '_', '7', 'DEBUG'];

const WHITE_SPACE = ['', '', '', ' ', '  ', '\t', '\n', '\r\n', '\u00a0', '\u2028', '\u3000', '\ufeff'];

// A directive's word in these has something before it that makes it none.
const FRAGMENTS = [
  'a',
  'b();',
  ' ',
  '  ',
  '\t',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u00a0',
  '"',
  "'",
  '`',
  '\\',
  '{',
  '}',
  '/',
  '*',
  '//',
  '/*',
  '*/',
  '<!--',
  '-->',
  'é',
  '世界',
  '😀',
  '$',
  '$&',
  '$1',
  '(',
  ')',
  '-',
  '.',
  '.IFTRUE_A',
  '.FITRUE_Q',
  ' x IFTRUE_AB ',
  '.IFDEBUG',
  '.ELSE_Q',
  'xFITRUE_Q',
  '/*IFTRUE_',
  '/*IFTRUE A*/',
  '/* see IFTRUE_A */',
];

/** The word of a directive: IFTRUE_X, or IFDEBUG for DEBUG. @param {'IF' | 'FI'} keyword @param {string} symbol */
function word(keyword, symbol) {
  return symbol === 'DEBUG' ? `${keyword}DEBUG` : `${keyword}TRUE_${symbol}`;
}

/** @param {Random} random @param {number} most */
function randomText(random, most) {
  return random.many(random.below(most), () => random.pick(FRAGMENTS));
}

/** @param {Random} random @returns {FlatConditional} */
function randomConditional(random) {
  return {
    symbol: random.pick(SYMBOLS),
    dormant: random.once(2),
    opensEnd: random.once(2),
    blanks: random.many(4, () => random.pick(WHITE_SPACE)),
    body: randomText(random, 8),
  };
}

/** @param {Random} random @param {number} seed @returns {FlatFile} */
export function randomFlatFile(random, seed) {
  const file = { seed, parts: /** @type {Part[]} */ ([]) };
  do {
    file.parts = random.many(1 + random.below(8), () =>
      random.once(3) ? randomText(random, 6) : randomConditional(random),
    );
  } while (!isValid(file));
  return file;
}

/** @param {Part} part */
function renderPart(part) {
  if (Array.isArray(part)) return part.join('');
  const [afterOpener = '', beforeCloser = '', inEnd = '', endCloser = ''] = part.blanks;
  const begin = `/*${afterOpener}${word('IF', part.symbol)}${part.dormant ? '' : `${beforeCloser}*/`}`;
  const opener = part.dormant && !part.opensEnd ? '' : `/*${inEnd}`;
  return `${begin}${part.body.join('')}${opener}${word('FI', part.symbol)}${endCloser}*/`;
}

/** @param {FlatFile} file */
export function renderFlatFile(file) {
  return file.parts.map(renderPart).join('');
}

/** Whether both programs have to accept the file. @param {FlatFile} file */
export function isValid(file) {
  // Fragments of neighbouring parts must not make a directive together.
  const openers = /(\/\*|<!--)\s*((IFTRUE|FITRUE|ELIFTRUE|ELSE)_[\w(]|(IF|FI)DEBUG\b)/g;
  const written = file.parts
    .flatMap((part) => (Array.isArray(part) ? [] : [part]))
    .reduce((sum, part) => sum + 1 + (part.dormant && !part.opensEnd ? 0 : 1), 0);
  if ([...renderFlatFile(file).matchAll(openers)].length !== written) return false;
  return file.parts.every((part) => Array.isArray(part) || isValidBody(part));
}

/** @param {FlatConditional} conditional */
function isValidBody({ symbol, dormant, body }) {
  const text = body.join('');
  if (text === '') return false;
  if (!dormant) return true;
  // The group must not end before its end, nor run into a word.
  const closes = /\*\/|^\s*\*\/|(^|\W)ELIFTRUE_/.test(text) || text.endsWith('*');
  const joins = /^\w/.test(text) || /\w$/.test(text);
  return !closes && !joins && !text.includes(word('FI', symbol)) && !text.includes(`ELSE_${symbol}`);
}

/** Every symbol on or off, in a few mixtures. */
export const FLAT_TARGETS = [0b0000000, 0b1111111, 0b0101101, 0b1010010].map((bits) =>
  Object.fromEntries(SYMBOLS.map((symbol, index) => [symbol, (bits >> index) % 2 === 1])),
);
