// A file as a target sees it.

import type { Adapter } from './adapter.js';
import { conditionals, kept } from './api.js';
import type { Problem } from './problem.js';
import { targetText } from './target_text.js';
import type { Conditional, Range, Symbols } from './types.js';

/** The text of a file, what the target has of it, and where the two differ. */
export class View {
  readonly raw: string;
  readonly masked: string;
  readonly problems: readonly Problem[];
  readonly #symbols: Symbols;
  readonly #isAbsent: boolean;
  #removed: readonly Range[] | undefined;
  #removedWords: ReadonlySet<string> | undefined;
  #conditionals: readonly Conditional[] | undefined;

  constructor(adapter: Adapter, file: string, raw: string) {
    const { masked, problems } = targetText(adapter, file, raw);
    this.raw = raw;
    this.masked = masked;
    this.problems = problems;
    this.#symbols = adapter.symbols;
    this.#isAbsent = !adapter.has(file);
  }

  /** The ranges that are blank, directives among them, in order. All of the text while a directive is wrong. */
  get removed(): readonly Range[] {
    return (this.#removed ??= this.#findRemoved());
  }

  get conditionals(): readonly Conditional[] {
    return (this.#conditionals ??= this.problems.length > 0 || this.#isAbsent ? [] : conditionals(this.raw));
  }

  get removedText(): string {
    return this.removed.map(({ start, end }) => this.raw.slice(start, end)).join('');
  }

  /** The identifiers that occur in what is removed: any of them may be used there. */
  get removedWords(): ReadonlySet<string> {
    return (this.#removedWords ??= new Set(
      this.removed.flatMap(({ start, end }) => wordsOf(this.raw.slice(start, end))),
    ));
  }

  /** Whether a range has anything in common with what is removed; an empty one, whether it is within. */
  meetsRemoved(start: number, end: number): boolean {
    return this.removed.some((removed) => start < removed.end && end > removed.start);
  }

  #findRemoved(): readonly Range[] {
    if (this.problems.length > 0 || this.#isAbsent) return [{ start: 0, end: this.raw.length }];
    return this.masked === this.raw ? [] : kept(this.raw, this.#symbols);
  }
}

/** All identifiers and keywords of a text. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*/gu) ?? [];
}
