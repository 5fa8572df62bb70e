import type { Storage } from './contract.js';



/** React Native has no store of its own. To keep items, give the config an AsyncStorage; without it nothing is kept. */
export const storage: Storage = {
  getItem: () => null,
  setItem: () => {},
  removeItem: () => {},
};

