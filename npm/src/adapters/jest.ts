// The transformer for Jest, over another that makes scripts that Jest can run.

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { Adapter, type AdapterOptions } from '../adapter.js';
import { describe } from '../problem.js';
import type { SourceMap } from '../types.js';

export type { AdapterOptions } from '../adapter.js';

export interface JestOptions extends AdapterOptions {
  /**
   * The transformer that gets what the target has of a script, as Jest's `transform` names one: alone, or with its
   * options. It is found from the project's `rootDir`; `babel-jest` if absent.
   */
  transformer?: string | readonly [path: string, options: object];
}

/** The part of Jest's `TransformOptions` that is read. */
export interface Context {
  readonly config: { readonly rootDir: string };
  readonly configString: string;
  readonly instrument: boolean;
}

export interface Transformed {
  code: string;
  map?: SourceMap | string | null;
}

/** The part of Jest's `SyncTransformer` that this one is. */
export interface JestTransformer {
  /** Whether the transformer below inserts the counters of coverage by itself. */
  readonly canInstrument: boolean;
  getCacheKey(text: string, file: string, context: Context): string;
  getCacheKeyAsync(text: string, file: string, context: Context): Promise<string>;
  process(text: string, file: string, context: Context): Transformed;
  processAsync(text: string, file: string, context: Context): Promise<Transformed>;
}

type Below = Pick<JestTransformer, 'process'> & Partial<JestTransformer>;

/** @throws {Error} if an option has no meaning, or if there is no project file or target */
export function iftrue(options: JestOptions = {}): JestTransformer {
  const { transformer = 'babel-jest', ...own } = options;
  const [path, config] = typeof transformer === 'string' ? [transformer, {}] : transformer;
  const adapter = new Adapter(own);
  refuseAnother(adapter, own);
  let loaded: Below | undefined;
  const below = (context: Context) => (loaded ??= load(path, config, context.config.rootDir));
  const contextBelow = (context: Context) => ({ ...context, transformerConfig: config });
  const getCacheKey: JestTransformer['getCacheKey'] = (text, file, context) => {
    const made = isData(file) ? undefined : below(context);
    return keyOf(adapter, made?.getCacheKey?.(text, file, contextBelow(context)) ?? plainKey(text, file, context));
  };
  return {
    get canInstrument() {
      return loaded?.canInstrument ?? false; // Jest asks when it has the result
    },
    getCacheKey,
    async getCacheKeyAsync(text, file, context) {
      const made = isData(file) ? undefined : below(context);
      const key = made?.getCacheKeyAsync?.(text, file, contextBelow(context));
      return key === undefined ? getCacheKey(text, file, context) : keyOf(adapter, await key);
    },
    process(text, file, context) {
      const code = strip(adapter, text, file);
      return isData(file) ? { code } : below(context).process(code, file, contextBelow(context));
    },
    async processAsync(text, file, context) {
      const code = strip(adapter, text, file);
      if (isData(file)) return { code };
      const made = below(context);
      return made.processAsync?.(code, file, contextBelow(context)) ?? made.process(code, file, contextBelow(context));
    },
  };
}

iftrue.createTransformer = iftrue;

/** What Jest parses by itself. */
function isData(file: string): boolean {
  return file.endsWith('.json');
}

/** In the layouts that move text its place would be lost: transformers take no source map. */
function strip(adapter: Adapter, text: string, file: string): string {
  const { code, errors, warnings } = adapter.transform(file, text, 'preserve');
  for (const warning of warnings) console.warn(describe(warning));
  if (errors.length === 0) return code;
  const error = new Error(errors.map(describe).join('\n\n'));
  error.stack = error.message; // Jest shows it: where this is thrown helps nobody
  throw error;
}

function keyOf(adapter: Adapter, keyBelow: string): string {
  return createHash('sha256').update(`${adapter.key}\0${keyBelow}`).digest('hex');
}

/** What Jest itself takes for a transformer without a key of its own. */
function plainKey(text: string, file: string, { configString, instrument }: Context): string {
  return JSON.stringify([text, file, configString, instrument]);
}

function load(path: string, config: object, rootDir: string): Below {
  const require = createRequire(join(rootDir, 'package.json'));
  let found: string;
  try {
    found = require.resolve(path);
  } catch (cause) {
    throw new Error(`iftrue: the transformer '${path}' is not found from '${rootDir}': install it`, { cause });
  }
  const exported = require(found);
  const own = exported.__esModule ? exported.default : exported;
  const transformer = typeof own.createTransformer === 'function' ? own.createTransformer(config) : own;
  if (typeof transformer.process === 'function') return transformer;
  throw new Error(`iftrue: '${path}' is no transformer that Jest can call when a script calls require()`);
}

const keys = new Map<string, string>();

/** Jest keeps in memory what it has transformed, and never asks again; it makes a transformer for each test file. */
function refuseAnother(adapter: Adapter, options: AdapterOptions): void {
  const id = JSON.stringify([adapter.projectFile, adapter.target, options]);
  if ((keys.get(id) ?? adapter.key) !== adapter.key) {
    throw new Error(`'${adapter.projectFile}' has changed: start Jest again, which has modules of before in memory`);
  }
  keys.set(id, adapter.key);
}
