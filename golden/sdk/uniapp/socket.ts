import type { OpenSocket } from './contract.js';


export const openSocket: OpenSocket = (url, events) => {
  let state: 'connecting' | 'open' | 'closed' = 'connecting';
  let unwanted = false;
  const closed = (code: number, reason: string): void => {
    if (state === 'closed') return;
    state = 'closed';
    events.closed(code, reason);
  };
  const task = mini.connectSocket({ url, fail: ({ errMsg }) => closed(1006, errMsg) });
  task.onOpen(() => {
    state = 'open';
    // Some base libraries refuse to close a socket that still connects: the wish is kept until now.
    if (unwanted) task.close({});
    else events.opened();
  });
  task.onMessage(({ data }) => events.received(data));
  // Not every base library lets a close follow an error. In a browser, an error has no words.
  task.onError(({ errMsg }) => closed(1006, errMsg ?? ''));
  task.onClose(({ code, reason }) => closed(code, reason));
  return {
    send: (data) => task.send({ data, fail: ({ errMsg }) => closed(1006, errMsg) }),
    close: () => {
      unwanted = true;
      task.close({});
    },
  };
};

