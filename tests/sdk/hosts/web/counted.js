// Runs in the page before the suite: the page's own timers and sockets, counted among the host's resources. The real functions
// do the work. `resources([[id, description], …])` says what is open, without a description that it is not: not at each change,
// which would cost more than the SDK does, but soon after, and before each question (`tellResources`).
(function () {
  'use strict';
  const { setTimeout, clearTimeout, WebSocket } = window;
  /** Milliseconds. */
  const soon = 10;
  let serial = 0;
  /** What changed since the last time: descriptions by id, null for what is closed. */
  const changes = new Map();
  let isPlanned = false;

  window.tellResources = () => {
    if (changes.size === 0) return;
    window.resources([...changes]);
    changes.clear();
  };
  const changed = (id, description) => {
    // What came and went in between is nobody's business.
    if (description === null && changes.get(id)) changes.delete(id);
    else changes.set(id, description);
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      window.tellResources();
    }, soon);
  };
  const opened = (description) => {
    serial += 1;
    const id = `${description} ${serial}`;
    changed(id, description);
    return () => changed(id, null);
  };

  const timers = new Map();
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
