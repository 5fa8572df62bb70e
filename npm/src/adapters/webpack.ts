// The plugin for webpack, which Rspack takes, too.

import { basename, join, relative } from 'node:path';

import { Adapter, BUILD, type AdapterOptions } from '../adapter.js';
import { toError } from './loader_error.js';
import type { Query } from './webpack_loader.js';

export type { AdapterOptions } from '../adapter.js';

/** The part of webpack's and Rspack's plugins that this one is. */
export interface WebpackPlugin {
  apply(compiler: Compiler): void;
}

interface Compiler {
  context: string;
  options: { module: { rules: unknown[] } };
  hooks: {
    environment: Hook<() => void>;
    normalModuleFactory: Hook<(factory: Factory) => void>;
    thisCompilation: Hook<(compilation: Compilation) => void>;
  };
}

interface Hook<Callback> {
  tap(plugin: string, callback: Callback): void;
}

interface Factory {
  hooks: { beforeResolve: Hook<(data: { request: string }) => void> };
}

interface Compilation {
  errors: Error[];
  fileDependencies: { add(file: string): unknown };
  hooks: { afterSeal: Hook<() => void> };
}

const NAME = 'iftrue';
const LOADER = join(__dirname, 'webpack_loader.js');

/** @throws {Error} if an option has no meaning, or if there is no project file or target */
export function iftrue(options: AdapterOptions = {}): WebpackPlugin {
  const adapter = new Adapter(options);
  return {
    apply(compiler) {
      const query = queryOf(adapter, options, compiler.context);
      // After all plugins, of which some replace the rules; and as the last rule, since the last of a chain runs first.
      compiler.hooks.environment.tap(NAME, () => {
        compiler.options.module.rules.push({
          test: adapter.filter,
          exclude: (file: string) => adapter.excludes(file),
          enforce: 'pre',
          use: [LOADER + query],
        });
      });
      // Requests that switch the rules off: css-loader imports style sheets by them.
      compiler.hooks.normalModuleFactory.tap(NAME, ({ hooks }) => {
        hooks.beforeResolve.tap(NAME, (data) => {
          if (!/^(?:[^!]*!=!)?(?:-!|!!)/.test(data.request) || data.request.includes(basename(LOADER) + query)) return;
          const resource = data.request.lastIndexOf('!') + 1;
          data.request = `${data.request.slice(0, resource)}${LOADER}${query}!${data.request.slice(resource)}`;
        });
      });
      compiler.hooks.thisCompilation.tap(NAME, (compilation) => {
        compilation.fileDependencies.add(adapter.projectFile);
        // Of a project file that is broken each module tells. It is told once.
        compilation.hooks.afterSeal.tap(NAME, () => {
          adapter.refresh();
          const { problem } = adapter;
          if (problem === undefined) return;
          const others = compilation.errors.filter(({ message }) => !message.includes(adapter.projectFile));
          compilation.errors = [toError([problem]), ...others];
        });
      });
    },
  };
}

function queryOf(adapter: Adapter, options: AdapterOptions, context: string): string {
  const query: Query = {
    ...options,
    target: adapter.target,
    // Not absolute: webpack makes the numbers of modules from it, which are to be the same on every machine.
    project: relative(context, adapter.projectFile).replaceAll('\\', '/'),
    build: BUILD,
  };
  // What separates the parts of a request.
  const json = JSON.stringify(query).replace(/[!#|]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  return `?${json}`;
}
