// The plugin for Rollup.

import { readFile } from 'node:fs/promises';

import { Adapter, type AdapterOptions } from '../adapter.js';
import { fileOf, report, toLog, type Context, type Product } from './rollup_log.js';

export type { AdapterOptions } from '../adapter.js';

/** The part of Rollup's `Plugin` that this one is; Rolldown's has it, too. */
export interface RollupPlugin {
  name: string;
  buildStart(this: Context): void;
  load: { order: 'pre'; filter: { id: RegExp }; handler(this: Context, id: string): Promise<Product | null> };
  transform: { order: 'pre'; filter: { id: RegExp }; handler(this: Context, code: string, id: string): Product | null };
}

/** @throws {Error} if an option has no meaning, or if there is no project file or target */
export function iftrue(options?: AdapterOptions): RollupPlugin {
  return rollupPlugin(new Adapter(options));
}

export function rollupPlugin(adapter: Adapter): RollupPlugin {
  return {
    name: 'iftrue',
    buildStart() {
      this.addWatchFile(adapter.projectFile);
      adapter.refresh();
      if (adapter.problem !== undefined) this.error(toLog([adapter.problem]));
    },
    // Not in transform(): what a file is for the target is its source, also for plugins that make several modules of one.
    load: {
      order: 'pre',
      filter: { id: adapter.filter },
      async handler(id) {
        if (id !== fileOf(id) || !adapter.concerns(id)) return null;
        watch(this, id, adapter.projectFile);
        const text = await readFile(id, 'utf8');
        return report(this, adapter.transform(id, text), text);
      },
    },
    // What others have loaded of a file: 'a.css?inline', 'a.vue?vue&type=style'.
    transform: {
      order: 'pre',
      filter: { id: adapter.filter },
      handler(code, id) {
        const file = fileOf(id);
        if (file === undefined || file === id || !adapter.concerns(file)) return null;
        watch(this, adapter.projectFile);
        return report(this, adapter.transform(file, code), code);
      },
    },
  };
}

/** Has the module loaded again when one of the files changes. Vite's server, which takes the call for an import, does so. */
function watch(context: Context, ...files: string[]): void {
  if (context.environment?.mode === 'dev') return;
  for (const file of files) context.addWatchFile(file);
}
