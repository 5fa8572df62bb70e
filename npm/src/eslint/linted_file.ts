// A file that ESLint lints for a target, and what of its messages and fixes is true of the text that stands there.

import { resolve } from 'node:path';

import type { Adapter } from '../adapter.js';
import { describe, messageWithNotes, type Problem } from '../problem.js';
import { View, wordsOf } from '../view.js';
import { changesDeclarations, subjectOf } from './rules.js';
import type { Fix, LintMessage } from './types.js';

const BYTE_ORDER_MARK = '\uFEFF';

export class LintedFile {
  readonly #adapter: Adapter;
  readonly #file: string;
  readonly #text: string;
  readonly #mark: string;
  readonly #view: View | undefined; // of the text without its mark, as ESLint counts; undefined where nothing is removed
  readonly #isAbsent: boolean;
  #starts: readonly number[] | undefined;

  constructor(adapter: Adapter, filename: string, text: string) {
    this.#adapter = adapter;
    this.#file = resolve(filename);
    this.#text = text;
    this.#mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    const isConcerned = adapter.concerns(this.#file);
    this.#isAbsent = isConcerned && !adapter.has(this.#file);
    if (isConcerned && !this.#isAbsent) {
      this.#view = new View(adapter, this.#file, text.slice(this.#mark.length));
    }
  }

