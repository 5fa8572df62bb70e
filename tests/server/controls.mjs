// The switches and the questions that a test may put to the server. Each takes one plain object and gives plain data,
// so that a host can carry them into a browser or an engine without a Node of its own.

import { once } from 'node:events';
import { Topic } from './protocol.mjs';
import { Faults } from './faults.mjs';
import { cut } from './socket.mjs';

/** Packets no client should choke on, on a known topic. */
const malformed = Object.freeze({
  text: 'this is no object',
  nothing: null,
  fields: { method: 'sendmessage_toclient', requestId: 'malformed', timestamp: 0 },
  types: {
    method: 'sendmessage_toclient',
    requestId: 1,
    timestamp: 'x',
    messageId: {},
    fromUser: [],
    toTarget: 7,
    way: 'P2X',
    type: 0,
  },
});

export class Controls {
  #world;
  #sockets;
  #restart;

  /** @param {import('./api.mjs').World} world @param {() => import('socket.io').Server} sockets @param {() => Promise<void>} restart */
  constructor(world, sockets, restart) {
    this.#world = world;
    this.#sockets = sockets;
    this.#restart = restart;
  }

  /** @param {{ auid: string, token: string, profile?: Record<string, unknown> }} user */
  addUser({ auid, token, profile = {} }) {
    this.#world.state.users.set(auid, { auid, token, profile });
  }

  /** @param {{ name: string, members: string[] }} room @returns {string} the room's id; the first member owns it */
  addRoom({ name, members }) {
    const rid = this.#world.state.nextId('r');
    this.#world.state.rooms.set(rid, { rid, name, owner: members[0] ?? '', members: new Set(members) });
    return rid;
  }

  /** Sets any of the switches of faults.mjs. @param {Partial<Record<keyof Faults, number | boolean>>} switches */
  setFaults(switches) {
    for (const [name, value] of Object.entries(switches)) {
      const current = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this.#world.faults))[name];
      if (typeof current !== typeof value || typeof current === 'function')
        throw new TypeError(`no such fault: ${name} = ${value}`);
      Object.assign(this.#world.faults, { [name]: value });
    }
  }

  /** Cuts the network under all connections, or under one user's. @param {{ auid?: string }} [of] @returns {number} how many */
  dropConnections({ auid } = {}) {
    const sockets = this.#socketsOf(auid);
    this.#world.journal.note(`cut ${sockets.length} connections`);
    sockets.forEach(cut);
    return sockets.length;
  }

  /** Tells a user's clients that another place took over, and closes their connections. @param {{ auid: string }} of */
  kick({ auid }) {
    for (const socket of this.#socketsOf(auid)) {
      this.#world.delivery.notify(auid, 'KICKED');
      socket.disconnect(true);
    }
  }

  /** Every token issued so far counts as expired. */
  expireTokens() {
    this.#world.tokens.expireAll();
  }

  /** Pushes what a user has not acknowledged once more. @param {{ auid: string }} to */
  redeliver({ auid }) {
    this.#world.delivery.redeliver(auid);
  }

  /** Pushes a message again, whether or not it was acknowledged. @param {{ auid: string, messageId: string }} which */
  repeat({ auid, messageId }) {
    const message = this.#world.state.messages.find((candidate) => candidate.messageId === messageId);
    if (!message) throw new RangeError(`no message ${messageId}`);
    this.#world.delivery.deliver(auid, message);
  }

  /**
   * `packet` is no packet of socket.io, `handshake` a broken one of engine.io below it; the others arrive on a topic.
   * @param {{ auid: string, kind: keyof typeof malformed | 'event' | 'packet' | 'handshake' }} what @returns {number} to how many connections
   */
  sendMalformed({ auid, kind }) {
    const sockets = this.#socketsOf(auid);
    for (const socket of sockets) {
      if (kind === 'packet') socket.conn.write('9{neither socket.io nor JSON');
      else if (kind === 'handshake') socket.conn.transport.send([{ type: 'open', data: '{no JSON' }]);
      else if (kind === 'event') socket.emit(Topic.downstreamEvent, 42);
      else socket.emit(Topic.downstreamMessage, malformed[kind]);
    }
    return sockets.length;
  }

  /** Closes both listeners and every connection, and listens again on the same ports with the same state. */
  async restart() {
    await this.#restart();
  }

  violations() {
    return [...this.#world.journal.violations];
  }

  /** @param {{ last?: number }} [options] @returns {string[]} the journal's last lines */
  log({ last = 40 } = {}) {
    return this.#world.journal.lines.slice(-last);
  }

  /** Writes a line of the test's own into the journal. @param {{ text: string }} line */
  note({ text }) {
    this.#world.journal.note(text);
  }

  /** @param {{ auid?: string }} [of] @returns {number} connections that are open; of one user: that have logged in */
  connections({ auid } = {}) {
    return this.#socketsOf(auid).length;
  }

  /** @param {{ auid: string }} of @returns {number} messages that wait for an acknowledgement */
  pending({ auid }) {
    return this.#world.state.pending(auid).length;
  }

  /** Resolves once nothing waits for an acknowledgement any more. @param {{ auid: string }} of */
  async allAcknowledged({ auid }) {
    while (this.pending({ auid }) > 0) await once(this.#world.state.changes, 'acknowledged');
  }

  /** Switches all faults off. */
  clearFaults() {
    Object.assign(this.#world.faults, new Faults());
  }

  /** @returns {import('./state.mjs').Message[]} every message accepted, oldest first */
  messages() {
    return [...this.#world.state.messages];
  }

  /** @returns {number} how many JWTs were issued since the start */
  tokensIssued() {
    return this.#world.tokens.issued;
  }

  /** @param {string} [auid] */
  #socketsOf(auid) {
    if (auid !== undefined) return this.#world.delivery.socketsOf(auid);
    return [...this.#sockets().of('/').sockets.values()];
  }
}
