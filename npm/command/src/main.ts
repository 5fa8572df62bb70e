// The package's program: runs the module beside it with this process's arguments.

import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './program.js';

try {
  const module = new WebAssembly.Module(readFileSync(path.join(__dirname, 'iftrue.wasm')));
  process.exitCode = runProgram(module, process.argv.slice(2));
} catch (error) {
  // Nothing that the program knows of, which else says itself what is wrong: its memory, its stack.
  writeSync(2, `iftrue: error: ${String(error)}\n`);
  process.exitCode = 2;
}
