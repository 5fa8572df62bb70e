// The switches and the questions that a test may put to the server. Each takes one plain object and gives plain data,
// so that a host can carry them into a browser or an engine without a Node of its own.

import { once } from 'node:events';
import { methods } from './api.mjs';
import { Topic } from './protocol.mjs';
import { cut, sendFrame, silence } from './socket.mjs';

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
  #listeners;
  /** Connections that were silenced: nothing but a cut ends them. @type {Set<import('socket.io').Socket>} */
  #silent = new Set();

  /** @param {import('./api.mjs').World} world
   * @param {{ sockets: () => import('socket.io').Server, restart: () => Promise<void>, openSideDoor: () => Promise<number> }} listeners */
  constructor(world, listeners) {
    this.#world = world;
    this.#listeners = listeners;
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

  /** Sets any of the switches of faults.mjs. @param {Partial<Record<keyof import('./faults.mjs').Faults, number | boolean>>} switches */
  setFaults(switches) {
    for (const [name, value] of Object.entries(switches)) {
      const current = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this.#world.faults))[name];
      if (typeof current !== typeof value || typeof current === 'function')
        throw new TypeError(`no such fault: ${name} = ${value}`);
      Object.assign(this.#world.faults, { [name]: value });
    }
    this.#world.delivery.release();
  }

  /** The next requests of a path are answered with this. @param {import('./canned_answers.mjs').Canned} answer */
  answerNext(answer) {
    this.#world.canned.add(answer);
  }

  /** Resolves once all of a counted fault, or of `answerNext` for a path, have struck.
   * @param {{ fault: import('./faults.mjs').Counted } | { path: string }} which */
  async usedUp(which) {
    if ('fault' in which) await this.#world.faults.usedUp(which.fault);
    else await this.#world.canned.usedUp(which.path);
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

  /** Sends a frame as it is to a user's connections: text of engine.io, such as `44{"message":"no"}`.
   * @param {{ auid: string, frame: string }} what @returns {number} to how many */
  sendFrame({ auid, frame }) {
    const sockets = this.#socketsOf(auid);
    for (const socket of sockets) sendFrame(socket, frame);
    return sockets.length;
  }

  /** A user's connections stay open, and nothing comes over them any more, not even a ping. @param {{ auid: string }} of @returns {number} how many */
  silence({ auid }) {
    const sockets = this.#socketsOf(auid);
    for (const socket of sockets) {
      silence(socket);
      this.#silent.add(socket);
      this.#world.delivery.leave(auid, socket);
    }
    return sockets.length;
  }

  /** One more port for socket.io, which no fault closes: who comes that way is let in. @returns {Promise<number>} the port */
  openSideDoor() {
    return this.#listeners.openSideDoor();
  }

  /** Closes both listeners and every connection, and listens again on the same ports with the same state. */
  async restart() {
    this.#cutSilent();
    await this.#listeners.restart();
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

  /** @param {{ auid: string }} of @returns {import('./state.mjs').Message[]} the messages that wait for an acknowledgement */
  pendingMessages({ auid }) {
    return [...this.#world.state.pending(auid)];
  }

  /** Resolves once nothing waits for an acknowledgement any more. @param {{ auid: string }} of */
  async allAcknowledged({ auid }) {
    while (this.pending({ auid }) > 0) await once(this.#world.state.changes, 'acknowledged');
  }

  /** Resolves once a user's connections have acknowledged a message so often. @param {{ auid: string, messageId: string, count: number }} which */
  async acknowledged({ auid, messageId, count }) {
    const { state } = this.#world;
    while (state.acknowledgements(auid, messageId) < count) await once(state.changes, 'acknowledged');
  }

  /** Resolves once the server has accepted so many messages of a user. @param {{ auid: string, count: number }} which */
  async accepted({ auid, count }) {
    const { state } = this.#world;
    while (state.messages.filter(({ fromUser }) => fromUser === auid).length < count)
      await once(state.changes, 'accepted');
  }

  /** Resolves when the next connection is turned away. */
  async turnedAway() {
    await once(this.#world.state.changes, 'turnedAway');
  }

  /** @returns {number} how many sends were of a message that was accepted before */
  knownSends() {
    return this.#world.state.known;
  }

  /** Resolves once a user's connections have logged in so many times. @param {{ auid: string, count: number }} which
   * @returns {Promise<readonly number[]>} when each did, milliseconds since 1970 */
  async loggedIn({ auid, count }) {
    const { delivery, state } = this.#world;
    while (delivery.loginsOf(auid).length < count) await once(state.changes, 'loggedIn');
    return delivery.loginsOf(auid);
  }

  /** Switches all faults off. */
  clearFaults() {
    this.#world.faults.clear();
    this.#world.canned.clear();
    this.#world.delivery.release();
    this.#cutSilent();
  }

  /** @returns {number} how many files were uploaded since the start */
  uploads() {
    return this.#world.state.files.size;
  }

  /** @returns {import('./state.mjs').Message[]} every message accepted, oldest first */
  messages() {
    return [...this.#world.state.messages];
  }

  /** What a user reads on a device that is not there. @param {{ auid: string, way: string, toTarget: string, messageId: string }} what */
  read({ auid, ...form }) {
    return methods.get('history_message/read')?.(this.#world, form, { auid });
  }

  /** Makes a message older. @param {{ messageId: string, ms: number }} which */
  age({ messageId, ms }) {
    this.#world.state.message(messageId).sendTime -= ms;
  }

  /** @returns {import('./journal.mjs').Journal['served']} how often each `resource/method` was answered with success, by transport */
  served() {
    return this.#world.journal.served;
  }

  /** @returns {number} how many JWTs were issued since the start */
  tokensIssued() {
    return this.#world.tokens.issued;
  }

  /** Nothing else would end them. */
  #cutSilent() {
    this.#silent.forEach(cut);
    this.#silent.clear();
  }

  /** @param {string} [auid] */
  #socketsOf(auid) {
    if (auid !== undefined) return this.#world.delivery.socketsOf(auid);
    return [...this.#listeners.sockets().of('/').sockets.values()];
  }
}
