// Pushes messages and events to whoever is connected, and again to whoever did not acknowledge.

import { Topic } from './protocol.mjs';

/** @typedef {import('socket.io').Socket} Socket */
/** @typedef {import('./state.mjs').Message} Message */

export class Delivery {
  #state;
  #faults;
  #journal;
  #redeliverAfter;
  /** @type {Map<string, Set<Socket>>} */
  #online = new Map();
  /** When each message was last pushed to each socket. @type {WeakMap<Socket, Map<string, number>>} */
  #pushed = new WeakMap();
  /** Messages held back by the reorder fault. @type {Map<string, Message[]>} */
  #held = new Map();
  /** Pushes and answers that wait until they are let go. @type {{ by: 'holdPushes' | 'holdAnswers', action: () => void }[]} */
  #waiting = [];
  /** When each user's connections logged in, milliseconds since 1970. @type {Map<string, number[]>} */
  #logins = new Map();
  /** Connections by the JWTs that were issued to them. @type {Map<string, Socket>} */
  #byToken = new Map();
  /** @type {Set<NodeJS.Timeout>} */
  #timers = new Set();
  #redelivery;

  /**
   * @param {{ state: import('./state.mjs').State, faults: import('./faults.mjs').Faults,
   *           journal: import('./journal.mjs').Journal }} parts
   * @param {number} redeliverAfter milliseconds until an unacknowledged message is pushed again
   */
  constructor({ state, faults, journal }, redeliverAfter) {
    this.#state = state;
    this.#faults = faults;
    this.#journal = journal;
    this.#redeliverAfter = redeliverAfter;
    this.#redelivery = setInterval(() => this.#redeliverStale(), Math.max(50, redeliverAfter / 4));
  }

  /** @param {string} auid @returns {boolean} */
  isOnline(auid) {
    return (this.#online.get(auid)?.size ?? 0) > 0;
  }

  /** @param {string} auid @returns {Socket[]} the connections on which `auid` has logged in */
  socketsOf(auid) {
    return [...(this.#online.get(auid) ?? [])];
  }

  /** A socket has logged in: what waits for its user goes out at once. @param {string} auid @param {Socket} socket */
  join(auid, socket) {
    const arrives = !this.isOnline(auid);
    const sockets = this.#online.get(auid) ?? new Set();
    this.#online.set(auid, sockets.add(socket));
    this.#pushed.set(socket, new Map());
    this.#logins.set(auid, [...this.loginsOf(auid), Date.now()]);
    this.#state.changes.emit('loggedIn');
    if (arrives) this.#announce(auid, 'ONLINE');
    for (const message of this.#state.pending(auid)) this.#push(socket, auid, message);
  }

  /** A socket was given a JWT. @param {string} jwt @param {Socket} socket */
  give(jwt, socket) {
    this.#byToken.set(jwt, socket);
  }

  /** @param {string} jwt @returns {Socket | undefined} the connection that it was issued to, if that is still there */
  holderOf(jwt) {
    return this.#byToken.get(jwt);
  }

  /** @param {string} auid @param {Socket} socket */
  leave(auid, socket) {
    for (const [jwt, holder] of this.#byToken) if (holder === socket) this.#byToken.delete(jwt);
    this.#online.get(auid)?.delete(socket);
    if (this.isOnline(auid)) return;
    this.#announce(auid, 'OFFLINE');
    this.#state.forgetWatcher(auid);
  }

  /** @param {string} auid @returns {readonly number[]} when its connections logged in, milliseconds since 1970 */
  loginsOf(auid) {
    return this.#logins.get(auid) ?? [];
  }

  /** Runs `action` as `later` does, but not before a fault that holds it back is switched off.
   * @param {'holdPushes' | 'holdAnswers'} by @param {() => void} action */
  unlessHeld(by, action) {
    if (this.#faults[by]) this.#waiting.push({ by, action });
    else this.later(action);
  }

  /** Lets go what is held back by faults that are switched off. */
  release() {
    for (const { by, action } of this.#waiting.splice(0)) this.unlessHeld(by, action);
  }

  /** @param {string} auid @param {Message} message one that waits in `auid`'s mailbox */
  deliver(auid, message) {
    for (const ready of this.#reordered(auid, message)) {
      for (const socket of this.#online.get(auid) ?? []) this.#push(socket, auid, ready);
    }
  }

  /** Shows a message to the sender's other connections, once: what one misses is in the history. Some servers show it to
   * all of them. @param {import('./api.mjs').Caller} sender @param {Message} message */
  mirror({ auid, connection }, message) {
    for (const socket of this.#online.get(auid) ?? [])
      if (socket !== connection || this.#faults.echo) this.#push(socket, auid, message);
  }

  /** Pushes everything unacknowledged to `auid` again, now. @param {string} auid */
  redeliver(auid) {
    for (const socket of this.#online.get(auid) ?? []) {
      for (const message of this.#state.pending(auid)) this.#push(socket, auid, message);
    }
  }

  /** @param {string} auid @param {string} type @param {Record<string, unknown>} [fields] @param {Socket} [except] a connection that knows */
  notify(auid, type, fields = {}, except) {
    const packet = {
      method: 'event_toclient',
      requestId: this.#state.nextId('d'),
      timestamp: Date.now(),
      type,
      ...fields,
    };
    for (const socket of this.#online.get(auid) ?? [])
      if (socket !== except) this.later(() => void socket.emit(Topic.downstreamEvent, packet));
  }

  /** Tells several users, once each, but not the connection from which it was done.
   * @param {Iterable<string>} auids @param {string} type @param {Record<string, unknown>} fields @param {import('./api.mjs').Caller} by */
  tell(auids, type, fields, by) {
    for (const auid of new Set(auids)) this.notify(auid, type, fields, by.connection);
  }

  /** Runs `action` after the delay that is switched on, at once when there is none. @param {() => void} action */
  later(action) {
    if (this.#faults.delay <= 0) return action();
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, this.#faults.delay);
    this.#timers.add(timer);
  }

  close() {
    clearInterval(this.#redelivery);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** @param {Socket} socket @param {string} auid @param {Message} message */
  #push(socket, auid, message) {
    this.#pushed.get(socket)?.set(message.messageId, Date.now());
    for (let copy = 0; copy < this.#faults.repeat; copy += 1) {
      this.#journal.note(`push ${message.messageId} to ${auid}`);
      const packet = {
        method: 'sendmessage_toclient',
        requestId: this.#state.nextId('d'),
        timestamp: Date.now(),
        ...message,
      };
      this.unlessHeld('holdPushes', () => void socket.emit(Topic.downstreamMessage, packet));
    }
  }

  #redeliverStale() {
    const stale = Date.now() - this.#redeliverAfter;
    for (const [auid, sockets] of this.#online) {
      for (const socket of sockets) {
        for (const message of this.#state.pending(auid)) {
          const pushed = this.#pushed.get(socket)?.get(message.messageId);
          if (pushed !== undefined && pushed < stale) this.#push(socket, auid, message);
        }
      }
    }
  }

  /** @param {string} auid @param {Message} message @returns {Message[]} what may go out now */
  #reordered(auid, message) {
    if (this.#faults.reorder < 2) return [message];
    const held = this.#held.get(auid) ?? [];
    held.push(message);
    this.#held.set(auid, held);
    if (held.length < this.#faults.reorder) return [];
    this.#held.delete(auid);
    return held.reverse();
  }

  /** @param {string} auid @param {'ONLINE' | 'OFFLINE'} type */
  #announce(auid, type) {
    for (const watcher of this.#state.monitors.get(auid) ?? []) this.notify(watcher, type, { auid });
  }
}
