// The system calls of the module's C library, by the names that it imports, over node:fs. One that fails returns the
// negative error number, those of WASI the positive one.

import {
  accessSync,
  fchmodSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeSync,
  type BigIntStats,
} from 'node:fs';
import { isatty } from 'node:tty';
import { AT_FDCWD, DescriptorTable, type OpenFile } from './descriptor_table.js';
import { CallError, errnoOf } from './errno.js';
import { bytePath, hostPath, type BytePath } from './host_path.js';
import type { Memory } from './memory.js';
import { sleep } from './sleep.js';

const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_REMOVEDIR = 0x200;
const AT_EMPTY_PATH = 0x1000;
const SEEK_SET = 0;
const SEEK_CUR = 1;
const TERMINAL_SIZE = 0x5413; // TIOCGWINSZ, by which isatty(3) asks

/** Where the parts of `struct stat` are. */
const STAT = {
  dev: 0,
  truncatedInode: 8,
  mode: 12,
  links: 16,
  user: 20,
  group: 24,
  size: 40,
  blockSize: 48,
  blocks: 52,
  accessed: 56,
  modified: 64,
  changed: 72,
  inode: 80,
  end: 88,
};

const DIRENT = { inode: 0, offset: 8, size: 16, type: 18, name: 19 };

type Call = (...parameters: number[]) => number;

export class SystemCalls {
  readonly #table = new DescriptorTable();
  memory!: Memory;

