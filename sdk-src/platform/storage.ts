import type { Storage } from './contract.js';

/*IFTRUE_WEBAPP*/
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
/*FITRUE_WEBAPP*/

/*IFTRUE_(WXAPP || UNIAPP)*/
export const storage: Storage = {
  getItem: (key) => {
    // An item that does not exist reads as the empty string.
    const value: unknown = mini.getStorageSync(key);
    return typeof value === 'string' && value !== '' ? value : null;
  },
  setItem: (key, value) => mini.setStorageSync(key, value),
  removeItem: (key) => mini.removeStorageSync(key),
};
/*FITRUE_(WXAPP || UNIAPP)*/

/*IFTRUE_RNAPP*/
/** React Native has no store of its own. To keep items, give the config an AsyncStorage; without it nothing is kept. */
export const storage: Storage = {
  getItem: () => null,
  setItem: () => {},
  removeItem: () => {},
};
/*FITRUE_RNAPP*/

/*IFTRUE_NATIVEAPP*/
export const storage: Storage = {
  getItem: (key) => __echatHost.readItem(key),
  setItem: (key, value) => __echatHost.writeItem(key, value),
  removeItem: (key) => __echatHost.removeItem(key),
};
/*FITRUE_NATIVEAPP*/
