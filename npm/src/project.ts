// A project: iftrue.toml, the symbols and targets that it names, and what it says of the files of its source.

import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { parse, TomlError } from 'smol-toml';

import { check, conditionals, isSymbol, strip, type StripResult } from './api.js';
import { IftrueError } from './error.js';
import { Glob } from './glob.js';
import { LAYOUTS, type Diagnostic, type Layout, type Symbols } from './types.js';

const FILE_NAME = 'iftrue.toml';
const INCLUDE = ['**/*.{ts,tsx,js,jsx,mjs,cjs,css,scss,html,vue,wxml,wxss,json,md}'];
const EXCLUDE = ['**/node_modules/**', '**/.git/**'];
const WARNING = /^W10[1-7]$/;

/** A `[[files]]` table. */
export interface FileRule {
  readonly glob: string;
  /** The files exist only for targets for which this condition holds. */
  readonly when?: string;
  readonly layout?: Layout;
  readonly scan?: boolean;
}

interface Rule extends FileRule {
  readonly files: Glob;
}

/** A project file that cannot be used. The message has a line for each thing that is wrong with it. */
export class ProjectError extends Error {
  override readonly name = 'ProjectError';
}

/** A target does not have the file that it was asked for. */
export class MissingFileError extends Error {
  override readonly name = 'MissingFileError';
}

/**
 * Reads the project file.
 *
 * @param from the file, or a folder: then it is the nearest `iftrue.toml` there or above. Without it, the working folder
 * @throws {ProjectError} if there is none, or if it is wrong
 */
export function loadProject(from?: string): Project {
  const file = findProject(from);
  return new Project(file, readFileSync(file, 'utf8'));
}

/** The absolute path of the project file. @param from as in `loadProject` @throws {ProjectError} if there is none */
export function findProject(from = '.'): string {
  const place = resolve(from);
  if (!existsSync(place)) throw new ProjectError(`${from}: there is no such file or folder`);
  const file = statSync(place).isDirectory() ? nearest(place) : place;
  if (file === undefined) throw new ProjectError(`there is no ${FILE_NAME} in '${place}' or above`);
  return file;
}

function nearest(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, FILE_NAME))) return join(at, FILE_NAME);
    if (at === dirname(at)) return undefined;
  }
}

export class Project {
  /** The absolute path of the project file. */
  readonly file: string;
  /** The absolute path of the source folder; undefined if the file names none. */
  readonly source: string | undefined;
  /** What each symbol is for, by its name. */
  readonly symbols: Readonly<Record<string, string>>;
  /** All symbols of the project, on or off, by the name of the target. */
  readonly targets: Readonly<Record<string, Symbols>>;
  /** The folder that globs are about, and its real path where that is another. */
  readonly roots: readonly string[];

  readonly #include: readonly Glob[];
  readonly #exclude: readonly Glob[];
  readonly #rules: readonly Rule[];
  readonly #denied: ReadonlySet<string>;
  readonly #allowed: ReadonlySet<string>;

  /** @param text what is in the file */
  constructor(file: string, text: string) {
    const reader = new Reader(file, text);
    this.file = file;
    this.symbols = reader.symbols();
    this.targets = reader.targets(this.symbols);
    this.source = reader.source();
    this.#include = reader.globs('include', INCLUDE);
    this.#exclude = reader.globs('exclude', EXCLUDE);
    this.#rules = reader.rules(this.symbols);
    const { denied, allowed } = reader.warnings();
    this.#denied = denied;
    this.#allowed = allowed;
    reader.finish();
    // A bundler may know the source by its real path.
    const root = this.source ?? dirname(file);
    this.roots = existsSync(root) ? [...new Set([root, realpathSync(root)])] : [root];
  }

