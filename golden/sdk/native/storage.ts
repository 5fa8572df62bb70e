import type { Storage } from './contract.js';




export const storage: Storage = {
  getItem: (key) => __echatHost.readItem(key),
  setItem: (key, value) => __echatHost.writeItem(key, value),
  removeItem: (key) => __echatHost.removeItem(key),
};
