// The package's program: runs the module beside it with this process's arguments.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './program.js';

const module = new WebAssembly.Module(readFileSync(path.join(__dirname, 'iftrue.wasm')));
process.exitCode = runProgram(module, process.argv.slice(2));
