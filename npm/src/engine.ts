// The engine, a WebAssembly module: engine/border.cc is its other side. Texts go in as UTF-8, offsets
// come out in UTF-16 code units. One call at a time; nothing of a text stays in it.

import { hasLoneSurrogate, withLoneSurrogates } from './lone_surrogates.js';
import {
  LAYOUTS,
  UNDEFINED,
  type Conditional,
  type Diagnostic,
  type Layout,
  type Range,
  type Symbols,
  type Undefined,
} from './types.js';

interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  reserve(bytes: number): number;
  results(): number;
  setTargets(size: number): void;
  languageOf(size: number): number;
  strip(size: number, layout: number, undefined: number, language: number, wanted: number): number;
  check(size: number, layout: number, language: number): number;
  conditionals(size: number): number;
  removed(size: number): number;
}

// What the functions return, and where in results() a part is, in words of 32 bits.
const CHANGED = 1;
const REFUSED = 2;
const OUTPUT = 0;
const MAPPINGS = 2;
const DIAGNOSTICS = 4;

const MAPPINGS_WANTED = 1;
const MISSPELT_WANTED = 2;

/** What became of a text; `output` is undefined if it has an error. */
export interface Answer<Output> {
  readonly output?: Output;
  readonly diagnostics: Diagnostic[];
}

export interface Stripped {
  readonly code: string;
  readonly mappings: string;
}

// A byte order mark is a character of the text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

export class Engine {
  readonly #exports: Exports;
  readonly #results: number; // their place, in words
  #place = 0; // of the buffer for texts
  #capacity = 0;
  #buffer = new Uint8Array(0);
  #bytes = new Uint8Array(0); // of all memory
  #words = new Uint32Array(0);
  #targets = '';
  readonly #languages = new Map<string, number>();

  constructor(module: WebAssembly.Module) {
    const unavailable = () => {
      throw new Error('the engine of iftrue makes no system calls');
    };
    // What its C library could ask for and never does.
    const imports: Record<string, Record<string, () => never>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = unavailable;
    }
    this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as Exports;
    this.#exports._initialize();
    this.#results = this.#exports.results() / 4;
  }

  strip(
    text: string,
    symbols: Symbols,
    options: { layout: Layout; undefined: Undefined; filename: string; mappings: boolean },
  ): Answer<Stripped> {
    this.#setTargets({ '': symbols });
    const language = this.#languageOf(options.filename);
    const status = this.#exports.strip(
      this.#write(text),
      LAYOUTS.indexOf(options.layout),
      UNDEFINED.indexOf(options.undefined),
      language,
      MISSPELT_WANTED | (options.mappings ? MAPPINGS_WANTED : 0),
    );
    const diagnostics = this.#diagnostics(options.filename);
    if (status === REFUSED) return { diagnostics };
    if (status !== CHANGED) return { output: { code: text, mappings: '' }, diagnostics };
    const mappings = this.#read(MAPPINGS);
    let code = this.#read(OUTPUT);
    if (hasLoneSurrogate(text)) {
      this.#exports.removed(this.#write(text));
      code = withLoneSurrogates(text, this.#readJson<Range>(), code);
    }
    return { output: { code, mappings }, diagnostics };
  }

  check(
    text: string,
    targets: Readonly<Record<string, Symbols>>,
    options: { layout: Layout; filename: string },
  ): Diagnostic[] {
    this.#setTargets(targets);
    const language = this.#languageOf(options.filename);
    this.#exports.check(this.#write(text), LAYOUTS.indexOf(options.layout), language);
    return this.#diagnostics(options.filename).sort((a, b) => a.start - b.start);
  }

  conditionals(text: string, filename: string): Answer<Conditional[]> {
    const status = this.#exports.conditionals(this.#write(text));
    const diagnostics = this.#diagnostics(filename);
    return status === REFUSED ? { diagnostics } : { output: this.#readJson<Conditional>(), diagnostics };
  }

  /** What is not kept of a text, directives among it. Symbols that are not set are off. */
  removed(text: string, symbols: Symbols, filename: string): Answer<Range[]> {
    this.#setTargets({ '': symbols });
    const status = this.#exports.removed(this.#write(text));
    const diagnostics = this.#diagnostics(filename);
    return status === REFUSED ? { diagnostics } : { output: this.#readJson<Range>(), diagnostics };
  }

  #setTargets(targets: Readonly<Record<string, Symbols>>): void {
    let lines = '';
    for (const name in targets) {
      lines += `:${name}\n`;
      const symbols = targets[name];
      for (const symbol in symbols) lines += `${symbols[symbol] ? '+' : '-'}${symbol}\n`;
    }
    if (lines === this.#targets) return;
    this.#exports.setTargets(this.#write(lines));
    this.#targets = lines;
  }

  // Only the extension counts.
  #languageOf(filename: string): number {
    const extension = filename.slice(Math.max(0, filename.lastIndexOf('.')));
    let language = this.#languages.get(extension);
    if (language === undefined) {
      language = this.#exports.languageOf(this.#write(extension));
      this.#languages.set(extension, language);
    }
    return language;
  }

  /** Returns the size in bytes. A lone surrogate becomes U+FFFD, which is one code unit, too. */
  #write(text: string): number {
    const needed = text.length * 3;
    if (needed > this.#capacity) {
      this.#capacity = Math.max(needed, this.#capacity * 2, 65536);
      this.#place = this.#exports.reserve(this.#capacity);
      this.#buffer = new Uint8Array(0);
    }
    this.#look();
    if (this.#buffer.length === 0) {
      this.#buffer = this.#bytes.subarray(this.#place, this.#place + this.#capacity);
    }
    return encoder.encodeInto(text, this.#buffer).written;
  }

  #read(part: number): string {
    this.#look();
    const at = this.#results + part;
    const begin = this.#words[at]!;
    return decoder.decode(this.#bytes.subarray(begin, begin + this.#words[at + 1]!));
  }

  #readJson<Item>(): Item[] {
    return JSON.parse(this.#read(OUTPUT)) as Item[];
  }

  #diagnostics(file: string): Diagnostic[] {
    this.#look();
    if (this.#words[this.#results + DIAGNOSTICS + 1] === 0) return [];
    const found = JSON.parse(this.#read(DIAGNOSTICS)) as Omit<Diagnostic, 'file'>[];
    return found.map((each) => ({ file, ...each }));
  }

  // Memory that grows detaches all views of it.
  #look(): void {
    if (this.#bytes.length > 0) return;
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Uint32Array(this.#exports.memory.buffer);
  }
}
