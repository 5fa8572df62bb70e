import type { Locks } from './contract.js';

/** The locks that clients of this program hold. They meet here on purpose, as they do in a browser's own locks. */
const held = new Set<string>();

const takeHere = (name: string): (() => void) | null => {
  if (held.has(name)) return null;
  held.add(name);
  return () => void held.delete(name);
};

/*IFTRUE_WEBAPP*/
/**
 * By Web Locks, which a page gives back when it ends. Pages that came over plain HTTP from another machine have none,
 * nor have browsers before 2022 (Safari 15.4): there each page takes itself for the only one.
 */
export const locks: Locks = {
  take: (name) => {
    if (typeof navigator === 'undefined' || !('locks' in navigator)) return Promise.resolve(takeHere(name));
    return new Promise((resolve, reject) => {
      const work = (lock: Lock | null): Promise<void> | void => {
        if (lock === null) return resolve(null);
        return new Promise((release) => resolve(release));
      };
      navigator.locks.request(name, { ifAvailable: true }, work).catch(reject);
    });
  },
};
/*FITRUE_WEBAPP*/

/*IFTRUE_(WXAPP || RNAPP)*/
/** One program at a time has the store, so its own clients are all there is to tell apart. */
export const locks: Locks = { take: (name) => Promise.resolve(takeHere(name)) };
/*FITRUE_(WXAPP || RNAPP)*/

/*IFTRUE_NATIVEAPP*/
/** A host whose store belongs to one program at a time need not have locks. */
export const locks: Locks = {
  take: async (name) => {
    const mine = takeHere(name);
    if (mine === null || __echatHost.takeLock === undefined) return mine;
    if (__echatHost.takeLock(name)) {
      return () => {
        mine();
        __echatHost.releaseLock?.(name);
      };
    }
    mine();
    return null;
  },
};
/*FITRUE_NATIVEAPP*/
