// A compiler that is a program of its own, in a mirror of the project.

import { spawnSync } from 'node:child_process';
import { isAbsolute } from 'node:path';

import type { Adapter } from '../adapter.js';
import { Mirror } from './mirror.js';
import { describeAll } from './wrong_directives.js';

/** @param compiler the script that starts it. Returns its exit status; where directives are wrong, 1. */
export function runNative(compiler: string, args: readonly string[], adapter: Adapter): number {
  const mirror = new Mirror(adapter);
  const stay = () => {}; // the compiler is interrupted, too; then the mirror is to go
  process.on('SIGINT', stay);
  try {
    const folder = process.cwd();
    const mapped = args.map((each) => (isAbsolute(each) ? mirror.pathOf(each) : each));
    const run = (...more: string[]) => {
      const { status, stdout, stderr, error } = spawnSync(process.execPath, [compiler, ...mapped, ...more], {
        cwd: mirror.pathOf(folder),
        encoding: 'utf8',
        maxBuffer: Number.POSITIVE_INFINITY,
      });
      if (error) throw error;
      return { status, stdout: mirror.unmapped(stdout, folder), stderr: mirror.unmapped(stderr, folder) };
    };
    if (mirror.problems.length > 0) {
      const read = new Set(run('--listFilesOnly').stdout.split(/\r?\n/));
      const wrong = mirror.problems.filter(({ file }) => read.has(file));
      if (wrong.length > 0) {
        process.stdout.write(describeAll(wrong));
        return 1;
      }
    }
    const { status, stdout, stderr } = run(...colours(args));
    mirror.takeOutputs();
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    return status ?? 1;
  } finally {
    process.off('SIGINT', stay);
    mirror.close();
  }
}

/** The compiler writes into a pipe, and so would show none. */
function colours(args: readonly string[]): string[] {
  return process.stdout.isTTY && !args.some((each) => /^--?pretty$/i.test(each)) ? ['--pretty'] : [];
}