  /** Of the module `env`. */
  readonly calls: Readonly<Record<string, Call>> = asCalls(-1, {
    __syscall_openat: (folder: number, path: number, flags: number, parameters: number) =>
      this.#table.open(this.#at(folder, path), flags, this.memory.word(parameters) & 0o7777),
    __syscall_open: (path: number, flags: number, parameters: number) =>
      this.#table.open(this.#at(AT_FDCWD, path), flags, this.memory.word(parameters) & 0o7777),
    __syscall_fstatat64: (folder: number, path: number, status: number, flags: number) => {
      if ((flags & AT_EMPTY_PATH) !== 0 && this.memory.string(path) === '') {
        return this.#writeStatus(status, this.#table.status(folder));
      }
      const at = hostPath(this.#at(folder, path));
      const follows = (flags & AT_SYMLINK_NOFOLLOW) === 0;
      return this.#writeStatus(status, follows ? statSync(at, { bigint: true }) : lstatSync(at, { bigint: true }));
    },
    __syscall_stat64: (path: number, status: number) =>
      this.#writeStatus(status, statSync(hostPath(this.#at(AT_FDCWD, path)), { bigint: true })),
    __syscall_lstat64: (path: number, status: number) =>
      this.#writeStatus(status, lstatSync(hostPath(this.#at(AT_FDCWD, path)), { bigint: true })),
    __syscall_fstat64: (descriptor: number, status: number) =>
      this.#writeStatus(status, this.#table.status(descriptor)),
    __syscall_faccessat: (folder: number, path: number, mode: number) => {
      accessSync(hostPath(this.#at(folder, path)), mode);
      return 0;
    },
    __syscall_mkdirat: (folder: number, path: number, mode: number) => this.#makeFolder(this.#at(folder, path), mode),
    __syscall_mkdir: (path: number, mode: number) => this.#makeFolder(this.#at(AT_FDCWD, path), mode),
    __syscall_unlinkat: (folder: number, path: number, flags: number) =>
      remove(this.#at(folder, path), (flags & AT_REMOVEDIR) !== 0),
    __syscall_unlink: (path: number) => remove(this.#at(AT_FDCWD, path), false),
    __syscall_rmdir: (path: number) => remove(this.#at(AT_FDCWD, path), true),
    __syscall_renameat: (fromFolder: number, from: number, toFolder: number, to: number) =>
      this.#rename(this.#at(fromFolder, from), this.#at(toFolder, to)),
    __syscall_rename: (from: number, to: number) => this.#rename(this.#at(AT_FDCWD, from), this.#at(AT_FDCWD, to)),
    __syscall_symlinkat: (target: number, folder: number, path: number) => {
      symlinkSync(hostPath(this.memory.string(target)), hostPath(this.#at(folder, path)));
      return 0;
    },
    __syscall_readlinkat: (folder: number, path: number, buffer: number, size: number) =>
      this.#readLink(this.#at(folder, path), buffer, size),
    __syscall_readlink: (path: number, buffer: number, size: number) =>
      this.#readLink(this.#at(AT_FDCWD, path), buffer, size),
    __syscall_fchmod: (descriptor: number, mode: number) => {
      fchmodSync(this.#table.file(descriptor).host, mode);
      return 0;
    },
    __syscall_utimensat: (descriptor: number, path: number, times: number) => {
      if (path !== 0) throw new CallError('ENOSYS');
      futimesSync(this.#table.file(descriptor).host, this.#time(times), this.#time(times + 8));
      return 0;
    },
    __syscall_getdents64: (descriptor: number, buffer: number, size: number) =>
      this.#writeEntries(descriptor, buffer, size),
    __syscall_getcwd: (buffer: number, size: number) => {
      const folder = bytePath(process.cwd());
      if (folder.length + 1 > size) return -68; // ERANGE
      this.memory.write(buffer, `${folder}\0`, size);
      return folder.length + 1;
    },
    __syscall_ioctl: (descriptor: number, request: number) => {
      if (request !== TERMINAL_SIZE || !isatty(this.#table.file(descriptor).host)) throw new CallError('ENOTTY');
      return 0;
    },
    __syscall_fcntl64: () => 0,
    __syscall_fadvise64_64: () => 0,
    // With nothing to wait for but the time.
    __syscall_poll: (_events: number, _count: number, milliseconds: number) => {
      sleep(milliseconds < 0 ? Infinity : milliseconds);
      return 0;
    },
    iftrue_lock_folder: (descriptor: number, waits: number) => {
      this.#table.lock(descriptor, waits !== 0);
      return 0;
    },
  });

  /** Of the module `wasi_snapshot_preview1`. */
  readonly wasiCalls: Readonly<Record<string, Call>> = asCalls(1, {
    fd_read: (descriptor: number, vectors: number, count: number, done: number) =>
      this.#transfer(this.#table.file(descriptor), vectors, count, done, read),
    fd_write: (descriptor: number, vectors: number, count: number, done: number) =>
      this.#transfer(this.#table.file(descriptor), vectors, count, done, write),
    fd_pread: (descriptor: number, vectors: number, count: number, ...rest: number[]) => {
      const [position, done] = rest as unknown as [bigint, number];
      const at = { ...this.#table.file(descriptor), position: Number(position) };
      return this.#transfer(at, vectors, count, done, read);
    },
    fd_seek: (descriptor: number, ...rest: number[]) => {
      const [offset, whence, result] = rest as unknown as [bigint, number, number];
      return this.#seek(descriptor, Number(offset), whence, result);
    },
    fd_close: (descriptor: number) => {
      this.#table.close(descriptor);
      return 0;
    },
    fd_fdstat_get: () => 0,
    fd_sync: () => 0,
  });

  #at(folder: number, path: number): BytePath {
    return this.#table.at(folder, this.memory.string(path));
  }

  #makeFolder(path: BytePath, mode: number): number {
    mkdirSync(hostPath(path), mode);
    return 0;
  }

  #rename(from: BytePath, to: BytePath): number {
    renameSync(hostPath(from), hostPath(to));
    this.#table.renamed(from, to);
    return 0;
  }

  #readLink(path: BytePath, buffer: number, size: number): number {
    return this.memory.write(buffer, bytePath(readlinkSync(hostPath(path), 'buffer')), size);
  }

  /** In seconds, a `struct timespec`. */
  #time(at: number): number {
    return this.memory.word(at) + this.memory.word(at + 4) / 1e9;
  }

  #writeStatus(at: number, status: BigIntStats): number {
    const { memory } = this;
    memory.bytes.fill(0, at, at + STAT.end);
    memory.setWord(at + STAT.dev, Number(BigInt.asIntN(32, status.dev)));
    memory.setWord(at + STAT.truncatedInode, Number(BigInt.asIntN(32, status.ino)));
    memory.setWord(at + STAT.mode, Number(status.mode));
    memory.setWord(at + STAT.links, Number(status.nlink));
    memory.setWord(at + STAT.user, Number(BigInt.asIntN(32, status.uid)));
    memory.setWord(at + STAT.group, Number(BigInt.asIntN(32, status.gid)));
    memory.setLong(at + STAT.size, status.size);
    memory.setWord(at + STAT.blockSize, 4096);
    memory.setWord(at + STAT.blocks, Number(BigInt.asIntN(32, status.blocks)));
    for (const [place, time] of [
      [STAT.accessed, status.atimeNs],
      [STAT.modified, status.mtimeNs],
      [STAT.changed, status.ctimeNs],
    ] as const) {
      memory.setWord(at + place, Number(time / 1_000_000_000n));
      memory.setWord(at + place + 4, Number(time % 1_000_000_000n));
    }
    memory.setLong(at + STAT.inode, status.ino);
    return 0;
  }

  #writeEntries(descriptor: number, buffer: number, size: number): number {
    const folder = this.#table.folder(descriptor);
    const entries = this.#table.entries(folder);
    const { memory } = this;
    let at = 0;
    for (;;) {
      const entry = entries[folder.next];
      if (entry === undefined) return at;
      const length = (DIRENT.name + entry.name.length + 1 + 7) & ~7;
      if (at + length > size) return at;
      ++folder.next;
      memory.setLong(buffer + at + DIRENT.inode, 1n);
      memory.setLong(buffer + at + DIRENT.offset, 0n);
      memory.view.setUint16(buffer + at + DIRENT.size, length, true);
      memory.view.setUint8(buffer + at + DIRENT.type, entry.type);
      memory.write(buffer + at + DIRENT.name, `${entry.name}\0`, length);
      at += length;
    }
  }

  #seek(descriptor: number, offset: number, whence: number, result: number): number {
    if (whence === SEEK_SET && offset === 0 && this.#table.isFolder(descriptor)) {
      Object.assign(this.#table.folder(descriptor), { entries: undefined, next: 0 });
      this.memory.setLong(result, 0n);
      return 0;
    }
    const file = this.#table.file(descriptor);
    if (file.position === undefined) throw new CallError('ESPIPE');
    const start =
      whence === SEEK_SET ? 0 : whence === SEEK_CUR ? file.position : Number(this.#table.status(descriptor).size);
    file.position = start + offset;
    this.memory.setLong(result, BigInt(file.position));
    return 0;
  }

  /** Reads into, or writes, each of a list of buffers; ends where one is not filled. */
  #transfer(file: OpenFile, vectors: number, count: number, done: number, transfer: typeof read): number {
    let all = 0;
    for (let i = 0; i < count; ++i) {
      const begin = this.memory.word(vectors + 8 * i) >>> 0;
      const size = this.memory.word(vectors + 8 * i + 4) >>> 0;
      if (size === 0) continue;
      const transferred = transfer(file, this.memory.bytes.subarray(begin, begin + size));
      if (file.position !== undefined) file.position += transferred;
      all += transferred;
      if (transferred < size) break;
    }
    this.memory.setWord(done, all);
    return 0;
  }
}

function read(file: OpenFile, bytes: Buffer): number {
  return whenReady(() => {
    try {
      return readSync(file.host, bytes, 0, bytes.length, file.position ?? null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EOF') return 0; // of a pipe on Windows
      throw error;
    }
  });
}

function write(file: OpenFile, bytes: Buffer): number {
  return whenReady(() => writeSync(file.host, bytes, 0, bytes.length, file.position ?? null));
}

/** Node.js makes pipes and terminals of its own not block. */
function whenReady(call: () => number): number {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      sleep(1);
    }
  }
}

function remove(path: BytePath, isFolder: boolean): number {
  if (isFolder) rmdirSync(hostPath(path));
  else unlinkSync(hostPath(path));
  return 0;
}

/** What a call throws becomes what it returns. */
function asCalls(sign: 1 | -1, calls: Record<string, Call>): Record<string, Call> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      (...parameters: number[]) => {
        try {
          return call(...parameters);
        } catch (error) {
          const { code } = error as { code?: unknown };
          if (typeof code !== 'string') throw error;
          return sign * errnoOf(code);
        }
      },
    ]),
  );
}
