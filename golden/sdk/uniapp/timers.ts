import type { Timers } from './contract.js';

export const timers: Timers = {
  set: (callback, delay) => setTimeout(callback, delay),
  clear: (timer) => clearTimeout(timer),
};

