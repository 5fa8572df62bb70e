// All that a person can set, which is what a link carries.

import type { Layout } from 'iftrue/browser';

/** A target and the symbols that are on for it. All others are off. */
export interface Target {
  readonly name: string;
  readonly on: readonly string[];
}

export interface Settings {
  readonly text: string;
  /** Its extension says which language the text is in. */
  readonly filename: string;
  readonly layout: Layout;
  /** At least one, each with a name of its own. */
  readonly targets: readonly Target[];
  /** The index of the target that is shown. */
  readonly shown: number;
  /** Whether what is removed is shown, in place of what is left. */
  readonly changes: boolean;
}

/** In the order of the manual. The engine knows no others. */
export const layouts = ['preserve', 'mask', 'compact', 'loader'] as const satisfies readonly Layout[];

/** Whether a text can be the name of a target: `check` takes one line that is not empty. */
export const isName = (text: string): boolean => /^.+$/.test(text) && text.trim() === text;

/** The settings that a parsed JSON text holds; undefined if it holds none. */
export function settingsOf(value: unknown): Settings | undefined {
  if (!isRecord(value)) return undefined;
  const { text, filename, layout, targets, shown, changes } = value;
  const known = layouts.find((each) => each === layout);
  if (typeof text !== 'string' || typeof filename !== 'string' || known === undefined) return undefined;
  if (typeof changes !== 'boolean' || !Array.isArray(targets) || !targets.every(isTarget)) return undefined;
  if (new Set(targets.map(({ name }) => name)).size !== targets.length) return undefined;
  if (typeof shown !== 'number' || targets[shown] === undefined) return undefined;
  return { text, filename, layout: known, targets, shown, changes };
}

function isTarget(value: unknown): value is Target {
  if (!isRecord(value)) return false;
  const { name, on } = value;
  if (typeof name !== 'string' || !isName(name) || !Array.isArray(on)) return false;
  return on.every((symbol) => typeof symbol === 'string' && /^\w+$/.test(symbol));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
