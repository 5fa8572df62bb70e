import type { Network } from './contract.js';

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



