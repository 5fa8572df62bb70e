// The open files and folders of the program. A folder is its path: Node.js has no calls that start at an open folder.

import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, statSync, type BigIntStats } from 'node:fs';
import { CallError } from './errno.js';
import { bytePath, hostPath, type BytePath } from './host_path.js';
import { FolderLock } from './lock.js';

// As <fcntl.h> of the module's C library has them.
const O_WRONLY = 0o1;
const O_RDWR = 0o2;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_DIRECTORY = 0o200000;
const O_NOFOLLOW = 0o400000;

/** And what Node.js has for them; on Windows some are not there. */
const FLAGS: readonly (readonly [number, number | undefined])[] = [
  [O_WRONLY, constants.O_WRONLY],
  [O_RDWR, constants.O_RDWR],
  [O_CREAT, constants.O_CREAT],
  [O_EXCL, constants.O_EXCL],
  [O_TRUNC, constants.O_TRUNC],
  [O_NOFOLLOW, constants.O_NOFOLLOW],
];

/** The current folder, in the place of an open one. */
export const AT_FDCWD = -100;

export interface Entry {
  readonly name: BytePath;
  /** One of dirent's DT_ constants. */
  readonly type: number;
}

const DT_FIFO = 1;
const DT_DIRECTORY = 4;
const DT_FILE = 8;
const DT_LINK = 10;

export interface OpenFile {
  readonly isFolder: false;
  /** Node.js's descriptor. */
  readonly host: number;
  /** Where it is read and written next; nothing for what has no positions, such as a pipe. */
  position: number | undefined;
}

export interface OpenFolder {
  readonly isFolder: true;
  path: BytePath;
  /** Nothing before the first was read. */
  entries: readonly Entry[] | undefined;
  /** The first of them that was not read yet. */
  next: number;
  lock: FolderLock | undefined;
}

export class DescriptorTable {
  readonly #open = new Map<number, OpenFile | OpenFolder>(
    [0, 1, 2].map((host) => [host, { isFolder: false, host, position: undefined }]),
  );

  /** The path of a name below an open folder, or below the current one. */
  at(folder: number, name: BytePath): BytePath {
    if (name === '') throw new CallError('ENOENT');
    if (name.startsWith('/') || folder === AT_FDCWD) return name;
    return `${this.folder(folder).path}/${name}`;
  }

  file(descriptor: number): OpenFile {
    const open = this.#of(descriptor);
    if (open.isFolder) throw new CallError('EISDIR');
    return open;
  }

  folder(descriptor: number): OpenFolder {
    const open = this.#of(descriptor);
    if (!open.isFolder) throw new CallError('ENOTDIR');
    return open;
  }

  open(path: BytePath, flags: number, mode: number): number {
    const host = hostPath(path);
    const follows = (flags & O_NOFOLLOW) === 0;
    if ((flags & O_DIRECTORY) !== 0) {
      const status = follows ? statSync(host) : lstatSync(host);
      if (!status.isDirectory()) throw new CallError('ENOTDIR');
      return this.#addFolder(path);
    }
    // Windows opens no link as such.
    if (!follows && constants.O_NOFOLLOW === undefined && isLink(host)) throw new CallError('ELOOP');
    const hostFlags = FLAGS.reduce((all, [flag, each]) => ((flags & flag) !== 0 ? all | (each ?? 0) : all), 0);
    const descriptor = openSync(host, hostFlags, mode);
    if ((flags & O_EXCL) !== 0) return this.#add({ isFolder: false, host: descriptor, position: 0 });
    const status = fstatSync(descriptor);
    if (status.isDirectory()) {
      closeSync(descriptor);
      return this.#addFolder(path);
    }
    return this.#add({ isFolder: false, host: descriptor, position: status.isFile() ? 0 : undefined });
  }

  close(descriptor: number): void {
    const open = this.#of(descriptor);
    this.#open.delete(descriptor);
    if (!open.isFolder) closeSync(open.host);
    else open.lock?.release();
  }

  status(descriptor: number): BigIntStats {
    const open = this.#of(descriptor);
    if (!open.isFolder) return fstatSync(open.host, { bigint: true });
    return statSync(hostPath(open.path), { bigint: true });
  }

  lock(descriptor: number, waits: boolean): void {
    const folder = this.folder(descriptor);
    folder.lock ??= FolderLock.take(folder.path, waits);
  }

  isFolder(descriptor: number): boolean {
    return this.#of(descriptor).isFolder;
  }

  /** The names in an open folder. */
  entries(folder: OpenFolder): readonly Entry[] {
    folder.entries ??= readdirSync(hostPath(folder.path), { withFileTypes: true, encoding: 'buffer' }).map((each) => ({
      name: bytePath(each.name as unknown as Buffer),
      type: each.isDirectory()
        ? DT_DIRECTORY
        : each.isFile()
          ? DT_FILE
          : each.isSymbolicLink()
            ? DT_LINK
            : each.isFIFO()
              ? DT_FIFO
              : 0,
    }));
    return folder.entries;
  }

  /** An open folder stays the same one when it gets another name. */
  renamed(from: BytePath, to: BytePath): void {
    for (const open of this.#open.values()) {
      if (open.isFolder && `${open.path}/`.startsWith(`${from}/`)) open.path = to + open.path.slice(from.length);
    }
  }

  #of(descriptor: number): OpenFile | OpenFolder {
    const open = this.#open.get(descriptor);
    if (open === undefined) throw new CallError('EBADF');
    return open;
  }

  #addFolder(path: BytePath): number {
    return this.#add({ isFolder: true, path, entries: undefined, next: 0, lock: undefined });
  }

  #add(open: OpenFile | OpenFolder): number {
    let descriptor = 3;
    while (this.#open.has(descriptor)) ++descriptor;
    this.#open.set(descriptor, open);
    return descriptor;
  }
}

function isLink(path: Buffer | string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
