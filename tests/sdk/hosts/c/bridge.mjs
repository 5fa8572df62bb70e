// The other end of bridge.c: a process on libechatim that is told by packets what to do.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

let count = 0;

export class Bridge {
  #process;
  #answers;
  #buffer = Buffer.alloc(0);
  #heard;
  #isOver = false;
  #isKilled = false;

  /**
   * @param {{ executable: string, delivery: 'thread' | 'poll', folder: string, log: (line: string) => void,
   *   environment?: Record<string, string> }} how
   * @param {(fields: string[]) => void} heard takes a packet
   */
  constructor({ executable, delivery, folder, log, environment = {} }, heard) {
    this.#heard = heard;
    count += 1;
    const fifo = path.join(folder, `answers-${count}`);
    spawnSync('mkfifo', [fifo]);
    this.#process = spawn(executable, [delivery, fifo], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    this.#process.stderr.on('data', (/** @type {Buffer} */ text) => log(text.toString('utf8')));
    this.#process.stdout.on('data', (/** @type {Buffer} */ bytes) => this.#read(bytes));
    // What is told to one that was killed is lost.
    this.#process.stdin.on('error', () => {});
    this.#answers = fs.openSync(fifo, 'r');
  }

  /** The C program's. @returns {number} */
  get pid() {
    return /** @type {number} */ (this.#process.pid);
  }

  /** @param {string[]} fields */
  tell(...fields) {
    if (this.#isKilled) return;
    const parts = [Buffer.from(`${fields.length}\n`)];
    for (const field of fields) {
      const bytes = Buffer.from(field);
      parts.push(Buffer.from(`${bytes.length}\n`), bytes);
    }
    this.#process.stdin.write(Buffer.concat(parts));
  }

  /** Waits for the answer, as the call of a C function does. @param {string[]} fields @returns {string} */
  ask(...fields) {
    if (this.#isKilled) throw new Error('the program was killed');
    this.tell(...fields);
    this.#number();
    return this.#take(this.#number()).toString('utf8');
  }

  /** At once. What it has said before is heard: it has handled a message that it told of. */
  async kill() {
    this.#isKilled = true;
    const ended = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await ended;
    this.#isOver = true;
    fs.closeSync(this.#answers);
  }

  /** By the end of its input. @returns {Promise<string | null>} what is wrong with its end */
  async end() {
    const ended = once(this.#process, 'exit');
    this.#process.stdin.end();
    const [code, signal] = await ended;
    return code === 0 ? null : `the C program ended with ${code ?? signal}`;
  }

  #number() {
    let digits = '';
    for (let byte = this.#take(1).toString(); byte !== '\n'; byte = this.#take(1).toString()) digits += byte;
    return Number(digits);
  }

  /** @param {number} size */
  #take(size) {
    const bytes = Buffer.alloc(size);
    for (let at = 0; at < size; ) {
      const read = fs.readSync(this.#answers, bytes, at, size - at, null);
      if (read === 0) throw new Error('the C program is gone');
      at += read;
    }
    return bytes;
  }

  /** @param {Buffer} bytes */
  #read(bytes) {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (let packet = this.#packet(); packet !== null; packet = this.#packet()) if (!this.#isOver) this.#heard(packet);
  }

  /** @returns {string[] | null} null while it is not there whole */
  #packet() {
    let at = 0;
    const number = () => {
      const end = this.#buffer.indexOf('\n', at);
      if (end < 0) return -1;
      const value = Number(this.#buffer.toString('latin1', at, end));
      at = end + 1;
      return value;
    };
    const fields = [];
    const size = number();
    for (let index = 0; index < size; index += 1) {
      const length = number();
      if (length < 0 || at + length > this.#buffer.length) return null;
      fields.push(this.#buffer.toString('utf8', at, at + length));
      at += length;
    }
    if (size < 0) return null;
    this.#buffer = this.#buffer.subarray(at);
    return fields;
  }
}
