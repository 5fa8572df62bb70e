// The plug-in for ESLint: a processor that lints what a target has of a file.

import { Adapter, BUILD, type AdapterOptions } from '../adapter.js';
import { LintedFile } from '../eslint/linted_file.js';
import type { EslintProcessor, LintMessage } from '../eslint/types.js';

export type { EslintProcessor, LintMessage } from '../eslint/types.js';

export interface EslintOptions extends Omit<AdapterOptions, 'layout' | 'check'> {
  /** The processor that gets what the target has of a file, as that of eslint-plugin-vue; none if absent. */
  processor?: EslintProcessor;
}

/** The part of ESLint's `Config` that this one is. */
export interface EslintConfig {
  name: string;
  processor: TargetProcessor;
}

export interface TargetProcessor extends Required<EslintProcessor> {
  meta: { name: string; version: string };
  supportsAutofix: boolean;
}

/** The part of ESLint's `Plugin` that this one is. */
export interface EslintPlugin {
  readonly meta: { readonly name: string; readonly version: string };
  /** `target` is for the target of the environment's `IFTRUE_TARGET`. */
  readonly processors: { readonly target: TargetProcessor };
  /**
   * A configuration that shows all rules what the target has of each file.
   *
   * @throws {Error} if an option has no meaning, or if there is no project file or target
   */
  config(options?: EslintOptions): EslintConfig;
}

export const iftrue: EslintPlugin = {
  meta: {
    name: 'iftrue',
    // ESLint's cache knows a processor of a plug-in by the version of the plug-in alone.
    get version() {
      return process.env['IFTRUE_TARGET'] === undefined ? BUILD : new Adapter().key;
    },
  },
  processors: { target: processorOf(() => new Adapter()) },
  config(options = {}) {
    const { processor: below, ...own } = options;
    const adapter = new Adapter(own);
    return { name: `iftrue/${adapter.target}`, processor: processorOf(() => adapter, below) };
  },
};

/** @param below the processor that gets what the target has */
function processorOf(adapterOf: () => Adapter, below: EslintProcessor = {}): TargetProcessor {
  const files = new Map<string, LintedFile>();
  let made: Adapter | undefined;
  const adapter = () => (made ??= adapterOf());
  return {
    meta: {
      name: 'iftrue',
      get version() {
        return [adapter().key, below.meta?.name, below.meta?.version].join(' ').trimEnd();
      },
    },
    supportsAutofix: below.supportsAutofix ?? true,
    preprocess(text, filename) {
      adapter().refresh(); // an editor keeps a configuration for long
      const file = new LintedFile(adapter(), filename, text);
      files.set(filename, file);
      const { seen } = file;
      if (seen === undefined) return [];
      return below.preprocess?.(seen, filename) ?? [seen];
    },
    postprocess(messages, filename) {
      const file = files.get(filename);
      files.delete(filename);
      if (file?.seen === undefined) return file?.faults ?? [];
      return file.sound(below.postprocess?.(messages, filename) ?? messages.flat());
    },
  };
}
