import type { Network } from './contract.js';


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


