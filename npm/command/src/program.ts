// The command as WebAssembly: the same C++ as the native one, run to its end in this thread.

import { errnoOf } from './errno.js';
import { programArguments } from './host_path.js';
import { Memory } from './memory.js';
import { SystemCalls } from './system_calls.js';

interface Exports {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
  main(count: number, values: number): number;
  malloc(size: number): number;
}

const PAGE = 65536;
const MOST_PAGES = 65536; // 4 GB

/**
 * Runs the program.
 *
 * @param given the arguments of the command line, without the program's name
 * @returns its exit status
 */
export function runProgram(module: WebAssembly.Module, given: readonly string[]): number {
  const system = new SystemCalls();
  const environment = Object.entries(process.env).map(([name, value]) => bytesOf(`${name}=${value}\0`));
  const imports: Record<string, Record<string, unknown>> = {
    env: {
      ...system.calls,
      clock_gettime: (_clock: number, time: number) => {
        writeTime(system.memory, time);
        return 0;
      },
      emscripten_get_now: () => performance.now(),
      emscripten_memcpy_big: (to: number, from: number, size: number) => {
        system.memory.bytes.copyWithin(to, from, from + size);
      },
      emscripten_resize_heap: (size: number) => Number(grow(system.memory.memory, size >>> 0)),
      strftime_l: () => 0, // of the C++ library's locales, for times, which the program does not print
      __assert_fail: (condition: number, file: number, line: number) => {
        throw new Error(
          `iftrue: ${system.memory.string(file)}:${line}: ${system.memory.string(condition)} does not hold`,
        );
      },
      abort: () => {
        throw new Error('the program has ended itself');
      },
    },
    wasi_snapshot_preview1: {
      ...system.wasiCalls,
      environ_sizes_get: (count: number, size: number) => {
        system.memory.setWord(count, environment.length);
        system.memory.setWord(
          size,
          environment.reduce((sum, { length }) => sum + length, 0),
        );
        return 0;
      },
      environ_get: (places: number, texts: number) => {
        writeTexts(system.memory, environment, places, texts);
        return 0;
      },
    },
  };
  // What parts of its C library could ask for that the program does not use.
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] ??= () => -errnoOf('ENOSYS');
  }
  const { exports } = new WebAssembly.Instance(module, imports as WebAssembly.Imports);
  const { memory, malloc, main, __wasm_call_ctors } = exports as unknown as Exports;
  system.memory = new Memory(memory);
  __wasm_call_ctors();
  const texts = ['iftrue', ...programArguments(given)].map((argument) => bytesOf(`${argument}\0`));
  const places = malloc(4 * (texts.length + 1));
  writeTexts(system.memory, texts, places, malloc(texts.reduce((sum, { length }) => sum + length, 0)));
  system.memory.setWord(places + 4 * texts.length, 0);
  return main(texts.length, places);
}

/** As Node.js has got it: what was no UTF-8 is U+FFFD by now. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Writes C strings one after the other, and where each is. */
function writeTexts(memory: Memory, texts: readonly string[], places: number, at: number): void {
  texts.forEach((text, i) => {
    memory.setWord(places + 4 * i, at);
    at += memory.write(at, text, text.length);
  });
}

function writeTime(memory: Memory, at: number): void {
  const milliseconds = Date.now();
  memory.setWord(at, Math.floor(milliseconds / 1000));
  memory.setWord(at + 4, (milliseconds % 1000) * 1e6);
}

/** By an eighth at least, so that it grows seldom. */
function grow(memory: WebAssembly.Memory, size: number): boolean {
  const now = memory.buffer.byteLength;
  for (const wanted of [Math.max(size, now + now / 8), size]) {
    const pages = Math.min(Math.ceil(wanted / PAGE), MOST_PAGES);
    if (pages * PAGE < size) return false;
    try {
      memory.grow(pages - now / PAGE);
      return true;
    } catch {
      // Less, then.
    }
  }
  return false;
}
