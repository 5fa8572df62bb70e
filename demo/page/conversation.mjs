// One conversation: what was said, what is on its way, and how far it is loaded and read.

/**
 * @typedef {object} Entry
 * @property {string} id the same as long as the entry lives
 * @property {string} messageId '' until the server has taken it
 * @property {string} clientMessageId
 * @property {string} fromUser @property {string} type @property {any} body
 * @property {number} time Infinity until the server has taken it
 * @property {'here' | 'waiting' | 'failed' | 'recalled'} state
 * @property {number} [progress] of an upload, per cent
 * @property {() => void} [cancel] of an upload
 */

export class Conversation {
  /** In the order of time; what waits is last. @type {Entry[]} */
  entries = [];
  /** Up to which message somebody has read, by auid. @type {Map<string, string>} */
  readUpTo = new Map();
  isLoaded = false;
  hasMore = true;
  /** The last message, as the list shows it, before the conversation is loaded. @type {object | null} */
  last = null;
  #pages;

  /** @param {any} client @param {{ user: string } | { room: string }} target */
  constructor(client, target) {
    this.client = client;
    this.target = target;
    this.isRoom = 'room' in target;
    this.key = this.isRoom ? `room ${target.room}` : `user ${target.user}`;
    this.#pages = client.history(target, { limit: 30 });
  }

  /** The latest message that the server has. */
  get latest() {
    const there = this.entries.filter(({ messageId }) => messageId !== '');
    return there[there.length - 1] ?? this.last;
  }

  /** Loads the next page back. */
  async loadEarlier() {
    const { done, value } = await this.#pages.next();
    this.isLoaded = true;
    this.hasMore = !done && value.length === 30;
    for (const message of value ?? []) this.add(message);
  }

  /** After a loss: what came while nobody listened, or was sent by another device. */
  async loadLatest() {
    const { value } = await this.client.history(this.target, { limit: 30 }).next();
    for (const message of value ?? []) this.add(message);
  }

  /** A message of the server's, new or known. @param {any} message @returns {Entry} */
  add({ messageId, clientMessageId, fromUser, type, body, sendTime }) {
    const known = this.entries.find(
      (entry) =>
        entry.messageId === messageId ||
        (entry.messageId === '' && entry.clientMessageId === clientMessageId && entry.fromUser === fromUser),
    );
    const entry = known ?? { id: messageId, clientMessageId, fromUser, state: 'here' };
    if (entry.state === 'recalled') return entry;
    Object.assign(entry, { messageId, type, body, time: sendTime, state: 'here' });
    if (known === undefined) this.entries.push(entry);
    this.#sort();
    return entry;
  }

  /** A message that is on its way. @param {Partial<Entry>} entry @returns {Entry} */
  addWaiting(entry) {
    const made = { id: `own ${entry.clientMessageId}`, messageId: '', time: Infinity, state: 'waiting', ...entry };
    this.entries.push(made);
    return made;
  }

  /** @param {Entry} entry @param {{ messageId: string, sendTime: number }} receipt */
  sent(entry, { messageId, sendTime }) {
    Object.assign(entry, { messageId, time: sendTime, state: 'here', progress: undefined, cancel: undefined });
    this.#sort();
  }

  /** @param {Entry} entry */
  remove(entry) {
    this.entries = this.entries.filter((each) => each !== entry);
  }

  /** @param {string} messageId */
  recalled(messageId) {
    for (const entry of this.entries) if (entry.messageId === messageId) entry.state = 'recalled';
  }

  /** Somebody has read up to a message; of one's own it may be known before its receipt. @param {string} auid @param {string} messageId */
  readBy(auid, messageId) {
    this.readUpTo.set(auid, messageId);
  }

  /** @param {Entry} entry */
  isRead({ time }) {
    const marks = [...this.readUpTo.values()];
    return this.entries.some((entry) => marks.includes(entry.messageId) && time <= entry.time);
  }

  #sort() {
    this.entries.sort((a, b) => (a.time === b.time ? 0 : a.time - b.time));
  }
}
