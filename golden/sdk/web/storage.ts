import type { Storage } from './contract.js';

/** Looked up at each use: reading `localStorage` throws where a browser forbids it, and the caller reports that. */
export const storage: Storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
  removeItem: (key) => localStorage.removeItem(key),
};



