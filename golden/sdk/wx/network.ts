import type { Network } from './contract.js';


export const network: Network = {
  watch: (changed) => {
    // The type is wider than the event, because the typings give the removal another listener type than the adding.
    const listener = (event: { isConnected?: boolean; errMsg?: string }): void => changed(event.isConnected === true);
    wx.onNetworkStatusChange(listener);
    return () => wx.offNetworkStatusChange(listener);
  },
};


