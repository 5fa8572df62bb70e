// The switches for faults that act while a request or a message passes through. The switches that act at once
// (drop, restart, …) are methods of the server's controls.

import { EventEmitter, once } from 'node:events';

/** @typedef {'lostReplies' | 'lostAcknowledgements' | 'wrongRequestIds' | 'badGateways' | 'expiringTokens'} Counted */

export class Faults {
  /** Milliseconds that every answer and every push is held back. */
  delay = 0;
  /** How many times each downstream message is pushed. */
  repeat = 1;
  /** Downstream messages are held in batches of this many and pushed in reverse; below 2: as they come. */
  reorder = 0;
  /** A message is shown to every connection of its sender, as some servers do. */
  echo = false;
  /** Pushes wait until this is switched off. */
  holdPushes = false;
  /** Answers to sends, which are carried out, wait until this is switched off. */
  holdAnswers = false;
  /** Logins are answered with 403. */
  refuseLogin = false;
  /** New socket connections are turned away: who is offline stays offline. */
  refuseConnections = false;
  /** Connections are cut as soon as they have logged in. */
  letInAndDrop = false;
  /** The code that sends are answered with in place of being carried out; 0: they are carried out. */
  refuseSends = 0;
  /** What `refuseSends` says holds the message's body. */
  echoBodies = false;
  /** The code that acknowledgements are answered with in place of being carried out; 0: they are carried out. */
  refuseAcknowledgements = 0;
  /** Connections to lose after the request was carried out and before its answer is sent. */
  lostReplies = 0;
  /** Connections to lose in place of carrying out an acknowledgement. */
  lostAcknowledgements = 0;
  /** Answers on the socket that will carry a `requestId` nobody sent. */
  wrongRequestIds = 0;
  /** HTTP API requests to answer as a broken proxy would: status 502 and a page of HTML. */
  badGateways = 0;
  /** Requests with a token before which every token expires. Acknowledgements don't count. */
  expiringTokens = 0;
  /** Milliseconds; both hold for connections made from now on. */
  pingInterval;
  pingTimeout;
  #ping;
  #strikes = new EventEmitter();

  /** @param {{ interval: number, timeout: number }} ping milliseconds, engine.io's, while no fault is switched on */
  constructor(ping = { interval: 25000, timeout: 20000 }) {
    this.#ping = ping;
    this.pingInterval = ping.interval;
    this.pingTimeout = ping.timeout;
  }

  /** Switches all of them off. */
  clear() {
    Object.assign(this, new Faults(this.#ping));
    this.#strikes.emit('strike');
  }

  /** Uses up one of a counted fault, if one is left.
   * @param {Counted} name @returns {boolean} whether it strikes */
  strikes(name) {
    if (this[name] <= 0) return false;
    this[name] -= 1;
    // When what it leads to has begun.
    setImmediate(() => this.#strikes.emit('strike'));
    return true;
  }

  /** Resolves once none of a counted fault is left. @param {Counted} name */
  async usedUp(name) {
    while (this[name] > 0) await once(this.#strikes, 'strike');
  }
}
