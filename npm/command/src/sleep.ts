const word = new Int32Array(new SharedArrayBuffer(4));

/** Does nothing for a while; no callback of Node.js runs meanwhile. */
export function sleep(milliseconds: number): void {
  Atomics.wait(word, 0, 0, milliseconds);
}
