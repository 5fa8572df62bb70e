import type { Foreground } from './contract.js';

export const foreground: Foreground = {
  watch: (came) => {
    // Neither workers nor Node.js have a document.
    if (typeof document === 'undefined') return () => {};
    const listener = (): void => {
      if (document.visibilityState === 'visible') came();
    };
    document.addEventListener('visibilitychange', listener);
    return () => document.removeEventListener('visibilitychange', listener);
  },
};



