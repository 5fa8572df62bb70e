import type { OpenSocket } from './contract.js';



export const openSocket: OpenSocket = (url, events) => {
  const id = __echatHost.openSocket(url, {
    opened: () => events.opened(),
    received: (data) => events.received(data),
    closed: (code, reason) => events.closed(code, reason),
  });
  return {
    send: (data) => __echatHost.sendSocket(id, data),
    close: () => __echatHost.closeSocket(id),
  };
};
