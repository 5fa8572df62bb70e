// Problems as errors that webpack and Rspack show well. Both print an error's message and where it was thrown, and nothing
// else of it: the place and the frame stand in the message.

import { describe, type Problem } from '../problem.js';

/** One error of all problems of a file, since the first that a loader throws ends the module. */
export function toError(problems: readonly Problem[]): Error {
  const error = new Error(problems.map(describe).join('\n\n'));
  error.stack = ''; // the fault is in the file, not in this code
  return Object.assign(error, { hideStack: true });
}
