// A program as a process, run to its end without a shell between: what goes in, and all that comes out.

import { spawnSync } from 'node:child_process';

/**
 * `status` is a number, or the name of the signal that ended the program. A program need not read all of its input:
 * it may end first. Throws where it cannot be started.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options] those of spawnSync; texts are UTF-8 where it names
 *   no encoding
 */
export function run(program, args, options = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...options,
  });
  if (error && !('code' in error && error.code === 'EPIPE')) throw error;
  return { status: status ?? signal, stdout, stderr };
}
