// What the engine says of a text, all at once. Runs in the worker.

import {
  check,
  conditionals,
  IftrueError,
  kept,
  strip,
  type Diagnostic,
  type Layout,
  type Range,
} from 'iftrue/browser';

import { changesBetween, type Change } from './changes.js';
import type { Target } from './settings.js';

export interface Question {
  readonly text: string;
  readonly filename: string;
  readonly layout: Layout;
  readonly targets: readonly Target[];
  /** The index of the target that an output is wanted for. */
  readonly shown: number;
}

export interface Answer {
  /** Those of the text, and those that are on for a target. Sorted. */
  readonly symbols: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many lines of the text are not blank. */
  readonly lines: number;
  /** Undefined if the text has an error. */
  readonly output: Output | undefined;
}

export interface Output {
  readonly code: string;
  /** How many lines of the output are not blank. */
  readonly lines: number;
  readonly changes: readonly Change[];
  /** What the target drops, without directives. */
  readonly dropped: readonly Range[];
}

export function analyse({ text, filename, layout, targets, shown }: Question): Answer {
  const { symbols, diagnostics } = judge(text, filename, layout, targets);
  const own = symbolsOf(targets[shown]?.on ?? [], symbols);
  return { symbols, diagnostics, lines: countLines(text), output: outputOf(text, own, filename, layout) };
}

/** A symbol of the text that is on for no target is off for all, as `strip` takes it, and not an error E004. */
function judge(text: string, filename: string, layout: Layout, targets: readonly Target[]) {
  const known = new Set(targets.flatMap(({ on }) => on));
  for (;;) {
    const symbols = [...known].sort();
    const named = Object.fromEntries(targets.map(({ name, on }) => [name, symbolsOf(on, symbols)]));
    const diagnostics = check(text, { filename, layout, targets: named });
    for (const { code, start, end } of diagnostics) if (code === 'E004') known.add(text.slice(start, end));
    if (known.size === symbols.length) return { symbols, diagnostics };
  }
}

function symbolsOf(on: readonly string[], all: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(all.map((symbol) => [symbol, on.includes(symbol)]));
}

function outputOf(
  text: string,
  symbols: Record<string, boolean>,
  filename: string,
  layout: Layout,
): Output | undefined {
  try {
    const { code } = strip(text, { symbols, filename, layout });
    const removed = kept(text, symbols);
    const changes = changesBetween(text, removed, code);
    return { code, lines: countLines(code), changes, dropped: without(removed, directivesOf(text)) };
  } catch (error) {
    if (error instanceof IftrueError) return undefined;
    throw error;
  }
}

const countLines = (text: string): number => text.match(/^.*\S.*$/gm)?.length ?? 0;

/** The comments of the directives, in order: what stands between the groups of the conditionals. */
function directivesOf(text: string): Range[] {
  const directives: Range[] = [];
  for (const { start, end, groups } of conditionals(text)) {
    let from = start;
    for (const { text: group } of groups) {
      directives.push({ start: from, end: group.start });
      from = group.end;
    }
    directives.push({ start: from, end });
  }
  return directives.sort((a, b) => a.start - b.start);
}

/** What of the ranges is in none of the holes. Both are in order. */
function without(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  const rest: Range[] = [];
  let next = 0;
  for (const { start, end } of ranges) {
    let from = start;
    for (let hole = holes[next]; hole !== undefined && hole.start < end; hole = holes[++next]) {
      if (hole.start > from) rest.push({ start: from, end: hole.start });
      from = hole.end;
    }
    if (from < end) rest.push({ start: from, end });
  }
  return rest;
}
