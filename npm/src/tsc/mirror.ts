// A copy of a project as a target has it, for a compiler that is a program and reads its files by itself. It stands below a
// folder that stands for the root of the file system, beside links to all that is beside the project: so that every relative
// path leads from file to file as it does in the project.

import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';

import type { Adapter } from '../adapter.js';
import type { Problem } from '../problem.js';
import { targetText } from '../target_text.js';

/** What TypeScript reads. */
const READ = /\.(?:[cm]?[jt]sx?|json|tsbuildinfo)$/;
const PACKAGES = 'node_modules';

export class Mirror {
  /** What is wrong with the directives of all files, in the order of their names. */
  readonly problems: Problem[] = [];
  readonly #adapter: Adapter;
  readonly #root: string;
  readonly #base: string; // of what is copied
  readonly #copies = new Map<string, bigint>(); // when each was written

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
    this.#base = [dirname(adapter.projectFile), ...adapter.folders].reduce(commonFolder);
    this.#root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'iftrue-tsc-')));
    try {
      this.#surround(this.#base);
      this.#copyFolder(this.#base);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Where an absolute path is in the mirror. */
  pathOf(path: string): string {
    return join(this.#root, relative(parse(path).root, path));
  }

  /** What the compiler, run in a folder, says, with the paths of the project. */
  unmapped(text: string, folder: string): string {
    let said = text;
    // Of packages the compiler takes the real paths, and says them as seen from the mirror.
    for (let at = folder; dirname(at) !== at; at = dirname(at)) {
      said = said.replaceAll(wayTo(this.pathOf(folder), at), wayTo(folder, at));
    }
    return said.replaceAll(this.#root.replaceAll(sep, '/'), '');
  }

  /** Puts what the compiler has written where it would stand without the mirror. */
  takeOutputs(from = this.#root): void {
    for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
      const path = join(from, entry.name);
      if (entry.isDirectory()) this.takeOutputs(path);
      if (!entry.isFile() || this.#copies.get(path) === writtenAt(path)) continue;
      const place = resolve(parse(this.#base).root, relative(this.#root, path));
      fs.mkdirSync(dirname(place), { recursive: true });
      fs.copyFileSync(path, place);
    }
  }

  close(): void {
    fs.rmSync(this.#root, { recursive: true });
  }

  /** Makes the folders above one, and links to all else in them. */
  #surround(folder: string): void {
    const above = dirname(folder);
    if (above === folder) return;
    this.#surround(above);
    fs.mkdirSync(this.pathOf(above), { recursive: true });
    for (const name of readable(above)) {
      const path = join(above, name);
      const found = fs.statSync(path, { throwIfNoEntry: false });
      if (found?.isFile() && READ.test(name)) this.#copyFile(path);
      else if (found?.isDirectory() && path !== folder) this.#link(path, path);
    }
  }

  #copyFolder(folder: string): void {
    fs.mkdirSync(this.pathOf(folder), { recursive: true });
    for (const name of fs.readdirSync(folder).sort()) {
      const path = join(folder, name);
      const found = fs.statSync(path, { throwIfNoEntry: false });
      if (found?.isFile() && READ.test(name)) this.#copyFile(path);
      if (!found?.isDirectory() || path === this.#root) continue;
      if (name === PACKAGES) this.#copyPackages(path);
      else if (name.startsWith('.')) this.#link(path, path);
      else if (fs.lstatSync(path).isSymbolicLink()) this.#link(this.#ownOf(fs.realpathSync(path)), path);
      else this.#copyFolder(path);
    }
  }

  #copyFile(path: string): void {
    const copy = this.pathOf(path);
    const content = fs.readFileSync(path);
    const text = content.toString('utf8');
    const isConcerned = this.#adapter.concerns(path);
    const { masked, problems } = isConcerned ? targetText(this.#adapter, path, text) : { masked: text, problems: [] };
    this.problems.push(...problems);
    fs.writeFileSync(copy, masked === text ? content : masked);
    this.#copies.set(copy, writtenAt(copy));
  }

  /** Packages, or those of a scope. */
  #copyPackages(folder: string): void {
    if (!this.#hasWorkspace(folder)) return this.#link(folder, folder);
    fs.mkdirSync(this.pathOf(folder));
    for (const name of fs.readdirSync(folder)) {
      const path = join(folder, name);
      if (name.startsWith('@')) this.#copyPackages(path);
      else if (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
        this.#link(this.#ownOf(fs.realpathSync(path)), path);
      }
    }
  }

  /** Whether a package is a link to a folder that is copied. */
  #hasWorkspace(folder: string): boolean {
    return fs.readdirSync(folder, { withFileTypes: true }).some((entry) => {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) return fs.existsSync(path) && this.#isCopied(fs.realpathSync(path));
      return entry.isDirectory() && entry.name.startsWith('@') && this.#hasWorkspace(path);
    });
  }

  /** Where a folder is copied; else the folder itself. */
  #ownOf(folder: string): string {
    return this.#isCopied(folder) ? this.pathOf(folder) : folder;
  }

  #isCopied(folder: string): boolean {
    const below = relative(this.#base, folder).split(sep);
    return below[0] !== '..' && !below.some((name) => name === PACKAGES || name.startsWith('.'));
  }

  #link(folder: string, path: string): void {
    fs.symlinkSync(folder, this.pathOf(path), 'junction'); // for which Windows asks for no right
  }
}

/** The names in a folder; none of one that may be passed and not read. */
function readable(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    return [];
  }
}

/** As TypeScript writes a path, up to the name in a folder. */
function wayTo(from: string, folder: string): string {
  const way = relative(from, folder).replaceAll(sep, '/');
  return way === '' ? '' : `${way}/`;
}

function writtenAt(file: string): bigint {
  return fs.statSync(file, { bigint: true }).mtimeNs;
}

function commonFolder(one: string, other: string): string {
  return relative(one, other).split(sep)[0] === '..' ? commonFolder(dirname(one), other) : one;
}
