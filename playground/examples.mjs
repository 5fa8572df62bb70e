// The examples of the playground: the manual's own code blocks that have directives, and those of its diagnostics.

import { check } from '../dist/npm/index.mjs';

/**
 * @typedef {object} Example
 * @property {string} section of the manual
 * @property {string} title of the example, once in its section
 * @property {string} filename
 * @property {string} text
 * @property {{ name: string, on: string[] }[]} targets
 */

const languages = ['js', 'ts', 'css', 'html', 'json'];
const directive = /(?:\/\*|<!--|\/\/)\s*(?:IF|EL|FI)[A-Z]+_|IFDEBUG/;

// The project that the pages of the diagnostics speak of. It also declares DEBUG, which is on for none of its targets.
const project = [
  { name: 'web', on: ['WEBAPP'] },
  { name: 'wx', on: ['WXAPP'] },
  { name: 'rn', on: ['RNAPP'] },
];

/** In order, by the tokens of their blocks. @param {readonly import('marked').Token[]} tokens of the manual */
export function readExamples(tokens) {
  /** @type {Map<import('marked').Token, Example>} */
  const examples = new Map();
  let section = '';
  let heading = '';
  let judged = ''; // what a paragraph calls wrong or right
  for (const token of /** @type {readonly import('marked').MarkedToken[]} */ (tokens)) {
    if (token.type === 'heading') {
      if (token.depth === 2) section = token.text;
      heading = token.text.replaceAll('`', '');
      judged = '';
    } else if (token.type === 'paragraph') {
      const [word] = /^(?:Wrong|Right)\b/.exec(token.text) ?? [];
      if (word !== undefined) judged = ` (${word.toLowerCase()})`;
    } else if (token.type === 'code' && token.lang !== undefined && languages.includes(token.lang)) {
      const text = `${token.text}\n`;
      if (judged === '' && !directive.test(text)) continue;
      const base = heading + judged;
      const isTaken = (/** @type {string} */ name) =>
        [...examples.values()].some((each) => each.section === section && each.title === name);
      let unique = base;
      for (let number = 2; isTaken(unique); number += 1) unique = `${base} ${number}`;
      const filename = `example.${token.lang}`;
      const targets = judged === '' ? targetsFor(text, filename) : project;
      // On the page no symbol is unknown.
      if (judged === ' (wrong)' && !isReported(text, filename, targets)) continue;
      examples.set(token, { section, title: unique, filename, text, targets });
    }
  }
  return examples;
}

/** Of the conditions, in order. @param {string} text */
function symbolsOf(text) {
  const unknown = check(text, { targets: { none: {} } }).filter(({ code }) => code === 'E004');
  return [...new Set(unknown.map(({ start, end }) => text.slice(start, end)))];
}

/**
 * One for each symbol, named after it. As in most projects, DEBUG is on for none of the others.
 *
 * @param {string} text @param {string} filename
 */
function targetsFor(text, filename) {
  const symbols = symbolsOf(text);
  const own = symbols.length > 1 ? symbols.filter((symbol) => symbol !== 'DEBUG') : symbols;
  const targets = own.map((symbol) => ({ name: symbol.toLowerCase().replace(/(?<=.)app$/, ''), on: [symbol] }));
  // For which no symbol is on: each group is some target's.
  if (targets.length < 2 || isReported(text, filename, targets)) targets.push({ name: 'other', on: [] });
  return targets;
}

/** @param {string} text @param {string} filename @param {Example['targets']} targets */
function isReported(text, filename, targets) {
  const symbols = symbolsOf(text);
  const setOf = (/** @type {string[]} */ on) => Object.fromEntries(symbols.map((each) => [each, on.includes(each)]));
  const named = Object.fromEntries(targets.map(({ name, on }) => [name, setOf(on)]));
  return check(text, { filename, targets: named }).length > 0;
}
