// What is shown where directives are wrong: then nothing is true of the program.

import { relative } from 'node:path';

import { describe, type Problem } from '../problem.js';

/** With paths from the working folder. */
export function describeAll(problems: readonly Problem[]): string {
  const texts = problems.map((problem) => {
    const file = relative(process.cwd(), problem.file);
    return `${describe({ ...problem, file, message: `error: ${problem.message}` })}\n\n`;
  });
  return texts.join('');
}
