// The configuration of Metro with a transformer before the one that it has.
//
// Not a Babel transformer: Metro gives JSON to none. This module is the transformer itself. Metro loads it again in its
// workers, which are other processes and know the options as a part of `config.transformer` alone.

import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';

import { Adapter, adapterFor, type AdapterOptions } from '../adapter.js';
import { describe, messageWithNotes, type Problem } from '../problem.js';

export type { AdapterOptions } from '../adapter.js';

/** The part of Metro's configuration that is read or changed. */
export interface MetroConfig {
  readonly projectRoot?: string | undefined;
  readonly transformerPath?: string | undefined;
  readonly transformer?: object | undefined;
  readonly server?: { readonly rewriteRequestUrl?: ((url: string) => string) | undefined } | undefined;
}

/** What Metro knows as `config.transformer`, with what is ours. */
interface TransformerConfig {
  readonly iftrue: {
    readonly options: AdapterOptions;
    /** Of the transformer that gets what the target has. */
    readonly transformerPath: string;
    /** Of the adapter, when Metro read its configuration. */
    readonly key: string;
  };
}

/** The part of Metro's `JsTransformOptions` that is read. */
interface TransformOptions {
  readonly customTransformOptions?: Readonly<Record<string, unknown>>;
}

interface Transformer {
  transform(
    config: TransformerConfig,
    projectRoot: string,
    filename: string,
    data: Buffer,
    options: TransformOptions,
  ): Promise<unknown>;
  getCacheKey?(config: TransformerConfig, options?: { projectRoot: string }): string;
}

/**
 * Returns a function that takes a configuration and returns it with the transformer: for `module.exports`, or among those
 * that `mergeConfig` merges.
 *
 * @throws {Error} if an option has no meaning, or if there is no project file or target
 */
export function iftrue(options: AdapterOptions = {}): <Config extends MetroConfig>(config: Config) => Config {
  const adapter = new Adapter(options);
  const own = { ...options, target: adapter.target, project: adapter.projectFile };
  return (config) => {
    const transformerPath = transformerOf(config);
    return {
      ...config,
      transformerPath: __filename,
      transformer: { ...config.transformer, iftrue: { options: own, transformerPath, key: adapter.key } },
      server: {
        ...config.server,
        rewriteRequestUrl(url: string) {
          adapter.refresh();
          return withKey(config.server?.rewriteRequestUrl?.(url) ?? url, adapter.key);
        },
      },
    };
  };
}

// What Metro calls.
const transformer: Required<Transformer> = { getCacheKey, transform };
Object.assign(iftrue, transformer);

function getCacheKey(config: TransformerConfig, options?: { projectRoot: string }): string {
  const { transformerPath, key } = config.iftrue;
  return [load(transformerPath).getCacheKey?.(config, options) ?? '', key].join('$');
}

async function transform(
  config: TransformerConfig,
  projectRoot: string,
  filename: string,
  data: Buffer,
  options: TransformOptions,
): Promise<unknown> {
  const { options: own, transformerPath, key } = config.iftrue;
  const file = resolve(projectRoot, filename);
  const adapter = adapterFor(own);
  // Metro keeps what is returned here under a key that it has made before.
  if (adapter.key !== (options.customTransformOptions?.[KEY] ?? key)) {
    throw new Error(`'${adapter.projectFile}' has changed: reload the app, or start Metro again`);
  }
  let kept = data;
  if (adapter.concerns(file)) {
    const text = data.toString('utf8');
    // In the layouts that move text its place would be lost: Metro takes no source map.
    const { code, errors, warnings } = adapter.transform(file, text, 'preserve');
    for (const warning of warnings) console.warn(describe(warning));
    const [error, ...others] = errors;
    if (error !== undefined) throw toError(error, others);
    if (code !== text) kept = Buffer.from(code);
  }
  return load(transformerPath).transform(config, projectRoot, filename, kept, options);
}

const KEY = 'iftrue'; // of the custom transform options, by which Metro tells graphs and cached modules apart

/**
 * The URL with the adapter's key. Metro makes the key of its cache once, when it starts; so the app that is loaded after
 * an edit of the project file is told from the one before by its URL. A URL with a key is one that Metro itself has made.
 */
function withKey(url: string, key: string): string {
  if (url.includes(`transform.${KEY}=`)) return url;
  // JavaScriptCore cuts queries off, so that Metro writes '//&' for '?'.
  return url.replace(/\.(?:bundle|map|assets)(\?|\/\/&|$)/, (path, query: string) => {
    return query === '' ? `${path}?transform.${KEY}=${key}` : `${path}transform.${KEY}=${key}&`;
  });
}

/** The absolute path of the transformer that a configuration has. */
function transformerOf({
  transformerPath = 'metro-transform-worker',
  projectRoot = process.cwd(),
}: MetroConfig): string {
  if (isAbsolute(transformerPath)) return transformerPath;
  // Metro resolves the name from where it is itself, which need not be below the project's own node_modules.
  for (const way of [
    ['@react-native/metro-config', 'metro-config', 'metro'],
    ['metro-config', 'metro'],
    ['metro'],
    [],
  ]) {
    try {
      let at = join(projectRoot, 'package.json');
      for (const name of [...way, transformerPath]) at = createRequire(at).resolve(name);
      return at;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`iftrue: Metro's transformer '${transformerPath}' is not found from '${projectRoot}'`);
}

function load(transformerPath: string): Transformer {
  return require(transformerPath) as Transformer;
}

/** As those that Babel throws, which Metro and React Native's LogBox read. */
function toError(problem: Problem, others: readonly Problem[]): Error {
  const { file, place } = problem;
  const rest = others.map(describe);
  if (place === undefined) return new Error([messageWithNotes(problem), ...rest].join('\n\n'));
  const { line, column, frame } = place;
  const [first, ...notes] = messageWithNotes(problem).split('\n');
  const message = [`${file}: ${first} (${line}:${column})`, frame, ...notes, ...rest].join('\n\n');
  return Object.assign(new SyntaxError(message), { type: 'SyntaxError', loc: { line, column } });
}
