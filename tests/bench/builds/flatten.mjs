// The SDK's sources for a loader that knows neither expressions nor nesting: what stands in a group of several symbols
// is repeated for each, with the conditionals inside decided. For every target that strips to the same text.

import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A whole conditional of alternatives, such as IFTRUE_(A || B); at the line's begin, so never one inside another. */
const alternatives = /^\/\*IFTRUE_\((.*)\)\*\/\n([^]*?)^\/\*FITRUE_\(\1\)\*\/\n/gm;

/** A whole conditional of one symbol. */
const single = /^ *\/\*IFTRUE_(\w+)\*\/\n([^]*?)^ *\/\*FITRUE_\1\*\/\n/gm;

/** @param {string} source a folder @param {string} target one that is not there yet */
export function flattenTree(source, target) {
  cpSync(source, target, { recursive: true });
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const file = path.join(target, name);
    writeFileSync(file, flatten(readFileSync(file, 'utf8')));
  }
}

/** @param {string} text */
function flatten(text) {
  return text.replace(alternatives, (_, condition, group) =>
    String(condition)
      .split(' || ')
      .map((symbol) => `/*IFTRUE_${symbol}*/\n${decide(group, symbol)}/*FITRUE_${symbol}*/\n`)
      .join(''),
  );
}

/** @param {string} group @param {string} on the one symbol that is set */
const decide = (group, on) => group.replace(single, (_, symbol, inner) => (symbol === on ? inner : ''));
