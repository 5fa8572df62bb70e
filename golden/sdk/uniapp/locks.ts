import type { Locks } from './contract.js';
import { timers } from './timers.js';
import { unique } from './unique.js';
import { Leases } from './web/leases.js';

/** The locks that clients of this program hold. They meet here on purpose, as they do in a browser's own locks. */
const held = new Set<string>();

const takeHere = (name: string): (() => void) | null => {
  if (held.has(name)) return null;
  held.add(name);
  return () => void held.delete(name);
};

/** Made when it is first needed: it asks for a unique name. */
let leases: Leases | null = null;

/** By Web Locks, which a page gives back when it ends; by leases where there are none. Node.js, mini-programs and apps have neither. */
export const locks: Locks = {
  take: async (name) => {
    if (typeof navigator !== 'undefined' && 'locks' in navigator) return takeOfBrowser(name);
    const mine = takeHere(name);
    if (mine === null || typeof localStorage === 'undefined') return mine;
    leases ??= new Leases(timers, unique());
    const lease = await leases.take(name);
    if (lease === null) mine();
    return lease && (() => (lease(), mine()));
  },
};

const takeOfBrowser = (name: string): Promise<(() => void) | null> =>
  new Promise((resolve, reject) => {
    const work = (lock: Lock | null): Promise<void> | void => {
      if (lock === null) return resolve(null);
      return new Promise((release) => resolve(release));
    };
    navigator.locks.request(name, { ifAvailable: true }, work).catch(reject);
  });


