// The watcher as a process: what it prints, line by line. Nothing waits for time to pass.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { tool } from '../faults/ground.mjs';

const longest = 60_000; // ms, for a line that does not come

/** A process that prints lines to a stream. It is killed when the test `t` is over. */
export class Lines {
  #lines;
  /** All that were read. */
  all = [];

  constructor(t, program, args, { cwd, from = 'stderr', stdio = [] }) {
    // Detached: what it starts gets its signals, too.
    this.child = spawn(program, args, { cwd, stdio: ['pipe', 'pipe', 'pipe', ...stdio], detached: true });
    this.child[from === 'stderr' ? 'stdout' : 'stderr'].resume();
    this.#lines = createInterface(this.child[from])[Symbol.asyncIterator]();
    this.closed = once(this.child, 'close');
    t.after(() => this.child.exitCode === null && this.child.signalCode === null && this.signal('SIGKILL'));
  }

  signal(name) {
    process.kill(-this.child.pid, name);
  }

  /** The next line. */
  async next() {
    let timer;
    const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('no line comes')), longest)));
    const { value, done } = await Promise.race([this.#lines.next(), late]);
    clearTimeout(timer);
    assert.ok(!done, 'it has ended');
    this.all.push(value);
    return value;
  }

  /** Reads lines until one matches; returns that. */
  async until(pattern) {
    for (;;) {
      const line = await this.next();
      if (pattern.test(line)) return line;
    }
  }

  /** Reads lines until this holds. */
  async untilSo(holds) {
    while (!holds()) await this.next();
  }

  /** Ends it by a signal; returns its exit status, or the signal that it died of. */
  async end(signal = 'SIGINT') {
    this.child.kill(signal);
    const [status, died] = await this.closed;
    return status ?? died;
  }
}

export const watching = /; watching for changes$/;

/** `iftrue strip --watch` in a folder. */
export function watch(t, cwd, args = [], { strace, ...options } = {}) {
  const line = ['strip', '--watch', '--layout=loader', ...args];
  // With -D strace is no parent of the tool: signals go to the tool.
  if (strace) return new Lines(t, 'strace', ['-D', '-f', ...strace, tool, ...line], { cwd, ...options });
  return new Lines(t, tool, line, { cwd, ...options });
}
