import type { Locks } from './contract.js';
/*IFTRUE_(WEBAPP || UNIAPP)*/
import { timers } from './timers.js';
import { unique } from './unique.js';
import { Leases } from './web/leases.js';
/*FITRUE_(WEBAPP || UNIAPP)*/

/** The locks that clients of this program hold. They meet here on purpose, as they do in a browser's own locks. */
const held = new Set<string>();

const takeHere = (name: string): (() => void) | null => {
  if (held.has(name)) return null;
  held.add(name);
  return () => void held.delete(name);
};

/*IFTRUE_(WEBAPP || UNIAPP)*/
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
/*FITRUE_(WEBAPP || UNIAPP)*/

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
