import type { Locks } from './contract.js';

/** The locks that clients of this program hold. They meet here on purpose, as they do in a browser's own locks. */
const held = new Set<string>();

const takeHere = (name: string): (() => void) | null => {
  if (held.has(name)) return null;
  held.add(name);
  return () => void held.delete(name);
};



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
