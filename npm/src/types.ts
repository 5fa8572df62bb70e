// What the functions of the package take and give.

// In the order of the engine's numbers.
export const LAYOUTS = ['preserve', 'mask', 'compact', 'loader'] as const;
export const UNDEFINED = ['error', 'off', 'keep'] as const;

/** What replaces removed text: see the manual, "Layouts". */
export type Layout = (typeof LAYOUTS)[number];

/** How a condition treats a symbol that is not set: as an error (E004), as off, or as undecided. */
export type Undefined = (typeof UNDEFINED)[number];

/** Symbols that are on or off, by name. Names consist of A-Z, a-z, 0-9 and _. */
export type Symbols = Readonly<Record<string, boolean>>;

/** A part of a text: offsets in UTF-16 code units, as `String.prototype.slice` takes them. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A range with its lines and columns. Both start at 1. Columns count code points, as in the command's JSON; a byte order
 * mark at the start of the text has none. The end is the position after the last character.
 */
export interface Place extends Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Another place that a diagnostic speaks of. */
export interface Note extends Place {
  readonly message: string;
}

/** What is wrong with a text, or looks wrong. */
export interface Diagnostic extends Place {
  /** `E001` to `E010` for errors, `W101` to `W107` for warnings. A code never changes its meaning. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The `filename` of the call, or `<text>`. */
  readonly file: string;
  readonly notes: readonly Note[];
}

/** What stands between two directives of a conditional. */
export interface Group {
  /** The kind of the directive before it. */
  readonly kind: 'if' | 'elif' | 'else';
  /** Whether the text is inside a comment, as other tools see it. */
  readonly dormant: boolean;
  /** The condition, without white space; for an else, that of its if. */
  readonly condition: string;
  /** The word of the directive before it. */
  readonly directive: Place;
  /** From that directive to the next. */
  readonly text: Place;
  readonly firstLine: number;
  /** The line before the next directive; for the last group, the line on which the conditional ends. */
  readonly lastLine: number;
}

/** A conditional, from the comment of its if to that of its end. */
export interface Conditional extends Place {
  readonly groups: readonly Group[];
  /** The word of the end. */
  readonly endDirective: Place;
  /** The group in which it is nested: indices of the list and of its `groups`; or null. */
  readonly parent: { readonly conditional: number; readonly group: number } | null;
}

/** A source map as ECMA-426 describes it. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: string[];
  readonly sourcesContent: string[];
  readonly names: string[];
  readonly mappings: string;
}
