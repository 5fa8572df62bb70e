// The functions of the package. Each takes a whole text and keeps nothing of it.

import { Engine, type Answer } from './engine.js';
import { IftrueError } from './error.js';
import {
  LAYOUTS,
  UNDEFINED,
  type Conditional,
  type Diagnostic,
  type Layout,
  type Range,
  type SourceMap,
  type Symbols,
  type Undefined,
} from './types.js';

export interface StripOptions {
  /** The symbols of the target. */
  symbols: Symbols;
  /** `preserve` if absent. */
  layout?: Layout;
  /** What happens to symbols that are not set; `off` if absent. */
  undefined?: Undefined;
  /** For diagnostics and the source map. Its extension says which language the text is in. */
  filename?: string;
  /** Whether to make a source map. */
  sourceMap?: boolean;
}

export interface StripResult {
  /** The text for the target. */
  code: string;
  /** With `sourceMap`, in a layout that moves text; else null: every kept character has its line and column. */
  map: SourceMap | null;
  /** Warnings W101: words that look like misspelt directives. */
  diagnostics: Diagnostic[];
}

export interface CheckOptions {
  /** For diagnostics. Its extension says which language the text is in. */
  filename?: string;
  /** The symbols of each target, by its name. Without targets, only what depends on none is reported. */
  targets?: Readonly<Record<string, Symbols>>;
  /** The layout whose outputs W107 judges; `preserve` if absent. */
  layout?: Layout;
}

const NO_NAME = '<text>';

let load: (() => WebAssembly.Module) | undefined;
let loaded: Engine | undefined;

/** Tells where the engine comes from, which is loaded when it is first needed. */
export function useEngine(from: () => WebAssembly.Module): void {
  load = from;
}

function engine(): Engine {
  if (load === undefined) throw new Error('iftrue is not loaded yet: await init() first');
  return (loaded ??= new Engine(load()));
}

/**
 * The text for one target.
 *
 * @throws {IftrueError} if the text has an error
 * @throws {TypeError} if an option has no meaning
 */
export function strip(text: string, options: StripOptions): StripResult {
  const {
    symbols,
    layout = 'preserve',
    undefined: undefined_ = 'off',
    filename = NO_NAME,
    sourceMap = false,
  } = options;
  checkText(text);
  checkSymbols(symbols, 'symbols');
  checkChoice(layout, LAYOUTS, 'layout');
  checkChoice(undefined_, UNDEFINED, 'undefined');
  const isMapped = sourceMap && (layout === 'compact' || layout === 'loader');
  const answer = engine().strip(text, symbols, { layout, undefined: undefined_, filename, mappings: isMapped });
  const { code, mappings } = outputOf(answer);
  const map: SourceMap | null = isMapped
    ? { version: 3, sources: [filename], sourcesContent: [text], names: [], mappings }
    : null;
  return { code, map, diagnostics: answer.diagnostics };
}

/** All errors and warnings of a text, in its order. */
export function check(text: string, options: CheckOptions = {}): Diagnostic[] {
  const { filename = NO_NAME, targets = {}, layout = 'preserve' } = options;
  checkText(text);
  checkChoice(layout, LAYOUTS, 'layout');
  for (const [name, symbols] of Object.entries(targets)) {
    if (!/^.+$/.test(name)) throw new TypeError(`iftrue: ${JSON.stringify(name)} is not the name of a target`);
    checkSymbols(symbols, `targets.${name}`);
  }
  return engine().check(text, targets, { layout, filename });
}

/**
 * The conditionals of a text, in the order of their ifs.
 *
 * @throws {IftrueError} if the text has an error
 */
export function conditionals(text: string): Conditional[] {
  checkText(text);
  return outputOf(engine().conditionals(text, NO_NAME));
}

/**
 * What a target does not keep of a text: the directives and the groups that are not its own, in order and apart from each
 * other. Symbols that are not set are off. The layout `mask` leaves all other characters at their offsets.
 *
 * @throws {IftrueError} if the text has an error
 */
export function kept(text: string, symbols: Symbols): Range[] {
  checkText(text);
  checkSymbols(symbols, 'symbols');
  return outputOf(engine().removed(text, symbols, NO_NAME));
}

function outputOf<Output>({ output, diagnostics }: Answer<Output>): Output {
  if (output === undefined) throw new IftrueError(diagnostics);
  return output;
}

function checkText(text: string): void {
  if (typeof text !== 'string') throw new TypeError(`iftrue: the text is not a string but ${typeof text}`);
}

function checkSymbols(symbols: Symbols, name: string): void {
  if (typeof symbols !== 'object' || symbols === null) {
    throw new TypeError(`iftrue: ${name} is not an object of symbols and booleans`);
  }
  for (const symbol in symbols) {
    if (!isSymbol(symbol)) {
      throw new TypeError(`iftrue: ${name}: ${JSON.stringify(symbol)} is not a symbol: A-Z, a-z, 0-9 and _`);
    }
    if (typeof symbols[symbol] !== 'boolean') {
      throw new TypeError(`iftrue: ${name}.${symbol} is not true or false but ${String(symbols[symbol])}`);
    }
  }
}

const knownSymbols = new Set<string>();

// Asked for each symbol of each text, and nearly always of the same.
export function isSymbol(name: string): boolean {
  if (knownSymbols.has(name)) return true;
  if (!/^\w+$/.test(name)) return false;
  knownSymbols.add(name);
  return true;
}

function checkChoice(value: string, choices: readonly string[], name: string): void {
  if (choices.includes(value)) return;
  throw new TypeError(`iftrue: ${name} is ${JSON.stringify(value)}, not one of ${choices.join(', ')}`);
}
