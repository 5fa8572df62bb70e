// The plugin for esbuild.

import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { Adapter, type AdapterOptions, type Outcome } from '../adapter.js';
import type { Problem, ProblemPlace } from '../problem.js';
import type { SourceMap } from '../types.js';

export type { AdapterOptions } from '../adapter.js';

/** The part of esbuild's `Plugin` that this one is. */
export interface EsbuildPlugin {
  name: string;
  setup(build: Build): void;
}

interface Build {
  initialOptions: { loader?: Record<string, string> };
  onStart(callback: () => Result): void;
  onLoad(
    options: { filter: RegExp; namespace?: string },
    callback: (file: { path: string }) => Promise<LoadResult>,
  ): void;
}

interface Result {
  errors?: Message[];
  warnings?: Message[];
}

interface LoadResult extends Result {
  contents?: string;
  loader?: 'default';
  watchFiles?: string[];
}

interface Message {
  id?: string;
  text: string;
  location: Location | null;
  notes?: { text: string; location: Location }[];
}

/** The column and the length are in UTF-8 bytes. */
interface Location {
  file: string;
  line: number;
  column: number;
  length: number;
  lineText: string;
}

// Those that esbuild loads by itself: https://esbuild.github.io/content-types/
const OWN_EXTENSIONS = ['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx', '.css', '.json', '.txt'];

/** @throws {Error} if an option has no meaning, or if there is no project file or target */
export function iftrue(options?: AdapterOptions): EsbuildPlugin {
  const adapter = new Adapter(options);
  return {
    name: 'iftrue',
    setup(build) {
      const loaded = [...OWN_EXTENSIONS, ...Object.keys(build.initialOptions.loader ?? {})];
      build.onStart(() => {
        adapter.refresh();
        return adapter.problem === undefined ? {} : { errors: [toMessage(adapter.problem)] };
      });
      build.onLoad({ filter: adapter.filter, namespace: 'file' }, async ({ path }) => {
        const watchFiles = [adapter.projectFile];
        if (!adapter.concerns(path)) return { watchFiles };
        const text = await readFile(path, 'utf8');
        const outcome = adapter.transform(path, text);
        const result = { errors: outcome.errors.map(toMessage), warnings: outcome.warnings.map(toMessage), watchFiles };
        // What has no directive is left to the other plugins: esbuild takes the text of the first that has one.
        if (outcome.errors.length > 0 || outcome.code === text) return result;
        if (!loaded.some((extension) => path.endsWith(extension))) return { ...result, errors: [notLoaded(path)] };
        return { ...result, contents: withMap(path, outcome), loader: 'default', watchFiles: [...watchFiles, path] };
      });
    },
  };
}

function notLoaded(path: string): Message {
  const text =
    `esbuild gives a file to one plugin only, so that none could load '${extname(path)}' after iftrue: ` +
    `strip the tree first, with 'iftrue strip', or name a loader for '${extname(path)}' in esbuild's options`;
  return { text, location: { file: path, line: 1, column: 0, length: 0, lineText: '' } };
}

function withMap(path: string, { code, map }: Outcome): string {
  if (map === null) return code;
  const own: SourceMap = { ...map, sources: [basename(path)] };
  const url = `sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(own)).toString('base64')}`;
  switch (extname(path)) {
    case '.json':
    case '.txt':
      return code;
    case '.css':
      return `${code}\n/*# ${url} */`;
    default:
      return `${code}\n//# ${url}`;
  }
}

function toMessage({ file, code, message, place, notes }: Problem): Message {
  return {
    ...(code === undefined ? {} : { id: code }),
    text: message,
    location: toLocation(file, place ?? { line: 1, column: 0, length: 0, lineText: '' }),
    notes: notes.map((note) => ({ text: note.message, location: toLocation(file, note.place) })),
  };
}

function toLocation(file: string, { line, column, length, lineText }: Omit<ProblemPlace, 'frame' | 'start'>): Location {
  const before = Buffer.byteLength(lineText.slice(0, column));
  return { file, line, column: before, length: Buffer.byteLength(lineText.slice(column, column + length)), lineText };
}
