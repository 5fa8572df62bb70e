// Runs in the page before all else: the page's own timers and sockets, counted among the host's resources.
// The real functions do the work; `resource(id, description)` says that one is open, without a description that it is not.
(function () {
  'use strict';
  let serial = 0;
  const opened = (description) => {
    serial += 1;
    const id = `${description} ${serial}`;
    window.resource(id, description);
    return () => window.resource(id);
  };

  const timers = new Map();
  const { setTimeout, clearTimeout, WebSocket } = window;
  window.setTimeout = (callback, delay, ...args) => {
    const closed = opened(`timer of ${delay} ms`);
    const id = setTimeout(() => {
      timers.delete(id);
      closed();
      callback(...args);
    }, delay);
    timers.set(id, closed);
    return id;
  };
  window.clearTimeout = (id) => {
    clearTimeout(id);
    timers.get(id)?.();
    timers.delete(id);
  };
  window.setInterval = () => {
    throw new Error('an interval is not counted yet: count it here');
  };
  window.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener('close', opened('WebSocket'));
    }
  };
})();
