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
/** Of one user, auids in the order of their adding. @typedef {{ friends: Set<string>, blacklist: Set<string>, muted: Set<string> }} Relations */
/** As one user sees it: an auid or a room's id. @typedef {{ way: string, toTarget: string }} Conversation */

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
  /** Who may acknowledge a message: its addressees and its sender. @type {Map<string, Set<string>>} */
  #addressed = new Map();
  /** What its sender has taken back, by messageId. @type {Set<string>} */
  #recalled = new Set();
  /** What a user has not read yet, by conversation. @type {Map<string, Map<string, Set<string>>>} */
  #unread = new Map();
  /** Who is what to whom. @type {Map<string, Relations>} */
  #relations = new Map();
  /** How often each user has acknowledged each message. @type {Map<string, number>} */
  #acknowledgements = new Map();
  #lastSendTime = 0;
  /** @type {Map<string, StoredFile>} */
  files = new Map();
  /** Who wants to know when a user comes and goes: watched auid → watchers. @type {Map<string, Set<string>>} */
  monitors = new Map();
  /** Emits `accepted` for each message, `acknowledged` for each acknowledgement, `loggedIn` and `turnedAway` for
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

  /** @param {string} auid @returns {Relations} */
  relationsOf(auid) {
    let relations = this.#relations.get(auid);
    if (!relations) {
      relations = { friends: new Set(), blacklist: new Set(), muted: new Set() };
      this.#relations.set(auid, relations);
    }
    return relations;
  }

  /** @param {string} messageId @returns {Message} one that is not recalled */
  message(messageId) {
    const message = this.messages.find((candidate) => candidate.messageId === messageId);
    if (!message || this.isRecalled(message)) throw new Refusal(Code.notFound, `message ${messageId} does not exist`);
    return message;
  }

  /**
   * Accepts a message, or recognises one that was accepted before: the same sender and `clientMessageId` is the
   * same message, however often it is sent.
   * @param {Omit<Message, 'messageId' | 'sendTime'>} draft
   * @param {() => readonly string[]} addresseesOf of a message that is new; throws when it may not be sent
   * @returns {{ message: Message, isNew: boolean }}
   */
  accept(draft, addresseesOf) {
    const key = JSON.stringify([draft.fromUser, draft.clientMessageId]);
    const known = this.#bySender.get(key);
    if (known) {
      this.known += 1;
      return { message: known, isNew: false };
    }
    const addressees = addresseesOf();
    // Clients page by it: no two messages share a time.
    this.#lastSendTime = Math.max(Date.now(), this.#lastSendTime + 1);
    const message = { ...draft, messageId: this.nextId('m'), sendTime: this.#lastSendTime };
    this.#bySender.set(key, message);
    this.messages.push(message);
    this.#addressed.set(message.messageId, new Set([...addressees, draft.fromUser]));
    for (const auid of addressees) {
      this.#mailbox(auid).push(message);
      if (auid !== draft.fromUser && !this.relationsOf(auid).muted.has(draft.fromUser))
        this.#unreadIn(auid, conversationOf(message, auid)).add(message.messageId);
    }
    this.changes.emit('accepted');
    return { message, isNew: true };
  }

  /** @param {string} messageId @returns {string[]} the message's addressees, and its sender */
  addressed(messageId) {
    return [...(this.#addressed.get(messageId) ?? [])];
  }

  /** Takes a message back: it is in no mailbox and no history any more. @param {Message} message */
  recall({ messageId }) {
    this.#recalled.add(messageId);
    for (const auid of this.addressed(messageId)) {
      this.acknowledge(auid, messageId);
      for (const unread of this.#unread.get(auid)?.values() ?? []) unread.delete(messageId);
    }
  }

  /** @param {Message} message */
  isRecalled({ messageId }) {
    return this.#recalled.has(messageId);
  }

  /** What is said in a conversation, as one user sees it, oldest first. @param {string} auid @param {Conversation} conversation */
  history(auid, conversation) {
    const key = keyOf(conversation);
    return this.messages.filter((message) => {
      if (this.isRecalled(message)) return false;
      if (message.way === 'P2P' && message.fromUser !== auid && message.toTarget !== auid) return false;
      return keyOf(conversationOf(message, auid)) === key;
    });
  }

  /** @param {string} auid @param {Conversation} conversation @returns {number} */
  unread(auid, conversation) {
    return this.#unreadIn(auid, conversation).size;
  }

  /** @param {string} auid @param {Conversation} conversation @param {readonly Message[]} messages */
  markRead(auid, conversation, messages) {
    const unread = this.#unreadIn(auid, conversation);
    for (const { messageId } of messages) unread.delete(messageId);
  }

  /** Who has gone watches nobody any more. @param {string} auid */
  forgetWatcher(auid) {
    for (const watchers of this.monitors.values()) watchers.delete(auid);
  }

  /** @param {string} auid @param {string} messageId @returns {number} */
  acknowledgements(auid, messageId) {
    return this.#acknowledgements.get(`${auid} ${messageId}`) ?? 0;
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
    if (index >= 0) mailbox.splice(index, 1);
    this.#acknowledgements.set(`${auid} ${messageId}`, this.acknowledgements(auid, messageId) + 1);
    this.changes.emit('acknowledged');
    return true;
  }

  /** @param {string} auid @param {Conversation} conversation @returns {Set<string>} messageIds */
  #unreadIn(auid, conversation) {
    const own = this.#unread.get(auid) ?? new Map();
    this.#unread.set(auid, own);
    const key = keyOf(conversation);
    const unread = own.get(key) ?? new Set();
    own.set(key, unread);
    return unread;
  }

  /** @param {string} auid @returns {Message[]} */
  #mailbox(auid) {
    let mailbox = this.#mailboxes.get(auid);
    if (!mailbox) this.#mailboxes.set(auid, (mailbox = []));
    return mailbox;
  }
}

/** Where a message stands for somebody whom it concerns. @param {Message} message @param {string} auid @returns {Conversation} */
export const conversationOf = ({ way, fromUser, toTarget }, auid) => ({
  way,
  toTarget: way === 'P2P' && fromUser !== auid ? fromUser : toTarget,
});

/** @param {Conversation} conversation */
const keyOf = ({ way, toTarget }) => `${way} ${toTarget}`;
