import type { Network } from './contract.js';




export const network: Network = {
  watch: (changed) => {
    const id = __echatHost.watchNetwork((online) => changed(online));
    return () => __echatHost.unwatchNetwork(id);
  },
};
