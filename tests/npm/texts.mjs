// The texts that the package and the command are compared on: the golden cases' inputs, and generated ones.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../differential/random.mjs';

const golden = fileURLToPath(new URL('../../golden/cases/', import.meta.url));

/** Symbols that the texts use and the targets set; UNSET is set by none. */
export const targets = {
  one: { X: true, Y: false, WX: true, DEBUG: false },
  two: { X: false, Y: true, WX: false, DEBUG: true },
};

/** @typedef {{ name: string, extension: string, text: string }} Sample */

/** What is not UTF-8 in the inputs becomes U+FFFD: a JavaScript string holds no bytes. @returns {Sample[]} */
export function goldenTexts() {
  const texts = [];
  for (const topic of readdirSync(golden)) {
    for (const file of readdirSync(path.join(golden, topic))) {
      if (!/\.in\.\w+$/.test(file)) continue;
      const bytes = readFileSync(path.join(golden, topic, file));
      // The command takes these for no text.
      if (bytes.subarray(0, 8192).includes(0) || /^(\xFF\xFE|\xFE\xFF)/.test(bytes.toString('latin1'))) continue;
      texts.push({
        name: `${topic}/${file}`,
        extension: path.extname(file),
        text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      });
    }
  }
  return texts;
}

const mistakes = ['/*', '*/', '<!--', '-->', 'IFTRUE_X', '/*IFTRUE_(X*/', '/*FITRUE_Y*/', '/*ELSE_X*/'];
const symbols = ['X', 'Y', 'WX', 'DEBUG', 'UNSET', '(X && !Y)', '(!X || (Y && WX))', '(UNSET || X)', 'isDebug'];
const extensions = ['.ts', '.js', '.vue', '.css', '.scss', '.json', '.md', '.txt'];
const fillers = [
  ...['a', 'return', '1', 'x()', ';', '"s"', "'", '`t${', '}', '//', ' ', '\t', '  '],
  ...['é', '中文', '🎉', '\u2028', '\u2029', '\uFEFF', '\uFFFD', '\n', '\r\n', '\r', '\n\n', '{', '}', '/re/', '#'],
  ...['IFTURE_X', 'ENDIF_X', 'ELSE', '#if X', '#ifdef X', 'IFDEF_WX', 'FITRUE', 'IFTRUE_', '_IFTRUE_X', 'iftrue_x'],
];

/**
 * Most of them sound, with groups live and dormant, nested, and some with a mistake.
 *
 * @param {number} seed @param {number} count @returns {Sample[]}
 */
export function generatedTexts(seed, count) {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => {
    const extension = random.pick(extensions);
    const text = body(random, extension, 0);
    return { name: `generated ${i} of seed ${seed}`, extension, text: random.once(4) ? mistake(random, text) : text };
  });
}

/** @param {Random} random @param {string} extension @param {number} depth @returns {string} */
function body(random, extension, depth) {
  let text = '';
  for (let left = random.below(7); left > 0; --left) {
    text += depth < 3 && random.once(3) ? conditional(random, extension, depth) : random.pick(fillers);
  }
  return text;
}

/** @param {Random} random @param {string} extension @param {number} depth */
function conditional(random, extension, depth) {
  const [open, close] = ['.vue', '.md'].includes(extension) && random.once(2) ? ['<!--', '-->'] : ['/*', '*/'];
  const condition = random.pick(symbols);
  const space = () => random.pick(['', '', ' ', '\n', '\t']);
  let text = `${open}${space()}IFTRUE_${condition}`;
  let dormant = random.once(4);
  const group = () => {
    if (dormant) return ` ${random.pick(['old()', 'é\n', '🎉', 'x\r\ny', 'IFTURE_X'])} `;
    return `${space()}${close}${body(random, extension, depth + 1)}${open}${space()}`;
  };
  text += group();
  // In a dormant group, an elif is text.
  if (!dormant && random.once(3)) {
    text += `ELIF_${random.pick(symbols)}`;
    dormant = random.once(4);
    text += group();
  }
  if (random.once(2)) {
    text += `ELSE_${condition}`;
    dormant = random.once(4);
    text += group();
  }
  return `${text}FITRUE_${condition}${space()}${close}`;
}

/** @param {Random} random @param {string} text */
function mistake(random, text) {
  const characters = [...text];
  const at = random.below(characters.length + 1);
  characters.splice(at, random.below(9), random.pick(['', ...fillers, ...mistakes]));
  return characters.join('');
}
