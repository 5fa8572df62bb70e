// Puts conditionals into text, as pieces: stretches of bytes and directives. What a directive looks like is a dialect's
// affair, so that the same file can be given to each peer in the language that it reads.

/** @typedef {import('../differential/random.mjs').Random} Random */
/** @typedef {Buffer | { opens: boolean, symbol: string }} Piece */

/** The symbols of the trees; each is on for one target. */
export const symbols = ['WEBAPP', 'WXAPP', 'RNAPP', 'NATIVEAPP'];

/** Target to its symbol. */
export const targets = { web: 'WEBAPP', wx: 'WXAPP', rn: 'RNAPP', native: 'NATIVEAPP' };

/** How each dialect writes the two directives that all peers know, on a line of their own. */
export const dialects = {
  iftrue: {
    opener: (/** @type {string} */ symbol) => `/*IFTRUE_${symbol}*/`,
    closer: (/** @type {string} */ symbol) => `/*FITRUE_${symbol}*/`,
  },
  unifdef: { opener: (/** @type {string} */ symbol) => `#ifdef ${symbol}`, closer: () => '#endif' },
  ifdef: { opener: (/** @type {string} */ symbol) => `/// #if ${symbol}`, closer: () => '/// #endif' },
};

/** @typedef {keyof typeof dialects} Dialect */

/** Lines between conditionals, and in one, at most; with the lines of real sources one comes about every 4 KB. */
const mostBetween = 240;
const mostInside = 40;

/**
 * Flat conditionals of an if and an end, around whole lines.
 * @param {Random} random @param {Buffer} text ends with a line feed @returns {Piece[]} with one conditional at least
 */
export function withConditionals(random, text) {
  const lines = lineBegins(text);
  /** @type {Piece[]} */
  const pieces = [];
  let done = 0;
  for (let line = random.below(Math.min(lines.length - 1, 20)); line < lines.length - 1; ) {
    let last = Math.min(line + 1 + random.below(1 + random.below(mostInside)), lines.length - 1);
    while (last < lines.length - 1 && isBlank(text.subarray(lines[line], lines[last]))) ++last;
    const symbol = random.pick(symbols);
    const [begin, end] = [lines[line], lines[last]];
    pieces.push(text.subarray(done, begin), { opens: true, symbol }, text.subarray(begin, end), {
      opens: false,
      symbol,
    });
    done = end;
    line = last + 1 + random.below(mostBetween);
  }
  pieces.push(text.subarray(done));
  return pieces;
}

/** An empty group is a mistake that the tool warns of. @param {Buffer} group */
const isBlank = (group) => group.toString('latin1').trim() === '';

/** @param {Buffer} text @returns {number[]} where its lines begin, and at last its end */
function lineBegins(text) {
  const begins = [0];
  for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10, end + 1)) begins.push(end + 1);
  return begins;
}

/** @param {Piece[]} pieces @param {Dialect} dialect @returns {Buffer} */
export function render(pieces, dialect) {
  const { opener, closer } = dialects[dialect];
  return Buffer.concat(
    pieces.map((piece) =>
      Buffer.isBuffer(piece) ? piece : Buffer.from(`${(piece.opens ? opener : closer)(piece.symbol)}\n`),
    ),
  );
}
