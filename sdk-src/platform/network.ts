import type { Network } from './contract.js';

/*IFTRUE_WEBAPP*/
export const network: Network = {
  watch: (changed) => {
    // Node.js has no such events.
    if (typeof addEventListener === 'undefined') return () => {};
    const online = (): void => changed(true);
    const offline = (): void => changed(false);
    // Without an explicit scope, so that workers, which have no window, are served too.
    addEventListener('online', online);
    addEventListener('offline', offline);
    return () => {
      removeEventListener('online', online);
      removeEventListener('offline', offline);
    };
  },
};
/*FITRUE_WEBAPP*/

/*IFTRUE_(WXAPP || UNIAPP)*/
export const network: Network = {
  watch: (changed) => {
    let isOver = false;
    // The type is wider than the event, because the typings give the removal another listener type than the adding.
    const listener = (event: { isConnected?: boolean; errMsg?: string }): void => {
      if (!isOver) changed(event.isConnected === true);
    };
    mini.onNetworkStatusChange(listener);
    return () => {
      isOver = true;
      // WeChat's base libraries before 2.9.3 can't take a listener back.
      if (typeof mini.offNetworkStatusChange === 'function') mini.offNetworkStatusChange(listener);
    };
  },
};
/*FITRUE_(WXAPP || UNIAPP)*/

/*IFTRUE_RNAPP*/
/** React Native itself does not tell (NetInfo is a package of its own): the SDK finds out by trying. */
export const network: Network = { watch: () => () => {} };
/*FITRUE_RNAPP*/

/*IFTRUE_NATIVEAPP*/
export const network: Network = {
  watch: (changed) => {
    const id = __echatHost.watchNetwork((online) => changed(online));
    return () => __echatHost.unwatchNetwork(id);
  },
};
/*FITRUE_NATIVEAPP*/
