import type { Timers } from './contract.js';

/*IFTRUE_(WEBAPP || WXAPP || RNAPP || UNIAPP)*/
export const timers: Timers = {
  set: (callback, delay) => setTimeout(callback, delay),
  clear: (timer) => clearTimeout(timer),
};
/*FITRUE_(WEBAPP || WXAPP || RNAPP || UNIAPP)*/

/*IFTRUE_NATIVEAPP*/
export const timers: Timers = {
  set: (callback, delay) => __echatHost.setTimer(callback, delay),
  clear: (timer) => __echatHost.clearTimer(timer),
};
/*FITRUE_NATIVEAPP*/
