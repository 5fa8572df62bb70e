// What an output differs in from its source, exactly. No search for the shortest difference is needed: which characters are
// removed is known, and all that a layout adds or drops besides is white space.

import type { Range } from 'iftrue/browser';

/** `source.slice(start, end)` became `inserted`, which is white space. */
export interface Change extends Range {
  readonly inserted: string;
}

const isWhite = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
const isTerminator = (code: number): boolean => code !== 0x20 && code !== 0x09 && isWhite(code);

/**
 * The changes that make the output of the source, in order and apart from each other.
 *
 * @param removed what the target does not keep
 */
export function changesBetween(source: string, removed: readonly Range[], output: string): Change[] {
  const changes: Change[] = [];
  let from = 0; // after the last character that both have and that is not white, in the source
  let outputFrom = 0; // and in the output
  const compare = (to: number, outputTo: number): void => {
    const change = changeOf(source.slice(from, to), output.slice(outputFrom, outputTo), from);
    if (change !== undefined) changes.push(change);
  };
  let at = 0;
  for (const { start, end } of [...removed, { start: source.length, end: source.length }]) {
    for (; at < start; at += 1) {
      const code = source.charCodeAt(at);
      if (isWhite(code)) continue;
      let outputAt = outputFrom;
      while (isWhite(output.charCodeAt(outputAt))) outputAt += 1;
      if (output.charCodeAt(outputAt) !== code) throw new Error(`the output lacks what it keeps of ${at}`);
      if (at > from || outputAt > outputFrom) compare(at, outputAt);
      from = at + 1;
      outputFrom = outputAt + 1;
    }
    at = end;
  }
  compare(source.length, output.length);
  return changes;
}

/** A stretch of the source and what became of it, without what is the same at their ends. Whole lines, where it can be. */
function changeOf(before: string, after: string, offset: number): Change | undefined {
  if (before === after) return undefined;
  const room = Math.min(before.length, after.length);
  let start = 0;
  while (start < room && before[start] === after[start]) start += 1;
  const common = start;
  while (start > 0 && !isTerminator(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < room - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  start = Math.max(start, Math.min(common, room - end));
  return {
    start: offset + start,
    end: offset + before.length - end,
    inserted: after.slice(start, after.length - end),
  };
}
