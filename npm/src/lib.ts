// All that the entries for Node.js share. One module, so that there is one engine and one IftrueError in a program.

export * from './index.js';
export * from './adapter.js';
export * from './problem.js';
export { isSymbol } from './api.js';
export { findProject } from './project.js';
