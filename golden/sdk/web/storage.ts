import type { Storage } from './contract.js';

/**
 * Looked up at each use: reading `localStorage` throws where a browser forbids it, and the caller reports that. Workers
 * and Node.js have none: nothing is kept there.
 */
const items = () => (typeof localStorage === 'undefined' ? null : localStorage);

export const storage: Storage = {
  getItem: (key) => items()?.getItem(key) ?? null,
  setItem: (key, value) => items()?.setItem(key, value),
  removeItem: (key) => items()?.removeItem(key),
};



