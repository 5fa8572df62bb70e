// A copy of the app for one test, and what a build has left of it.

import { cp, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

export class App {
  /** @param {string} root */
  constructor(root) {
    this.root = root;
  }

  static async create() {
    const root = await mkdtemp(path.join(tmpdir(), 'iftrue-adapter-'));
    await cp(path.join(here, 'app'), root, { recursive: true });
    await symlink(path.join(here, 'node_modules'), path.join(root, 'node_modules'));
    return new App(root);
  }

  /** @param {string} name */
  path(name) {
    return path.join(this.root, name);
  }

  /** @param {string} name */
  read(name) {
    return readFile(this.path(name), 'utf8');
  }

  /** @param {string} name @param {string | RegExp} what @param {string} by */
  async edit(name, what, by) {
    const text = await this.read(name);
    const edited = text.replace(what, by);
    if (edited === text) throw new Error(`${name} has no ${what}`);
    await writeFile(this.path(name), edited);
  }

  /**
   * Edits a file, and waits. No tool says when it has begun to watch, and some miss a change that follows another within 50
   * ms; so the file's time changes again, now and then, until it was seen.
   *
   * @template T @param {string} name @param {string | RegExp} what @param {string} by @param {() => Promise<T>} seen
   */
  async editUntil(name, what, by, seen) {
    await this.edit(name, what, by);
    const again = setInterval(() => void utimes(this.path(name), new Date(), new Date()), 3000);
    return seen().finally(() => clearInterval(again));
  }

  /** All words such as web:ts in the outputs, source maps apart. @param {string} out @returns {Promise<string[]>} sorted */
  async words(out) {
    const texts = await Promise.all((await outputs(out)).map((file) => readFile(file, 'utf8')));
    return [...new Set(texts.join('\n').match(/\bw(?:eb|x):[\w-]+/g))].sort();
  }

  close() {
    return rm(this.root, { recursive: true, force: true });
  }
}

/** The files of an output without source maps. @param {string} out */
export async function outputs(out) {
  const names = await readdir(out, { recursive: true });
  return names.filter((name) => /\.(?:js|mjs|cjs|css|html)$/.test(name)).map((name) => path.join(out, name));
}
