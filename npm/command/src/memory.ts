// The memory of the module. Its buffer is another one each time the memory has grown.

import type { BytePath } from './host_path.js';

export class Memory {
  #buffer = new ArrayBuffer(0);
  #bytes = Buffer.alloc(0);
  #view = new DataView(this.#buffer);

  constructor(readonly memory: WebAssembly.Memory) {}

  get bytes(): Buffer {
    this.#look();
    return this.#bytes;
  }

  get view(): DataView {
    this.#look();
    return this.#view;
  }

  /** A C string. */
  string(at: number): BytePath {
    const { bytes } = this;
    return bytes.toString('latin1', at, bytes.indexOf(0, at));
  }

  /** Writes a C string without its NUL. Returns its size. */
  write(at: number, text: BytePath, most: number): number {
    return this.bytes.write(text, at, Math.min(most, text.length), 'latin1');
  }

  word(at: number): number {
    return this.view.getInt32(at, true);
  }

  setWord(at: number, value: number): void {
    this.view.setInt32(at, value, true);
  }

  setLong(at: number, value: bigint): void {
    this.view.setBigInt64(at, BigInt.asIntN(64, value), true);
  }

  #look(): void {
    if (this.#buffer === this.memory.buffer) return;
    this.#buffer = this.memory.buffer;
    this.#bytes = Buffer.from(this.#buffer);
    this.#view = new DataView(this.#buffer);
  }
}
