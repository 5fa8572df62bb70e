// Tells a store in JavaScript what happens in an account's folder, as far as a look every few milliseconds sees it: the
// suite waits for what is stored, and a C program's store is in files.

import fs from 'node:fs';
import path from 'node:path';

const lookEvery = 3;

export class Mirror {
  #folder;
  #prefix;
  #store;
  /** The time and the place of each file that is known. @type {Map<string, string>} */
  #known = new Map();
  #timer;

  /** @param {string} folder @param {string} auid @param {any} store a FaultyStore that only counts */
  constructor(folder, auid, store) {
    this.#folder = folder;
    this.#prefix = `${auid.replace(/[^a-zA-Z0-9-]/g, '_')}-`;
    this.#store = store;
    this.#timer = setInterval(() => this.#look(), lookEvery);
  }

  end() {
    clearInterval(this.#timer);
  }

  #look() {
    const seen = new Set();
    for (const account of list(this.#folder).filter((name) => name.startsWith(this.#prefix))) {
      for (const name of list(path.join(this.#folder, account)).filter((each) => each.endsWith('.item'))) {
        const file = path.join(this.#folder, account, name);
        try {
          const { mtimeMs, ino } = fs.statSync(file);
          seen.add(file);
          if (this.#known.get(file) === `${mtimeMs} ${ino}`) continue;
          this.#store.setItem(`echat.${name}`, fs.readFileSync(file, 'utf8'));
          this.#known.set(file, `${mtimeMs} ${ino}`);
        } catch (error) {
          // It was removed meanwhile.
          if (!(error instanceof Error && Reflect.get(error, 'code') === 'ENOENT')) throw error;
        }
      }
    }
    for (const file of [...this.#known.keys()]) {
      if (seen.has(file)) continue;
      this.#known.delete(file);
      this.#store.removeItem(`echat.${path.basename(file)}`);
    }
  }
}

/** @param {string} folder @returns {string[]} */
function list(folder) {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}
