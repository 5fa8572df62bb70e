// UTF-8 has no lone surrogates: the engine sees U+FFFD in their place, and so does its output.

import type { Range } from './types.js';

const REPLACED = /[\uFFFD\uD800-\uDFFF]/gu;

/** Whether a text has a surrogate without its other half. */
export function hasLoneSurrogate(text: string): boolean {
  return /[\uD800-\uDFFF]/u.test(text);
}

/** The output with the surrogates that its U+FFFD stand for. `removed` is what is not kept of the text, in order. */
export function withLoneSurrogates(text: string, removed: readonly Range[], output: string): string {
  const kept: string[] = [];
  let next = 0;
  for (const { 0: character, index } of text.matchAll(REPLACED)) {
    while (next < removed.length && removed[next]!.end <= index) ++next;
    if (next === removed.length || index < removed[next]!.start) kept.push(character);
  }
  let count = 0;
  return output.replace(/\uFFFD/g, () => kept[count++]!);
}
