// The package `iftrue` in Node.js.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { useEngine } from './api.js';

useEngine(() => new WebAssembly.Module(readFileSync(join(__dirname, 'engine.wasm'))));

export * from './public.js';
export { loadProject, MissingFileError, Project, ProjectError, type FileRule } from './project.js';
