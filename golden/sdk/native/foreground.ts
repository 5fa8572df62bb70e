import type { Foreground } from './contract.js';




/** A program on a desktop or server runs on in the background; a machine that wakes up tells it by the network. */
export const foreground: Foreground = { watch: () => () => {} };
