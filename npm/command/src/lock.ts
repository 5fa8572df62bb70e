// Locks a folder against other runs, of this build and of the native one, until its descriptor is closed or the process
// ends. Node.js cannot lock: on Linux flock(1) locks the descriptor that it inherits, which stays locked in this process;
// on macOS and Windows the lock is taken as a file is opened.

import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import path from 'node:path';
import { CallError } from './errno.js';
import { hostPath, type BytePath } from './host_path.js';
import { sleep } from './sleep.js';

const POLL_MILLISECONDS = 50;

// Of libuv's uv_fs_open(): O_EXLOCK of macOS, and what it makes of UV_FS_O_EXLOCK and UV_FS_O_TEMPORARY on Windows.
const MACOS_EXLOCK = 0x20;
const WINDOWS_EXLOCK = 0x10000000;
const WINDOWS_TEMPORARY = 0x40;

/** The name of the file that is locked on Windows, where folders cannot be. It is gone when the lock is. */
const LOCK_NAME = '.iftrue-lock';

export class FolderLock {
  readonly #descriptor: number;

  private constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /**
   * @param waits whether to wait until another process gives the lock up
   * @throws {CallError} EAGAIN where another has it, ENOLCK where nothing can be locked
   */
  static take(folder: BytePath, waits: boolean): FolderLock {
    for (;;) {
      const descriptor = tryToLock(folder, waits);
      if (descriptor !== undefined) return new FolderLock(descriptor);
      if (!waits) throw new CallError('EAGAIN');
      sleep(POLL_MILLISECONDS);
    }
  }

  release(): void {
    closeSync(this.#descriptor);
  }
}

/** A descriptor that holds the lock; nothing where another process has it. */
function tryToLock(folder: BytePath, waits: boolean): number | undefined {
  const host = hostPath(folder);
  if (process.platform === 'darwin') {
    return tryToOpen(host, constants.O_RDONLY | MACOS_EXLOCK | constants.O_NONBLOCK, 'EAGAIN');
  }
  if (process.platform === 'win32') {
    // A folder that is made beside its place gets another name, which it cannot have with an open file in it.
    if (/(?:^|\/)\.iftrue-new-[^/]*$/.test(folder)) throw new CallError('ENOLCK');
    const flags = constants.O_RDWR | constants.O_CREAT | WINDOWS_EXLOCK | WINDOWS_TEMPORARY;
    return tryToOpen(path.join(host.toString(), LOCK_NAME), flags, 'EBUSY');
  }
  const descriptor = openSync(host, 'r');
  const { status, error } = spawnSync('flock', waits ? ['3'] : ['-n', '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  });
  if (status === 0) return descriptor;
  closeSync(descriptor);
  if (error !== undefined) throw new CallError('ENOLCK');
  return undefined;
}

function tryToOpen(path: string | Buffer, flags: number, refused: string): number | undefined {
  try {
    return openSync(path, flags);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === refused) return undefined;
    throw error;
  }
}
