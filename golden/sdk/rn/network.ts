import type { Network } from './contract.js';



/** React Native itself does not tell (NetInfo is a package of its own): the SDK finds out by trying. */
export const network: Network = { watch: () => () => {} };

