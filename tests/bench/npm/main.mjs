// The npm package in one process, string to string, beside the loaders' engines:
//
//   node tests/bench/npm/main.mjs
//
// Prints Markdown. Contestants take turns; a ratio is the median of the rounds' ratios to the loader of the idiom.

import ifdefLoader from 'ifdef-loader';
import conditionalLoader from 'js-conditional-compile-loader';
import { strip } from '../../../dist/npm/index.mjs';

const ROUNDS = 41;
const ROUND_MILLISECONDS = 20;

const symbols = { WX: true, WEB: false, RN: false };

/** @type {Record<string, readonly [string, string]>} */
const languages = { idiom: ['/*IFTRUE_WX*/', '/*FITRUE_WX*/'], ifdef: ['/// #if WX', '/// #endif'] };

/** With three groups in 3 KB, or without. @param {number} size in characters @param {string} [language] */
function textOf(size, language) {
  const groups = language === undefined ? undefined : languages[language];
  let text = '';
  for (let i = 0; text.length < size; ++i) {
    text += `export function value${i}(options) {\n  return compute(options.${i % 3 ? 'first' : 'second'}, 'text ${i}'); // done\n}\n`;
    if (groups !== undefined && i % 10 === 4)
      text += `${groups[0]}\nwx.request({ url: options.url, count: ${i} });\n${groups[1]}\n`;
  }
  return text;
}

/** As webpack calls them. */
const loaders = {
  'js-conditional-compile-loader': (/** @type {string} */ text) =>
    conditionalLoader.call({ query: { ...symbols, isDebug: false } }, text),
  'ifdef-loader': (/** @type {string} */ text) => {
    let output = '';
    const callback = (/** @type {unknown} */ _, /** @type {string} */ result) => (output = result);
    ifdefLoader.call({ query: { json: symbols }, callback }, text);
    return output;
  },
};

/** @param {string} text @param {string} other the same in ifdef-loader's language @returns {Record<string, () => string>} */
function contestants(text, other) {
  return {
    'js-conditional-compile-loader': () => loaders['js-conditional-compile-loader'](text),
    'ifdef-loader': () => loaders['ifdef-loader'](other),
    'iftrue, loader': () => strip(text, { symbols, layout: 'loader', filename: 'a.js' }).code,
    'iftrue, preserve': () => strip(text, { symbols, filename: 'a.js' }).code,
    'iftrue, compact': () => strip(text, { symbols, layout: 'compact', filename: 'a.js' }).code,
    'iftrue, compact with a map': () =>
      strip(text, { symbols, layout: 'compact', filename: 'a.js', sourceMap: true }).code,
  };
}

const tables = {
  '3 KB with three conditionals': contestants(textOf(3000, 'idiom'), textOf(3000, 'ifdef')),
  '3 KB without': contestants(textOf(3000), textOf(3000)),
  '300 KB': contestants(textOf(300_000, 'idiom'), textOf(300_000, 'ifdef')),
};

for (const [title, of] of Object.entries(tables)) {
  console.log(`\n| ${title} | µs | ratio |\n| --- | ---: | ---: |`);
  for (const { name, microseconds, ratio } of measured(of))
    console.log(`| ${name} | ${microseconds.toFixed(2)} | ${ratio.toFixed(2)} |`);
}

/** @param {Record<string, () => string>} of */
function measured(of) {
  const names = Object.keys(of);
  const counts = names.map((name) => {
    let count = 1;
    while (timeOf(of[name], count) < ROUND_MILLISECONDS * 1000) count *= 2;
    return count;
  });
  const times = names.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round < ROUNDS; ++round) {
    for (const i of names.keys()) times[i].push(timeOf(of[names[i]], counts[i]) / counts[i]);
  }
  return names.map((name, i) => ({
    name,
    microseconds: median(times[i]),
    ratio: median(times[i].map((time, round) => time / times[0][round])),
  }));
}

/** In microseconds. @param {() => string} run @param {number} count */
function timeOf(run, count) {
  let length = 0;
  const begin = process.hrtime.bigint();
  for (let i = 0; i < count; ++i) length += run().length;
  const time = Number(process.hrtime.bigint() - begin) / 1000;
  if (length === 0) throw new Error('there is no output');
  return time;
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
