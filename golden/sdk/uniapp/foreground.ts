import type { Foreground } from './contract.js';


export const foreground: Foreground = {
  watch: (came) => {
    // WeChat's base libraries before 2.1.2 tell only the App itself.
    if (typeof mini.onAppShow !== 'function') return () => {};
    const listener = (): void => came();
    mini.onAppShow(listener);
    return () => mini.offAppShow(listener);
  },
};


