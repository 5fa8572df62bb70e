// Answers as they cross from the worker to the page. Of a megabyte there are tens of thousands of ranges: to make as many objects
// of a message takes the page 25 ms, to make them of an array of numbers one.

import type { Answer, Output } from './analysis.js';
import type { Change } from './changes.js';

interface PackedChanges {
  /** For each change its start, its end, and how long what is inserted is. */
  readonly numbers: Uint32Array<ArrayBuffer>;
  /** All that is inserted. */
  readonly inserted: string;
}

export type PackedAnswer = Omit<Answer, 'output'> & {
  readonly output: (Omit<Output, 'changes' | 'dropped'> & Record<'changes' | 'dropped', PackedChanges>) | undefined;
};

export function pack(answer: Answer): PackedAnswer {
  const { output } = answer;
  if (output === undefined) return { ...answer, output };
  const dropped = output.dropped.map((range) => ({ ...range, inserted: '' }));
  return { ...answer, output: { ...output, changes: packed(output.changes), dropped: packed(dropped) } };
}

export function unpack(answer: PackedAnswer): Answer {
  const { output } = answer;
  if (output === undefined) return { ...answer, output };
  return { ...answer, output: { ...output, changes: unpacked(output.changes), dropped: unpacked(output.dropped) } };
}

function packed(changes: readonly Change[]): PackedChanges {
  const numbers = changes.flatMap(({ start, end, inserted }) => [start, end, inserted.length]);
  return { numbers: Uint32Array.from(numbers), inserted: changes.map(({ inserted }) => inserted).join('') };
}

function unpacked({ numbers, inserted }: PackedChanges): Change[] {
  const changes: Change[] = [];
  let at = 0;
  for (let i = 0; i < numbers.length; i += 3) {
    const next = at + (numbers[i + 2] ?? 0);
    changes.push({ start: numbers[i] ?? 0, end: numbers[i + 1] ?? 0, inserted: inserted.slice(at, next) });
    at = next;
  }
  return changes;
}
