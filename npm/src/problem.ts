// What an adapter tells its bundler: a diagnostic, or something else that is wrong with a file, in the bundler's terms.

import type { Diagnostic, Range } from './types.js';

/** A place as bundlers take it: lines end at LF, CRLF and CR alone, other than in a `Diagnostic`. */
export interface ProblemPlace {
  /** From 1. */
  readonly line: number;
  /** In UTF-16 code units, from 0. */
  readonly column: number;
  /** In UTF-16 code units, from the start of the text. */
  readonly start: number;
  /** In UTF-16 code units, on this line; at least 1. */
  readonly length: number;
  readonly lineText: string;
  /** The lines around it, numbered, with carets below. */
  readonly frame: string;
}

export interface ProblemNote {
  readonly message: string;
  readonly place: ProblemPlace;
}

export interface Problem {
  /** The absolute path of the file. */
  readonly file: string;
  /** The diagnostic's code, in which the message ends too. */
  readonly code: string | undefined;
  readonly message: string;
  /** Absent where all of the file is meant. */
  readonly place: ProblemPlace | undefined;
  readonly notes: readonly ProblemNote[];
}

export function problemOf(diagnostic: Diagnostic, file: string, text: string): Problem {
  const { code, message, notes } = diagnostic;
  return {
    file,
    code,
    message: `${message} [${code}]`,
    place: placeOf(text, diagnostic),
    notes: notes.map((note) => ({ message: note.message, place: placeOf(text, note) })),
  };
}

/** The problem as text: for bundlers that take a message and no place. */
export function describe({ file, message, place, notes }: Problem): string {
  if (place === undefined) return message.includes(file) ? message : `${file}: ${message}`;
  const lines = [`${at(file, place)}: ${message}`, '', place.frame];
  for (const note of notes) lines.push('', `${at(file, note.place)}: note: ${note.message}`, '', note.place.frame);
  return lines.join('\n');
}

/** The message with its notes, which have no frames: for bundlers that show one frame. */
export function messageWithNotes({ message, notes }: Problem): string {
  return [message, ...notes.map(({ message, place }) => `note: ${message} (line ${place.line})`)].join('\n');
}

function at(file: string, { line, column }: ProblemPlace): string {
  return `${file}:${line}:${column + 1}`;
}

function placeOf(text: string, { start, end }: Range): ProblemPlace {
  const lines = text.slice(0, start).split(LINE_END);
  const line = lines.length;
  const column = lines.at(-1)!.length;
  const lineText = restOfLine(text, start - column);
  const length = Math.max(1, Math.min(end - start, lineText.length - column));
  return { line, column, start, length, lineText, frame: frameOf(text, { line, column, length, lineText }) };
}

const LINE_END = /\r\n|[\r\n]/;
const CONTEXT = 2; // lines before and after
const WIDEST = 120; // of a line that is shown: a minified file has one

function frameOf(text: string, { line, column, length, lineText }: Omit<ProblemPlace, 'frame' | 'start'>): string {
  const lines = text.split(LINE_END);
  const first = Math.max(1, line - CONTEXT);
  const last = Math.min(lines.length, line + CONTEXT);
  const width = `${last}`.length;
  const from = Math.max(0, column - WIDEST / 2);
  const frame: string[] = [];
  for (let number = first; number <= last; ++number) {
    const shown = number === line ? lineText.slice(from, from + WIDEST) : lines[number - 1]!.slice(0, WIDEST);
    frame.push(`${`${number}`.padStart(width)} | ${shown}`.trimEnd());
    if (number !== line) continue;
    // Tabs stay tabs, so that the carets stand where the text does.
    const before = lineText.slice(from, column).replace(/[^\t]/g, ' ');
    frame.push(`${' '.repeat(width)} | ${before}${'^'.repeat(Math.min(length, WIDEST / 2))}`);
  }
  return frame.join('\n');
}

function restOfLine(text: string, from: number): string {
  return text.slice(from).split(LINE_END, 1)[0]!;
}
