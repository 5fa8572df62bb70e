import type { Timers } from './contract.js';


export const timers: Timers = {
  set: (callback, delay) => __echatHost.setTimer(callback, delay),
  clear: (timer) => __echatHost.clearTimer(timer),
};
