// What the server remembers: users, rooms, messages, mailboxes, files. In memory, and apart from the listeners,
// so that a restart of the server loses nothing.

import { EventEmitter } from 'node:events';
import { Code, Refusal } from './protocol.mjs';

/** @typedef {{ auid: string, token: string, profile: Record<string, unknown> }} User `token` is the account's password */
/** @typedef {{ rid: string, name: string, owner: string, members: Set<string> }} Room */
/**
 * @typedef {object} Message
 * @property {string} messageId the server's name for it; increases with acceptance
 * @property {string} clientMessageId the sender's name for it
 * @property {string} fromUser @property {string} toTarget an auid (P2P) or a room's id (P2R)
 * @property {string} way @property {string} type @property {unknown} body
 * @property {number} sendTime milliseconds since 1970
 */
/** @typedef {{ id: string, name: string, type: string, bytes: Buffer }} StoredFile */

export class State {
  /** @type {Map<string, User>} */
  users = new Map();
  /** @type {Map<string, Room>} */
  rooms = new Map();
  /** Every message accepted, in order. @type {Message[]} */
  messages = [];
  /** Undelivered messages by addressee, oldest first. @type {Map<string, Message[]>} */
  #mailboxes = new Map();
  /** @type {Map<string, Message>} */
  #bySender = new Map();
  /** @type {Map<string, Set<string>>} */
  #addressed = new Map();
  /** @type {Map<string, StoredFile>} */
  files = new Map();
  /** Who wants to know when a user comes and goes: watched auid → watchers. @type {Map<string, Set<string>>} */
  monitors = new Map();
  /** Emits `accepted` for each message, `acknowledged` for each that leaves a mailbox, `loggedIn` and `turnedAway` for
   * each connection that was. */
  changes = new EventEmitter();
  /** How many sends were of a message that was accepted before. */
  known = 0;
  #serial = 0;

  constructor() {
    // Any number of tests may wait at once.
    this.changes.setMaxListeners(0);
  }

  /** @param {string} prefix @returns {string} an id that this server never gave before */
  nextId(prefix) {
    this.#serial += 1;
    return `${prefix}${this.#serial}`;
  }

  /** @param {string} auid @returns {User} */
  user(auid) {
    const user = this.users.get(auid);
    if (!user) throw new Refusal(Code.notFound, `user ${auid} does not exist`);
    return user;
  }

  /** @param {string} rid @returns {Room} */
  room(rid) {
    const room = this.rooms.get(rid);
    if (!room) throw new Refusal(Code.notFound, `room ${rid} does not exist`);
    return room;
  }

  /**
   * Accepts a message, or recognises one that was accepted before: the same sender and `clientMessageId` is the
   * same message, however often it is sent.
   * @param {Omit<Message, 'messageId' | 'sendTime'>} draft @param {readonly string[]} addressees
   * @returns {{ message: Message, isNew: boolean }}
   */
  accept(draft, addressees) {
    const key = JSON.stringify([draft.fromUser, draft.clientMessageId]);
    const known = this.#bySender.get(key);
    if (known) {
      this.known += 1;
      return { message: known, isNew: false };
    }
    const message = { ...draft, messageId: this.nextId('m'), sendTime: Date.now() };
    this.#bySender.set(key, message);
    this.messages.push(message);
    this.#addressed.set(message.messageId, new Set(addressees));
    for (const auid of addressees) this.#mailbox(auid).push(message);
    this.changes.emit('accepted');
    return { message, isNew: true };
  }

  /** Who has gone watches nobody any more. @param {string} auid */
  forgetWatcher(auid) {
    for (const watchers of this.monitors.values()) watchers.delete(auid);
  }

  /** @param {string} auid @returns {readonly Message[]} what `auid` has not acknowledged yet, oldest first */
  pending(auid) {
    return this.#mailbox(auid);
  }

  /** Takes a message out of a mailbox; acknowledging twice is harmless, because messages may be repeated.
   * @param {string} auid @param {string} messageId @returns {boolean} whether `auid` was ever sent that message */
  acknowledge(auid, messageId) {
    if (!this.#addressed.get(messageId)?.has(auid)) return false;
    const mailbox = this.#mailbox(auid);
    const index = mailbox.findIndex((message) => message.messageId === messageId);
    if (index >= 0) {
      mailbox.splice(index, 1);
      this.changes.emit('acknowledged');
    }
    return true;
  }

  /** @param {string} auid @returns {Message[]} */
  #mailbox(auid) {
    let mailbox = this.#mailboxes.get(auid);
    if (!mailbox) this.#mailboxes.set(auid, (mailbox = []));
    return mailbox;
  }
}
