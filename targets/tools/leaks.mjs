// Refuses a package that holds something of another platform.
//
// Two checks. Free names: every name that a bundle uses and does not define itself must be the language's or one of the
// target's `globals`; esbuild's own scope analysis tells which names are free. Sentinels: the text `sentinel:SYMBOL`, or
// `sentinel:SYMBOL+SYMBOL`, may only stand in files of a target whose symbol is among these; tests plant it in groups.

import { transform } from 'esbuild';
import { listed } from './description.mjs';

/** @typedef {import('./description.mjs').Target} Target */

/** What ECMAScript 2017 itself defines: the newest language that all targets share. */
const language = new Set(
  `Array ArrayBuffer Boolean DataView Date Error EvalError Float32Array Float64Array Infinity Int16Array Int32Array
  Int8Array JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol
  SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet arguments
  decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt undefined`.split(/\s+/),
);

/**
 * @param {ReadonlyMap<string, string>} files the package's files @param {Target} target
 * @param {ReadonlyMap<string, Target>} targets all of them, to say whose a name is
 * @returns {Promise<string[]>} one line for each leak: file, place, what it is
 */
export async function leaksOf(files, target, targets) {
  const leaks = [];
  for (const [file, text] of files) {
    leaks.push(...sentinelsIn(file, text, target));
    if (/\.[cm]?js$/.test(file)) leaks.push(...(await foreignNamesIn(file, text, target, targets)));
  }
  return leaks;
}

/** @param {string} file @param {string} text @param {Target} target */
function sentinelsIn(file, text, target) {
  return [...text.matchAll(/sentinel:([\w+]+)/g)]
    .filter(([, symbols = '']) => !symbols.split('+').includes(target.symbol))
    .map((match) => describe(file, text, match.index, `text of a group for ${match[1]}`));
}

/** @param {string} file @param {string} text @param {Target} target @param {ReadonlyMap<string, Target>} targets */
async function foreignNamesIn(file, text, target, targets) {
  const allowed = new Set([...language, ...target.globals]);
  const foreign = (await freeNames(text.replace(listed, ''))).filter((name) => !allowed.has(name));
  return foreign.map((name) => {
    const owners = [...targets].filter(([, { globals }]) => globals.includes(name)).map(([owner]) => owner);
    const whose = owners.length > 0 ? `a global of ${owners.join(' and ')}` : 'a global of no target';
    const place = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`);
    return describe(file, text, text.search(place), `'${name}', ${whose}`);
  });
}

/** @param {string} code @returns {Promise<string[]>} the names that the code uses and does not define */
async function freeNames(code) {
  // `define` replaces a name where it is free and nowhere else.
  const mark = unusedPrefix(code);
  const names = new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu));
  const define = Object.fromEntries(
    [...names].filter((name) => !reserved.has(name)).map((name) => [name, mark + name]),
  );
  const marked = await transform(code, { define, logLevel: 'silent' });
  const found = marked.code.match(new RegExp(`${mark}[\\p{ID_Continue}$]+`, 'gu')) ?? [];
  return [...new Set(found)].map((name) => name.slice(mark.length)).sort();
}

/** Words that can't be a free name, and that esbuild does not take as one to define. */
const reserved = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super
  switch this throw true try typeof var void while with yield`.split(/\s+/),
);

/** @param {string} code */
function unusedPrefix(code) {
  let prefix = 'free_';
  while (code.includes(prefix)) prefix += '_';
  return prefix;
}

/** @param {string} file @param {string} text @param {number} offset @param {string} what */
function describe(file, text, offset, what) {
  const around = text.slice(Math.max(0, offset - 30), offset + 50).replace(/\s+/g, ' ');
  return `${file}: offset ${offset}: leak: ${what}: …${around}…`;
}
