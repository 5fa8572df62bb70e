// A compiler in this process, which reads what a target has.

import fs from 'node:fs';
import { resolve } from 'node:path';

import type { Adapter } from '../adapter.js';
import type { Problem } from '../problem.js';
import { targetText } from '../target_text.js';
import { describeAll } from './wrong_directives.js';

/**
 * From here on, this process reads the target's text of the files of the project. Where a directive is wrong, nothing is
 * true of the program: when all files were read, and the compiler begins to write, the errors of directives are all
 * that is shown.
 */
export function showTarget(adapter: Adapter): void {
  const { openSync, readFileSync } = fs;
  const write = process.stdout.write.bind(process.stdout);
  const problems: Problem[] = [];
  const fail = (): never => {
    process.stdout.write = write;
    write(describeAll(problems.splice(0)));
    process.exit(1);
  };
  const read = (...args: Parameters<typeof readFileSync>) => {
    const content = readFileSync(...args);
    const [name] = args;
    if (typeof name !== 'string' || typeof content === 'string') return content;
    const file = resolve(name);
    if (!adapter.concerns(file)) return content;
    const text = content.toString('utf8');
    const { masked, problems: found } = targetText(adapter, file, text);
    if (found.length > 0) {
      problems.push(...found);
      process.stdout.write = fail;
      Object.assign(fs, {
        openSync: (...args: Parameters<typeof openSync>) => (isReading(args[1]) ? openSync(...args) : fail()),
      });
    }
    return masked === text ? content : Buffer.from(masked);
  };
  // tsc takes these functions from the same object, each time.
  Object.assign(fs, { readFileSync: read });
  process.on('exit', () => problems.length > 0 && fail());
}

function isReading(flags: string | number): boolean {
  return flags === 'r' || flags === fs.constants.O_RDONLY;
}
