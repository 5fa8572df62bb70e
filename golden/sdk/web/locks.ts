import type { Locks } from './contract.js';

/** The locks that clients of this program hold. They meet here on purpose, as they do in a browser's own locks. */
const held = new Set<string>();

const takeHere = (name: string): (() => void) | null => {
  if (held.has(name)) return null;
  held.add(name);
  return () => void held.delete(name);
};

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


