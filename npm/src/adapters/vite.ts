// The plugin for Vite, and so for Vitest.

import { Adapter, type AdapterOptions } from '../adapter.js';
import { describe } from '../problem.js';
import { rollupPlugin, type RollupPlugin } from './rollup.js';
import { fileOf, toLog } from './rollup_log.js';

export type { AdapterOptions } from '../adapter.js';

/** The part of Vite's `Plugin` that this one is. */
export interface VitePlugin extends RollupPlugin {
  enforce: 'pre';
  config(): { optimizeDeps: { rolldownOptions: { plugins: ScanPlugin[] } } };
  configResolved(config: { logger: Logger }): void;
  configureServer(server: Server): void;
  transformIndexHtml: {
    order: 'pre';
    handler(html: string, page: { filename: string }): string;
  };
  handleHotUpdate(update: HotUpdate): [] | undefined;
}

type ScanPlugin = Pick<RollupPlugin, 'name' | 'load' | 'transform'>;

interface Logger {
  warn(message: string): void;
}

interface Server {
  watcher: { add(file: string): unknown };
}

interface HotUpdate {
  file: string;
  read(): string | Promise<string>;
  server: {
    environments: Record<
      string,
      { moduleGraph: { invalidateAll(): void }; hot: { send(message: { type: 'full-reload' }): void } }
    >;
  };
}

/** @throws {Error} if an option has no meaning, or if there is no project file or target */
export function iftrue(options?: AdapterOptions): VitePlugin {
  const adapter = new Adapter(options);
  let logger: Logger | undefined;
  return {
    ...rollupPlugin(adapter),
    enforce: 'pre',
    config: () => ({ optimizeDeps: { rolldownOptions: { plugins: [scanPlugin(adapter)] } } }),
    configResolved(config) {
      logger = config.logger;
    },
    configureServer({ watcher }) {
      // What buildStart() asks to watch is not watched by the server.
      watcher.add(adapter.projectFile);
    },
    transformIndexHtml: {
      order: 'pre',
      handler(html, { filename }) {
        const { code, errors, warnings } = adapter.transform(filename, html);
        for (const warning of warnings) logger?.warn(describe(warning));
        const [error, ...others] = errors;
        if (error !== undefined) throw Object.assign(new Error(), toLog([error, ...others]));
        return code;
      },
    },
    handleHotUpdate(update) {
      const { file, read, server } = update;
      if (file === slashed(adapter.projectFile)) {
        adapter.refresh();
        for (const { moduleGraph, hot } of Object.values(server.environments)) {
          moduleGraph.invalidateAll();
          hot.send({ type: 'full-reload' });
        }
        return [];
      }
      // The Vue plugin compares the texts of a file, old and new, and so must get the one that it has compiled.
      if (adapter.concerns(file)) update.read = async () => adapter.transform(file, await read()).code;
      return undefined;
    },
  };
}

/**
 * For the search of packages to optimise, which reads the sources past all other plugins: scripts are loaded as elsewhere;
 * those of pages and components it finds itself, and makes a module of each.
 */
function scanPlugin(adapter: Adapter): ScanPlugin {
  const { load } = rollupPlugin(adapter);
  return {
    name: 'iftrue:scan',
    load: {
      ...load,
      async handler(id) {
        return /\.[cm]?[jt]sx?$/.test(id) ? load.handler.call(this, id) : null;
      },
    },
    transform: {
      order: 'pre',
      filter: { id: SCRIPT_OF_COMPONENT },
      handler(code, id) {
        const file = fileOf(id.replace(SCRIPT_OF_COMPONENT, ''));
        if (file === undefined || !adapter.concerns(file)) return null;
        // Errors are told when the component is loaded: its script alone may be half of a conditional.
        const { code: stripped, map } = adapter.transform(file, code);
        return { code: stripped, map };
      },
    },
  };
}

const SCRIPT_OF_COMPONENT = /^virtual-module:/;

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