  /** What the rules see. Undefined if there is nothing to lint: the target does not have the file, or a directive is wrong. */
  get seen(): string | undefined {
    if (this.#view === undefined) return this.#isAbsent ? undefined : this.#text;
    return this.#view.problems.length > 0 ? undefined : this.#mark + this.#view.masked;
  }

  /** What is wrong with the directives of the file, or with the project. */
  get faults(): LintMessage[] {
    return this.#view?.problems.map((problem) => this.#faultOf(problem)) ?? [];
  }

  /** The messages that are true, with the fixes and suggestions that may be applied. */
  sound(messages: readonly LintMessage[]): LintMessage[] {
    const view = this.#view;
    if (view === undefined || view.removed.length === 0) return [...messages];
    const doubtful = new Set(messages.filter((message) => this.#isDoubtful(message, view)));
    // One declaration may have names with a message each, and one fix for all.
    const doubted = new Set([...doubtful].flatMap(({ fix }) => (fix ? [`${fix.range}`] : [])));
    return messages
      .filter((message) => !doubtful.has(message))
      .map(({ fix, suggestions, ...message }) => {
        const sound = suggestions?.filter(({ fix }) => this.#isSafe(fix, view));
        const isSound =
          fix && !doubted.has(`${fix.range}`) && !this.#narrows(message, fix, view) && this.#isSafe(fix, view);
        return {
          ...message,
          ...(isSound && { fix }),
          ...(sound !== undefined && sound.length > 0 && { suggestions: sound }),
        };
      });
  }

  /** Whether what a message says may be false for the text that stands there. */
  #isDoubtful(message: LintMessage, view: View): boolean {
    const { ruleId, line, column, endLine = line, endColumn } = message;
    // Another target may need it. A rule's message that is left out here has counted as a use.
    if (ruleId === null) return !message.fatal && /^Unused eslint-(?:dis|en)able directive/.test(message.message);
    const last = endColumn === 1 ? Math.max(line, endLine - 1) : endLine; // it ends with the line before
    const lines = [this.#offsetOf(line, 1), this.#endOf(last)] as const;
    switch (subjectOf(ruleId)) {
      case 'layout':
        return view.meetsRemoved(...lines);
      case 'between':
        return view.meetsRemoved(...aroundBlanks(view.masked, ...lines));
      case 'name': {
        const [name] = wordsOf(view.masked.slice(this.#offsetOf(line, column), this.#endOf(line)));
        return name !== undefined && view.removedWords.has(name);
      }
      case 'empty':
        return view.meetsRemoved(...this.#rangeOf(message));
      case undefined:
        return false;
    }
  }

  /** Whether the fix of a declaration changes names that removed text has, too, or declares there. */
  #narrows(message: LintMessage, { range: [begin] }: Fix, view: View): boolean {
    if (!changesDeclarations(message.ruleId)) return false;
    const words = wordsOf(view.masked.slice(...this.#rangeOf(message)));
    if (words.some((word) => word !== 'var' && view.removedWords.has(word))) return true;
    const end = view.masked.indexOf(';', begin);
    return view.conditionals.some(({ start, groups }) => {
      if (start < begin || (end >= 0 && start > end)) return false;
      return groups.some(({ text }) => /^\s*,/.test(view.raw.slice(text.start, text.end)));
    });
  }

  /** Whether a fix changes nothing but what the target has, and nothing there that removed text may depend on. */
  #isSafe(fix: Fix, view: View): boolean {
    const start = Math.max(0, fix.range[0]); // that of the byte order mark is negative
    const { 1: end } = fix.range;
    const old = view.masked.slice(start, end);
    // What is put or taken between a token and removed text, a semicolon, would stand in the midst of another target's.
    const isMore = fix.text.includes(old) || old.includes(fix.text);
    const isText = old.trim() !== fix.text.trim();
    if (isMore && isText && view.meetsRemoved(...upToTokens(view.masked, start, end))) return false;
    return this.#commutes(start, end, fix.text, view);
  }

  /**
   * Whether the target has of the fixed text what the fix makes of the text that the target has, and all that is removed
   * stays: a fix could write the end of a comment.
   */
  #commutes(start: number, end: number, text: string, view: View): boolean {
    const fixed = (from: string) => from.slice(0, start) + text + from.slice(end);
    const after = new View(this.#adapter, this.#file, fixed(view.raw));
    return after.problems.length === 0 && after.masked === fixed(view.masked) && after.removedText === view.removedText;
  }

  #faultOf(problem: Problem): LintMessage {
    const fault = { ruleId: null, severity: 2, fatal: true } as const;
    const { place } = problem;
    if (place === undefined) return { ...fault, message: describe(problem), line: 1, column: 1 };
    const [begin, end] = [this.#placeOf(place.start), this.#placeOf(place.start + place.length)];
    const range = { ...begin, endLine: end.line, endColumn: end.column };
    return { ...fault, message: messageWithNotes(problem), ...range };
  }

  /** Where each line starts; ESLint ends one at a line or paragraph separator, too. */
  get #lines(): readonly number[] {
    const text = this.#view?.raw ?? '';
    return (this.#starts ??= [0, ...Array.from(text.matchAll(/\r\n|[\r\n\u2028\u2029]/g), endOfMatch)]);
  }

  #placeOf(offset: number): { line: number; column: number } {
    const line = this.#lines.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - this.#lines[line]! + 1 };
  }

  #offsetOf(line: number, column: number): number {
    return (this.#lines[line - 1] ?? this.#view!.raw.length) + column - 1;
  }

  #rangeOf({ line, column, endLine = line, endColumn = column }: LintMessage): [start: number, end: number] {
    return [this.#offsetOf(line, column), this.#offsetOf(endLine, endColumn)];
  }

  /** The end of a line with its terminator. */
  #endOf(line: number): number {
    return this.#lines[line] ?? this.#view!.raw.length;
  }
}

function endOfMatch({ 0: match, index }: RegExpMatchArray): number {
  return index! + match.length;
}

/** A range and the white space around it. */
function aroundBlanks(text: string, start: number, end: number): [start: number, end: number] {
  return [text.slice(0, start).trimEnd().length, text.length - text.slice(end).trimStart().length];
}

/** A range with the white space before it, and with the white space and comments after it. */
function upToTokens(text: string, start: number, end: number): [start: number, end: number] {
  const [after] = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(text.slice(end))!;
  return [text.slice(0, start).trimEnd().length, end + after.length];
}