  /**
   * The text of a file for a target, in the layout that the project gives it or else in the one given here. A file that
   * is not scanned stays as it is.
   *
   * @param path absolute, or relative to the folder of the project file
   * @param options `always` is a layout that goes before the project's
   * @throws {IftrueError} if the text has an error; a symbol that is not in [symbols] is one, and a warning that is denied
   * @throws {MissingFileError} if the target does not have the file; the message names the rule
   * @throws {Error} if there is no such target
   */
  stripFor(
    target: string,
    path: string,
    text: string,
    options: { layout?: Layout; always?: Layout | undefined; sourceMap?: boolean; symbols?: Symbols } = {},
  ): StripResult {
    const symbols = { ...this.symbolsOf(target), ...options.symbols };
    const rule = this.#ruleAgainst(symbols, path);
    if (rule !== undefined) {
      throw new MissingFileError(
        `'${path}' does not exist for target '${target}': the [[files]] table with the glob '${rule.glob}' in '${this.file}' has when = '${rule.when}'`,
      );
    }
    if (!this.scans(path)) return { code: text, map: null, diagnostics: [] };
    const layout = options.always ?? this.layoutOf(path, options.layout);
    if ([...this.#denied].some((code) => code !== 'W101')) {
      const errors = this.checkFor(path, text).filter(({ severity }) => severity === 'error');
      if (errors.length > 0) throw new IftrueError(errors);
    }
    const result = strip(text, {
      symbols,
      layout,
      undefined: 'error',
      filename: path,
      sourceMap: options.sourceMap ?? false,
    });
    const diagnostics = this.#judged(result.diagnostics);
    if (diagnostics.some(({ severity }) => severity === 'error')) throw new IftrueError(diagnostics);
    return { ...result, diagnostics };
  }

  /**
   * All errors and warnings of a file, with the targets in view that have it. What [warnings] denies is an error; what it
   * allows is not reported.
   *
   * @param path absolute, or relative to the folder of the project file
   */
  checkFor(path: string, text: string): Diagnostic[] {
    if (!this.scans(path)) return [];
    const own = Object.entries(this.targets).filter(([, symbols]) => this.#ruleAgainst(symbols, path) === undefined);
    return this.#judged(check(text, { filename: path, targets: Object.fromEntries(own), layout: this.layoutOf(path) }));
  }

  /** Whether the target has the file. @param path absolute, or relative to the folder of the project file */
  has(target: string, path: string): boolean {
    return !this.excludes(path) && this.#ruleAgainst(this.symbolsOf(target), path) === undefined;
  }

  /**
   * The [[files]] table because of which the target does not have the file.
   *
   * @param symbols that are set other than the target says
   */
  ruleAgainst(target: string, path: string, symbols: Symbols = {}): FileRule | undefined {
    return this.#ruleAgainst({ ...this.symbolsOf(target), ...symbols }, path);
  }

  /** Whether directives of the file are read. */
  scans(path: string): boolean {
    const below = this.below(path);
    if (below === undefined || this.excludes(path)) return false;
    const byRule = this.#lastOf('scan', below);
    return byRule ?? this.#include.some((glob) => glob.matches(below));
  }

  /** The layout of the file: that of the last [[files]] table that gives it one, or else `otherwise`. */
  layoutOf(path: string, otherwise: Layout = 'preserve'): Layout {
    const below = this.below(path);
    return (below === undefined ? undefined : this.#lastOf('layout', below)) ?? otherwise;
  }

  /** Whether the file, or a folder around it, is left out by `exclude`. */
  excludes(path: string): boolean {
    const below = this.below(path);
    if (below === undefined) return false;
    const names = below.split('/');
    const folders = names.map((_, i) => names.slice(0, i + 1).join('/'));
    return this.#exclude.some((glob) => folders.some((at) => glob.covers(at) || glob.matches(at)));
  }

  /** All symbols, on or off for the target. @throws {Error} if there is no such target */
  symbolsOf(target: string): Symbols {
    const symbols = Object.hasOwn(this.targets, target) ? this.targets[target] : undefined;
    if (symbols !== undefined) return symbols;
    const names = Object.keys(this.targets).join(', ');
    throw new Error(`'${this.file}' has no target '${target}'; its targets are: ${names}`);
  }

  #ruleAgainst(symbols: Symbols, path: string): Rule | undefined {
    const below = this.below(path);
    if (below === undefined) return undefined;
    return this.#rules.find(({ files, when }) => when !== undefined && files.matches(below) && !holds(when, symbols));
  }

  #lastOf<Key extends 'layout' | 'scan'>(key: Key, below: string): FileRule[Key] | undefined {
    return this.#rules.findLast((rule) => rule[key] !== undefined && rule.files.matches(below))?.[key];
  }

  /** The path in the source, with `/` between the names: what globs are about. Undefined for a file that is not in it. */
  below(path: string): string | undefined {
    const whole = isAbsolute(path) ? path : join(dirname(this.file), path);
    for (const root of this.roots) {
      const below = relative(root, whole);
      if (below !== '' && !isAbsolute(below) && below.split(sep)[0] !== '..') return below.split(sep).join('/');
    }
    return undefined;
  }

  #judged(diagnostics: readonly Diagnostic[]): Diagnostic[] {
    return diagnostics
      .filter(({ code }) => !this.#allowed.has(code))
      .map((each) => (this.#denied.has(each.code) ? { ...each, severity: 'error' } : each));
  }
}

/** A condition as it stands in a directive: the engine is asked with one. */
function asText(condition: string): string {
  return `/*IFTRUE_(${condition})*/1/*FITRUE_(${condition})*/`;
}

function holds(condition: string, symbols: Symbols): boolean {
  return strip(asText(condition), { symbols, layout: 'loader' }).code === '1';
}

type Table = Record<string, unknown>;

/** Collects what is wrong, so that all of it is told at once. */
class Reader {
  readonly #root: Table;
  readonly #errors: string[] = [];

  constructor(
    readonly file: string,
    text: string,
  ) {
    try {
      this.#root = parse(text);
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      const [message] = error.message.split('\n');
      throw new ProjectError(`${file}:${error.line}:${error.column}: ${message}`);
    }
    const known = ['source', 'output', 'include', 'exclude', 'symbols', 'targets', 'files', 'warnings'];
    this.#checkKeys(this.#root, '', known);
  }

  /** @throws {ProjectError} if anything is wrong */
  finish(): void {
    if (this.#errors.length > 0) throw new ProjectError(this.#errors.join('\n'));
  }

  symbols(): Record<string, string> {
    const symbols: Record<string, string> = {};
    for (const [name, description] of Object.entries(this.#table('symbols'))) {
      if (!isSymbol(name)) this.#wrong(`'${name}' is no symbol: a symbol is made of A-Z, a-z, 0-9 and _`);
      else if (typeof description !== 'string') this.#wrong(`symbol ${name} takes a string that describes it`);
      else symbols[name] = description;
    }
    return symbols;
  }

  targets(symbols: Readonly<Record<string, string>>): Record<string, Symbols> {
    const targets: Record<string, Symbols> = {};
    for (const [name, target] of Object.entries(this.#table('targets'))) {
      if (/^\.{0,2}$|[/\0]/.test(name)) {
        this.#wrong(`target '${name}' cannot be the name of a folder`);
      } else if (!isTable(target)) {
        this.#wrong(`target '${name}' takes a table`);
      } else {
        this.#checkKeys(target, `targets.${name}.`, ['symbols']);
        const on = this.#strings(target['symbols'], `targets.${name}.symbols`);
        for (const symbol of on) this.#checkSymbol(symbol, symbols, `targets.${name}`);
        targets[name] = Object.fromEntries(Object.keys(symbols).map((symbol) => [symbol, on.includes(symbol)]));
      }
    }
    return targets;
  }

  source(): string | undefined {
    const source = this.#root['source'];
    if (source === undefined) return undefined;
    if (typeof source === 'string' && source !== '') return join(dirname(this.file), source);
    this.#wrong('source takes the path of a folder');
    return undefined;
  }

  globs(key: string, otherwise: readonly string[]): Glob[] {
    const written = this.#root[key] === undefined ? otherwise : this.#strings(this.#root[key], key);
    return written.flatMap((pattern) => this.#glob(pattern));
  }

  rules(symbols: Readonly<Record<string, string>>): Rule[] {
    const written = this.#root['files'] ?? [];
    if (!Array.isArray(written) || !written.every(isTable)) {
      this.#wrong('files takes tables: write [[files]]');
      return [];
    }
    return written.flatMap((table: Table, i) => {
      const at = `files[${i}]`;
      this.#checkKeys(table, 'files.', ['glob', 'when', 'layout', 'scan']);
      const { glob, when, layout, scan } = table;
      if (when === undefined && layout === undefined && scan === undefined) {
        this.#wrong(`${at}: when, layout or scan is missing here`);
      }
      if (when !== undefined) this.#checkCondition(when, symbols, at);
      if (layout !== undefined && !(LAYOUTS as readonly unknown[]).includes(layout)) {
        this.#wrong(`${at}: layout takes ${LAYOUTS.join(', ')}, not '${String(layout)}'`);
      }
      if (scan !== undefined && typeof scan !== 'boolean') this.#wrong(`${at}: scan takes true or false`);
      if (typeof glob !== 'string') {
        this.#wrong(`${at}: ${glob === undefined ? 'glob is missing here' : 'glob takes a string'}`);
        return [];
      }
      // What is wrong was told above; nothing is made of it.
      return this.#glob(glob).map((files) => ({ ...(table as unknown as FileRule), files }));
    });
  }

  warnings(): { denied: Set<string>; allowed: Set<string> } {
    const table = this.#table('warnings');
    this.#checkKeys(table, 'warnings.', ['deny', 'allow']);
    const [denied, allowed] = ['deny', 'allow'].map((key) => this.#strings(table[key] ?? [], `warnings.${key}`));
    for (const name of [...denied!, ...allowed!]) {
      if (!WARNING.test(name) && !(name === 'all' && denied!.includes(name))) {
        this.#wrong(`warnings: there is no warning '${name}'; the warnings are W101 to W107`);
      } else if (denied!.includes(name) && allowed!.includes(name)) {
        this.#wrong(`warnings: '${name}' is both denied and allowed`);
      }
    }
    const all = ['W101', 'W102', 'W103', 'W104', 'W105', 'W106', 'W107'];
    const named = denied!.includes('all') ? all.filter((code) => !allowed!.includes(code)) : denied!;
    return { denied: new Set(named), allowed: new Set(allowed) };
  }

  #checkCondition(when: unknown, symbols: Readonly<Record<string, string>>, at: string): void {
    if (typeof when !== 'string') return this.#wrong(`${at}: when takes a string`);
    try {
      conditionals(asText(when));
    } catch (error) {
      if (!(error instanceof IftrueError)) throw error;
      return this.#wrong(`${at}: malformed condition '${when}': ${error.diagnostics[0]!.message}`);
    }
    for (const [symbol] of when.matchAll(/\w+/g)) this.#checkSymbol(symbol, symbols, at);
  }

  #checkSymbol(name: string, symbols: Readonly<Record<string, string>>, at: string): void {
    if (!Object.hasOwn(symbols, name)) this.#wrong(`${at}: symbol '${name}' is not in [symbols]`);
  }

  #glob(pattern: string): Glob[] {
    try {
      return [new Glob(pattern)];
    } catch (error) {
      this.#wrong((error as Error).message);
      return [];
    }
  }

  #table(key: string): Table {
    const table = this.#root[key] ?? {};
    if (isTable(table)) return table;
    this.#wrong(`${key} takes a table: write [${key}]`);
    return {};
  }

  #strings(value: unknown, name: string): string[] {
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
    this.#wrong(`${name} takes an array of strings`);
    return [];
  }

  #checkKeys(table: Table, prefix: string, known: readonly string[]): void {
    for (const key of Object.keys(table)) {
      if (!known.includes(key)) this.#wrong(`unknown key '${prefix}${key}'; known are: ${known.join(', ')}`);
    }
  }

  #wrong(message: string): void {
    this.#errors.push(`${this.file}: ${message}`);
  }
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
