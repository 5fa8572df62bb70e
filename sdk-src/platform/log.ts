import type { Log } from './contract.js';

/*IFTRUE_(WEBAPP || WXAPP || RNAPP || UNIAPP)*/
export const log: Log = (line) => console.warn(line);
/*FITRUE_(WEBAPP || WXAPP || RNAPP || UNIAPP)*/

/*IFTRUE_NATIVEAPP*/
export const log: Log = (line) => __echatHost.log(line);
/*FITRUE_NATIVEAPP*/
