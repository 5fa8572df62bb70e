// Files and problems as Rollup, Rolldown and Vite know them.

import type { Outcome } from '../adapter.js';
import { describe, messageWithNotes, type Problem } from '../problem.js';
import type { SourceMap } from '../types.js';

/** The part of Rollup's `RollupLog` that is used. */
export interface Log {
  message: string;
  id?: string;
  pluginCode?: string;
  loc?: { file: string; line: number; column: number };
  frame?: string;
}

/** What a plugin's hooks have as `this`. */
export interface Context {
  /** Vite's alone. */
  environment?: { mode: string };
  addWatchFile(file: string): void;
  error(log: Log): never;
  warn(log: Log): void;
}

/** What a hook makes of a module. */
export interface Product {
  code: string;
  map: SourceMap | null;
}

/** The file that a module is made of; undefined for one that is of no file. */
export function fileOf(id: string): string | undefined {
  return id.startsWith('\0') ? undefined : id.replace(/[?#].*$/s, '');
}

/** One log of at least one problem: the first has the place, since an error ends the build. */
export function toLog([first, ...others]: readonly [Problem, ...Problem[]]): Log {
  const { file, code, place } = first;
  return {
    message: [messageWithNotes(first), ...others.map(describe)].join('\n\n'),
    id: file,
    ...(code === undefined ? {} : { pluginCode: code }),
    ...(place === undefined ? {} : { loc: { file, line: place.line, column: place.column }, frame: place.frame }),
  };
}

/** Gives the bundler what a hook has found, and returns what the hook does. @param text before */
export function report(context: Context, outcome: Outcome, text: string): Product | null {
  const { code, map, errors, warnings } = outcome;
  for (const warning of warnings) context.warn(toLog([warning]));
  const [error, ...others] = errors;
  if (error !== undefined) context.error(toLog([error, ...others]));
  return code === text ? null : { code, map };
}
