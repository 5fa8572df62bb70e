// The loader for webpack and Rspack that takes the options of js-conditional-compile-loader, and gives the text that it
// gives. What that one loses in silence is an error here.

import { resolve } from 'node:path';

import { adapterFor } from '../adapter.js';
import { conditionals, isSymbol, strip } from '../api.js';
import { IftrueError } from '../error.js';
import { problemOf, type Problem } from '../problem.js';
import { LAYOUTS, type Diagnostic, type Layout, type SourceMap, type Symbols } from '../types.js';
import { toError } from './loader_error.js';
import { readOptions, type Options } from './loader_options.js';

/** Any other key is a symbol, which is on if its value is truthy. A symbol without a key is off. */
export interface LoaderOptions {
  /** The symbol of `IFDEBUG`. If there is no such key, whether `NODE_ENV` is `development`. */
  isDebug?: unknown;
  /** Makes another text of what is left. */
  changeSource?: ((source: string, options: LoaderOptions) => string) | null | undefined | false;
  /** One of the four names; `loader` if absent, which leaves what js-conditional-compile-loader leaves. */
  layout?: unknown;
  /** `false` for no warnings about words that look like misspelt directives (W101). */
  check?: unknown;
  /** The name of a target of the project file, whose symbols are set, too, where no key says otherwise. */
  target?: unknown;
  /** With `target`: the project file, or a folder in or above which it is; webpack's `context` if absent. */
  project?: unknown;
  [symbol: string]: unknown;
}

/** The part of the loader context that is used. All but the query may be missing, as where loaders are tested. */
interface Context {
  query: unknown;
  rootContext?: string;
  resourcePath?: string;
  sourceMap?: boolean;
  addDependency?(file: string): void;
  emitWarning?(warning: Error): void;
  callback?(error: null, content: string, map: SourceMap): void;
}

/** @throws {Error} that tells all errors of the text, at their places */
export function iftrue(this: Context, source: string): string | undefined {
  const given = readOptions(this.query);
  const target = symbolsOfTarget(this, given);
  const options = target === undefined ? given : { ...given };
  if (!('isDebug' in options)) {
    // In the same object for all files, as its functions may see it; but one that is frozen stays as it is.
    Reflect.set(options, 'isDebug', target?.['DEBUG'] ?? process.env['NODE_ENV'] === 'development');
  }
  const { code, map } = stripped(this, source, options, target);
  const { changeSource } = options as LoaderOptions;
  const changed = changeSource ? changeSource(code, options) : code;
  if (map === null || this.callback === undefined || changed !== code) return changed;
  this.callback(null, code, map);
  return undefined;
}

/** Undefined if the options name no target. */
function symbolsOfTarget(context: Context, { target, project }: Options): Symbols | undefined {
  if (typeof target !== 'string' || target === '') return undefined;
  const place = resolve(context.rootContext ?? '.', typeof project === 'string' ? project : '.');
  const adapter = adapterFor({ target, project: place });
  context.addDependency?.(adapter.projectFile);
  if (adapter.problem !== undefined) throw toError([adapter.problem]);
  return adapter.symbols;
}

function stripped(context: Context, source: string, options: Options, target: Symbols = {}) {
  const symbols = symbolsOf(options, target, source);
  const filename = context.resourcePath ?? '<text>';
  const layout = (LAYOUTS as readonly unknown[]).includes(options['layout']) ? (options['layout'] as Layout) : 'loader';
  // IFDEBUG reads isDebug, and IFTRUE_DEBUG an option DEBUG. Where they differ, DEBUG has another name of the same length.
  const isDebug = Boolean(options['isDebug']);
  const alias = isDebug === Boolean(symbols['DEBUG']) || !source.includes('TRUE_DEBUG') ? 'DEBUG' : aliasIn(source);
  const problems = (diagnostics: readonly Diagnostic[], severity: Diagnostic['severity']): Problem[] =>
    diagnostics
      .filter((each) => each.severity === severity)
      .map((each) => problemOf({ ...each, message: each.message.replaceAll(alias, 'DEBUG') }, filename, source));
  const warn = (diagnostics: readonly Diagnostic[]) => {
    if (options['check'] === false) return;
    for (const warning of problems(diagnostics, 'warning')) context.emitWarning?.(toError([warning]));
  };
  try {
    const text = alias === 'DEBUG' ? source : withAlias(source, alias);
    const sourceMap = context.sourceMap ?? false;
    symbols[alias] = symbols['DEBUG'] ?? false;
    symbols['DEBUG'] = isDebug;
    const { code, map, diagnostics } = strip(text, { symbols, layout, filename, sourceMap });
    warn(diagnostics);
    return { code, map: map && { ...map, sourcesContent: [source] } };
  } catch (error) {
    if (!(error instanceof IftrueError)) throw error;
    warn(error.diagnostics);
    throw toError(problems(error.diagnostics, 'error'));
  }
}

/** The keys, and those words of the text that name what all objects have: IFTRUE_toString is on. */
function symbolsOf(options: Options, target: Symbols, source: string): Record<string, boolean> {
  const symbols: Record<string, boolean> = Object.assign(Object.create(null), target);
  for (const name of Object.keys(options)) if (isSymbol(name)) symbols[name] = Boolean(options[name]);
  for (const [, name = ''] of source.matchAll(/TRUE_(\w+)/g)) {
    if (!(name in symbols) && name in options) symbols[name] = Boolean(options[name]);
  }
  return symbols;
}

/** A name that does not occur in the text. */
function aliasIn(text: string): string {
  for (let number = 10_000; ; ++number) if (!text.includes(`${number}`)) return `${number}`;
}

/** The text with the alias in the directives of IFTRUE_DEBUG. */
function withAlias(text: string, alias: string): string {
  const words = conditionals(text).flatMap(({ groups, endDirective }) => {
    const all = [...groups.map(({ directive }) => directive), endDirective];
    const isNamed = text.startsWith('IFTRUE_DEBUG', groups[0]!.directive.start);
    return all.filter(({ start, end }) => {
      const word = text.slice(start, end);
      return word.endsWith('TRUE_DEBUG') || (isNamed && word === 'ELSE_DEBUG');
    });
  });
  let renamed = text;
  for (const { end } of words) renamed = renamed.slice(0, end - alias.length) + alias + renamed.slice(end);
  return renamed;
}
