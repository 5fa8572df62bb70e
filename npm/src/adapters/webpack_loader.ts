// The loader that the plugin for webpack and Rspack puts before all others. Its query holds the plugin's options as JSON,
// so that it also works in a process of its own, and so that a module of another target is another module to caches.

import { isAbsolute, resolve } from 'node:path';

import { adapterFor, type Adapter, type AdapterOptions } from '../adapter.js';
import type { SourceMap } from '../types.js';
import { toError } from './loader_error.js';

/** The part of the loader context that is used; thread-loader has it, too. */
interface Context {
  query: string;
  rootContext: string;
  resourcePath: string;
  resourceQuery: string;
  addDependency(file: string): void;
  emitWarning(warning: Error): void;
  callback(error: null, content: string | Buffer, map?: SourceMap): void;
}

/** The options in a loader's query: with the target's name, and the project file as a path from the compiler's context. */
export interface Query extends AdapterOptions {
  target: string;
  project: string;
  /** Only makes other queries of other versions. */
  build: string;
}

function adapterOf({ query, rootContext }: Context): Adapter {
  const { build: _, ...options } = JSON.parse(query.slice(1)) as Query;
  return adapterFor({ ...options, project: resolve(rootContext, options.project) });
}

export default function iftrue(this: Context, content: Buffer): void {
  const adapter = adapterOf(this);
  // Also of a file that does not concern the project yet.
  this.addDependency(adapter.projectFile);
  const file = this.resourcePath;
  if (!isAbsolute(file) || !adapter.concerns(file)) return this.callback(null, content);

  const text = content.toString('utf8').replace(/^\uFEFF/, ''); // which webpack drops, too
  const { code, map, errors, warnings } = adapter.transform(file, text);
  // vue-loader makes several modules of a file, by queries of its own.
  const isPart = /^\?vue(?:&|$)/.test(this.resourceQuery);
  if (!isPart) for (const warning of warnings) this.emitWarning(toError([warning]));
  if (errors.length > 0) throw toError(errors);
  if (code === text) return this.callback(null, content);
  this.callback(null, code, map ?? undefined);
}

/** The content as bytes: assets pass, too. */
export const raw = true;
