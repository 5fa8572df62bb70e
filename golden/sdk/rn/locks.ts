import type { Locks } from './contract.js';

/** The locks that clients of this program hold. They meet here on purpose, as they do in a browser's own locks. */
const held = new Set<string>();

const takeHere = (name: string): (() => void) | null => {
  if (held.has(name)) return null;
  held.add(name);
  return () => void held.delete(name);
};


/** One program at a time has the store, so its own clients are all there is to tell apart. */
export const locks: Locks = { take: (name) => Promise.resolve(takeHere(name)) };

