// What every entry for programs exports.

export { check, conditionals, kept, strip } from './api.js';
export { IftrueError } from './error.js';
export type * from './types.js';
export type { CheckOptions, StripOptions, StripResult } from './api.js';
