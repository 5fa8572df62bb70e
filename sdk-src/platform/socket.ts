import type { OpenSocket } from './contract.js';

/*IFTRUE_(WEBAPP || RNAPP)*/
export const openSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url);
  // React Native's types leave out the property, which its WebSocket has.
  Object.assign(socket, { binaryType: 'arraybuffer' });
  socket.onopen = () => events.opened();
  socket.onmessage = (event) => events.received(event.data);
  // An error has no words on these platforms, and a close always follows it.
  socket.onclose = (event) => events.closed(event.code ?? 1006, event.reason ?? '');
  return {
    send: (data) => socket.send(data),
    close: () => socket.close(),
  };
};
/*FITRUE_(WEBAPP || RNAPP)*/

/*IFTRUE_(WXAPP || UNIAPP)*/
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
/*FITRUE_(WXAPP || UNIAPP)*/

/*IFTRUE_NATIVEAPP*/
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
/*FITRUE_NATIVEAPP*/
