import type { Log } from './contract.js';


export const log: Log = (line) => __echatHost.log(line);
