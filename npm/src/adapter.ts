// What the adapters of all bundlers share: a project for one target, and what becomes of a file there. Knows no bundler.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';

import { isSymbol } from './api.js';
import { IftrueError } from './error.js';
import { Glob } from './glob.js';
import { problemOf, type Problem } from './problem.js';
import { findProject, MissingFileError, Project } from './project.js';
import { LAYOUTS, type Diagnostic, type Layout, type SourceMap, type Symbols } from './types.js';

/** What the function of each adapter takes. */
export interface AdapterOptions {
  /** The target's name in the project file; that of the environment's `IFTRUE_TARGET` if absent. */
  target?: string;
  /** The project file, or a folder in or above which it is; the working folder if absent. */
  project?: string;
  /** Symbols that are set other than the target says. */
  symbols?: Symbols;
  /** The layout of files to which the project file gives none; `preserve` if absent, and for `.vue` files. */
  layout?: Layout;
  /** Globs as in the project file; of the files that it has scanned, only those that match one are. */
  include?: string | readonly string[];
  /** Globs as in the project file; files that match one are left as they are. */
  exclude?: string | readonly string[];
  /** Whether words that look like misspelt directives (W101) become the bundler's warnings; true if absent. */
  check?: boolean;
}

/** Of a file, for the target. With errors, `code` is not to be used. */
export interface Outcome {
  readonly code: string;
  /** In layouts that move text; else null: every kept character has its line and column. */
  readonly map: SourceMap | null;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** The version of the package and of its engine: `build.mjs` puts it in. */
declare const IFTRUE_BUILD: string;

/** Changes with the package and its engine: a part of the keys of caches. */
export const BUILD: string = IFTRUE_BUILD;

export class Adapter {
  readonly target: string;
  /** The absolute path of the project file, which a bundler watches. */
  readonly projectFile: string;

  readonly #options: AdapterOptions;
  readonly #include: readonly Glob[] | undefined;
  readonly #exclude: readonly Glob[];
  #text: string | undefined; // of the project file
  #project: Project | undefined; // the last that could be read
  #broken: Problem | undefined; // why it is not that of #text

