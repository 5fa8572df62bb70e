// What TypeScript calls unused, or never reached, because it does not see the groups of other targets.

import type ts from 'typescript-6';

import { wordsOf, type View } from '../view.js';

const UNUSED: readonly number[] = [6133, 6138, 6192, 6196, 6198, 6199, 6205];
const UNREACHED: readonly number[] = [7027, 7028];
/** Of declarations, which are the range where all that they name is unused. */
const KEYWORDS: readonly string[] = ['as', 'const', 'default', 'from', 'import', 'let', 'type', 'using', 'var'];
const FIXES = /^(?:unusedIdentifier|fixUnreachableCode|fixUnusedLabel)/;

/** The diagnostics without those that may be false for another target. */
export function withoutDoubtful<Kind extends ts.Diagnostic>(diagnostics: readonly Kind[], view: View): Kind[] {
  return diagnostics.filter(({ code, start = 0, length = 0 }) => !isDoubtful(code, start, start + length, view));
}

/** Whether a diagnostic of a code at a range may be false for another target. */
export function isDoubtful(code: number, start: number, end: number, view: View): boolean {
  if (view.removed.length === 0) return false;
  if (UNREACHED.includes(code)) return true;
  if (!UNUSED.includes(code)) return false;
  const words = wordsOf(view.masked.slice(start, end));
  const names = words.length === 1 ? words : words.filter((word) => !KEYWORDS.includes(word));
  return names.some((name) => view.removedWords.has(name));
}

/** Whether the fix, made for a whole file, takes away what is unused. */
export function removesUnused(fixId: unknown): boolean {
  return typeof fixId === 'string' && FIXES.test(fixId);
}
