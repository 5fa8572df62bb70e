import type { Diagnostic } from 'iftrue/browser';

/**
 * The word that a diagnostic guesses was meant, which can stand in place of its range. The engine has it only in its message.
 * A whole comment is no such word: its own place is not known. Nor is one that the message cuts.
 */
export function fixOf({ message }: Diagnostic): string | undefined {
  const word = /; did you mean ([A-Z]\S*|[A-Z]+_\(.*\))\?$/.exec(message)?.[1];
  return word?.includes('…') ? undefined : word;
}
