import type { Storage } from './contract.js';


export const storage: Storage = {
  getItem: (key) => {
    // An item that does not exist reads as the empty string.
    const value: unknown = mini.getStorageSync(key);
    return typeof value === 'string' && value !== '' ? value : null;
  },
  setItem: (key, value) => mini.setStorageSync(key, value),
  removeItem: (key) => mini.removeStorageSync(key),
};


