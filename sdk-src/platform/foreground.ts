import type { Foreground } from './contract.js';
/*IFTRUE_RNAPP*/
import { AppState } from 'react-native';
/*FITRUE_RNAPP*/

/*IFTRUE_WEBAPP*/
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
/*FITRUE_WEBAPP*/

/*IFTRUE_(WXAPP || UNIAPP)*/
export const foreground: Foreground = {
  watch: (came) => {
    // WeChat's base libraries before 2.1.2 tell only the App itself.
    if (typeof mini.onAppShow !== 'function') return () => {};
    const listener = (): void => came();
    mini.onAppShow(listener);
    return () => mini.offAppShow(listener);
  },
};
/*FITRUE_(WXAPP || UNIAPP)*/

/*IFTRUE_RNAPP*/
export const foreground: Foreground = {
  watch: (came) => {
    const subscription = AppState.addEventListener('change', (state) => {
      if (state === 'active') came();
    });
    return () => subscription.remove();
  },
};
/*FITRUE_RNAPP*/

/*IFTRUE_NATIVEAPP*/
/** A program on a desktop or server runs on in the background; a machine that wakes up tells it by the network. */
export const foreground: Foreground = { watch: () => () => {} };
/*FITRUE_NATIVEAPP*/
