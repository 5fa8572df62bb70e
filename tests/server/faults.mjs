// The switches for faults that act while a request or a message passes through. The switches that act at once
// (drop, restart, …) are methods of the server's controls.

export class Faults {
  /** Milliseconds that every answer and every push is held back. */
  delay = 0;
  /** How many times each downstream message is pushed. */
  repeat = 1;
  /** Downstream messages are held in batches of this many and pushed in reverse; below 2: as they come. */
  reorder = 0;
  /** Logins are answered with 403. */
  refuseLogin = false;
  /** New socket connections are turned away: who is offline stays offline. */
  refuseConnections = false;
  /** Connections to lose after the request was carried out and before its answer is sent. */
  lostReplies = 0;
  /** Answers on the socket that will carry a `requestId` nobody sent. */
  wrongRequestIds = 0;
  /** HTTP API requests to answer as a broken proxy would: status 502 and a page of HTML. */
  badGateways = 0;

  /** Uses up one of a counted fault, if one is left.
   * @param {'lostReplies' | 'wrongRequestIds' | 'badGateways'} name @returns {boolean} whether it strikes */
  strikes(name) {
    if (this[name] <= 0) return false;
    this[name] -= 1;
    return true;
  }
}