  /** @throws {Error} if an option has no meaning, or if there is no project file or target */
  constructor(options: AdapterOptions = {}) {
    checkOptions(options);
    this.#options = options;
    this.#include = options.include === undefined ? undefined : globsOf(options.include);
    this.#exclude = globsOf(options.exclude ?? []);
    this.projectFile = findProject(options.project);
    this.target = options.target ?? process.env['IFTRUE_TARGET'] ?? '';
    this.refresh();
    if (this.target === '') {
      const known = Object.keys(this.#project?.targets ?? {}).join(', ');
      throw new Error(
        `iftrue: no target is named, by the option 'target' or IFTRUE_TARGET; '${this.projectFile}' has: ${known}`,
      );
    }
    // Later it is a fault of the project file, which can be mended while the bundler waits.
    this.#project?.symbolsOf(this.target);
  }

  /** Reads the project file again. Returns whether it has changed. */
  refresh(): boolean {
    const before = this.#text;
    this.#text = undefined; // of a file that is missing
    try {
      this.#text = readFileSync(this.projectFile, 'utf8');
      if (this.#text === before) return false;
      const project = new Project(this.projectFile, this.#text);
      if (this.#project !== undefined) project.symbolsOf(this.target);
      this.#project = project;
      this.#broken = undefined;
    } catch (error) {
      const message = (error as Error).message;
      this.#broken = { file: this.projectFile, code: undefined, message, place: undefined, notes: [] };
    }
    return true;
  }

  /** The folders in which are all files that `concerns` may hold for. */
  get folders(): readonly string[] {
    return this.#project?.roots ?? [dirname(this.projectFile)];
  }

  /** Matches the absolute paths of all files in `folders`: for bundlers that filter before they ask. */
  get filter(): RegExp {
    return new RegExp(`^(?:${this.folders.map(patternOf).join('|')})${SEPARATOR}`);
  }

  /** What is wrong with the project file as it is now. No file has an output until it is mended. */
  get problem(): Problem | undefined {
    return this.#broken;
  }

  /** Changes with all that an output depends on but the text itself: for the keys of caches. */
  get key(): string {
    const { symbols, layout, include, exclude } = this.#options;
    const parts = [BUILD, this.target, this.projectFile, this.#text, symbols, layout, include, exclude];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  /** All symbols, on or off for the target. They are of the last project file that could be read, and none without one. */
  get symbols(): Symbols {
    return { ...this.#project?.symbolsOf(this.target), ...this.#options.symbols };
  }

  /** The names of all targets of the project. */
  get targets(): string[] {
    return Object.keys(this.#project?.targets ?? {});
  }

  /** Whether the target has the file, by the project's `[[files]]`. @param file an absolute path */
  has(file: string): boolean {
    return this.#project?.ruleAgainst(this.target, file, this.#options.symbols) === undefined;
  }

  /** Whether the project leaves the file out: then `concerns` does not hold. @param file an absolute path */
  excludes(file: string): boolean {
    return this.#project?.excludes(file) ?? false;
  }

  /** Whether `transform` may do anything with the file. @param file an absolute path */
  concerns(file: string): boolean {
    const project = this.#project;
    if (project === undefined) return true; // to be told why
    const below = project.below(file);
    if (below === undefined || project.excludes(file)) return false;
    if (project.ruleAgainst(this.target, file, this.#options.symbols) !== undefined) return true;
    if (this.#include?.some((glob) => glob.matches(below)) === false) return false;
    return project.scans(file) && !this.#exclude.some((glob) => glob.matches(below));
  }

  /**
   * What the target has of a file.
   *
   * @param file an absolute path
   * @param always the layout of all files, whatever the project file gives them: for bundlers that take no source map
   */
  transform(file: string, text: string, always?: Layout): Outcome {
    const outcome = { code: text, map: null, errors: [], warnings: [] };
    if (this.#broken !== undefined) return { ...outcome, errors: [this.#broken] };
    const project = this.#project;
    if (project === undefined || !this.concerns(file)) return outcome;
    const { symbols = {}, check = true } = this.#options;
    try {
      const { code, map, diagnostics } = project.stripFor(this.target, file, text, {
        symbols,
        layout: this.#options.layout ?? 'preserve',
        // What compiles a single-file component makes maps to the text that it is given, and to no other.
        always: always ?? (file.endsWith('.vue') ? 'preserve' : undefined),
        sourceMap: true,
      });
      const warnings = check ? diagnostics.map((each) => problemOf(each, file, text)) : [];
      return { code, map, errors: [], warnings };
    } catch (error) {
      if (error instanceof IftrueError) {
        const of = (kind: Diagnostic['severity']) =>
          error.diagnostics.filter(({ severity }) => severity === kind).map((each) => problemOf(each, file, text));
        return { ...outcome, errors: of('error'), warnings: check ? of('warning') : [] };
      }
      if (!(error instanceof MissingFileError)) throw error;
      return { ...outcome, errors: [{ file, code: undefined, message: error.message, place: undefined, notes: [] }] };
    }
  }
}

const adapters = new Map<string, Adapter>();

/**
 * The adapter for the options, of which a process has one, with the project file as it is now: for code that runs apart from
 * the bundler's configuration, and is not told when a build begins.
 *
 * @throws {Error} as the constructor does
 */
export function adapterFor(options: AdapterOptions): Adapter {
  const key = JSON.stringify(options);
  const known = adapters.get(key);
  known?.refresh();
  const adapter = known ?? new Adapter(options);
  adapters.set(key, adapter);
  return adapter;
}

const SEPARATOR = '[/\\\\]'; // bundlers write paths with slashes on Windows, too

function patternOf(folder: string): string {
  const names = folder.split(sep).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return names.join(SEPARATOR);
}

function globsOf(patterns: string | readonly string[]): Glob[] {
  return (typeof patterns === 'string' ? [patterns] : patterns).map((pattern) => new Glob(pattern));
}

const CHECKS: Readonly<Record<keyof AdapterOptions, readonly [takes: string, (value: unknown) => boolean]>> = {
  target: ['a string', isString],
  project: ['a path', isString],
  symbols: ['an object of symbols and booleans', isSymbols],
  layout: [`one of ${LAYOUTS.join(', ')}`, (value) => (LAYOUTS as readonly unknown[]).includes(value)],
  include: ['a glob, or an array of them', isGlobs],
  exclude: ['a glob, or an array of them', isGlobs],
  check: ['true or false', (value) => typeof value === 'boolean'],
};

function checkOptions(options: AdapterOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(CHECKS, name) ? CHECKS[name as keyof AdapterOptions] : undefined;
    if (check === undefined) {
      throw new TypeError(`iftrue: there is no option '${name}'; there are: ${Object.keys(CHECKS).join(', ')}`);
    }
    const [takes, accepts] = check;
    if (value !== undefined && !accepts(value)) {
      throw new TypeError(`iftrue: the option '${name}' takes ${takes}, not ${JSON.stringify(value)}`);
    }
  }
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isGlobs(value: unknown): boolean {
  return isString(value) || (Array.isArray(value) && value.every(isString));
}

function isSymbols(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([name, state]) => isSymbol(name) && typeof state === 'boolean');
}
