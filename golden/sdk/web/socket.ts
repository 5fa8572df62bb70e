import type { OpenSocket } from './contract.js';

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


