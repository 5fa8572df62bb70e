// The examples of the playground: the manual's own code blocks that have directives.

import { readFile } from 'node:fs/promises';

import { check } from '../dist/npm/index.mjs';

/**
 * @typedef {object} Example
 * @property {string} section of the manual
 * @property {string} title of the example, once in its section
 * @property {string} filename
 * @property {string} text
 * @property {{ name: string, on: string[] }[]} targets
 */

// Headings, what a paragraph calls wrong or right, and blocks with their language.
const parts = /^(#{2,3}) (.+)$|^(Wrong|Right)\b.*$|^```(.*)\n([^]*?)^```$/gm;
const languages = ['js', 'ts', 'css', 'html', 'json'];
const directive = /(?:\/\*|<!--|\/\/)\s*(?:IF|EL|FI)[A-Z]+_|IFDEBUG/;

/** @param {URL} manual @returns {Promise<Example[]>} */
export async function readExamples(manual) {
  /** @type {Example[]} */
  const examples = [];
  let section = '';
  let heading = '';
  let judged = '';
  for (const [, level, title = '', word, language = '', text = ''] of (await readFile(manual, 'utf8')).matchAll(
    parts,
  )) {
    if (level !== undefined) {
      if (level === '##') section = title;
      heading = title.replaceAll('`', '');
      judged = '';
    } else if (word !== undefined) {
      judged = ` (${word.toLowerCase()})`;
    } else if (languages.includes(language) && directive.test(text)) {
      const base = heading + judged;
      const isTaken = (/** @type {string} */ name) =>
        examples.some((each) => each.section === section && each.title === name);
      let unique = base;
      for (let number = 2; isTaken(unique); number += 1) unique = `${base} ${number}`;
      const filename = `example.${language}`;
      const targets = targetsFor(text);
      const isWrong = judged === ' (wrong)';
      // For which no symbol is on: of what is right, each group is some target's.
      if (targets.length < 2 || (!isWrong && isReported(text, filename, targets)))
        targets.push({ name: 'other', on: [] });
      // On the page no symbol is unknown, and all is UTF-8.
      if (isWrong && !isReported(text, filename, targets)) continue;
      examples.push({ section, title: unique, filename, text, targets });
    }
  }
  return examples;
}

/** Of the conditions, in order. @param {string} text */
function symbolsOf(text) {
  const unknown = check(text, { targets: { none: {} } }).filter(({ code }) => code === 'E004');
  return [...new Set(unknown.map(({ start, end }) => text.slice(start, end)))];
}

/** One for each symbol, named after it. As in most projects, DEBUG is on for none of the others. @param {string} text */
function targetsFor(text) {
  const symbols = symbolsOf(text);
  const own = symbols.length > 1 ? symbols.filter((symbol) => symbol !== 'DEBUG') : symbols;
  return own.map((symbol) => ({ name: symbol.toLowerCase().replace(/(?<=.)app$/, ''), on: [symbol] }));
}

/** @param {string} text @param {string} filename @param {Example['targets']} targets */
function isReported(text, filename, targets) {
  const symbols = symbolsOf(text);
  const setOf = (/** @type {string[]} */ on) => Object.fromEntries(symbols.map((each) => [each, on.includes(each)]));
  const named = Object.fromEntries(targets.map(({ name, on }) => [name, setOf(on)]));
  return check(text, { filename, targets: named }).length > 0;
}
