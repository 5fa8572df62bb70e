import type { Log } from './contract.js';

export const log: Log = (line) => console.warn(line);

