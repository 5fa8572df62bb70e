// What the modelled server knows of conversations: who said what, and up to where each account has read. Every account has
// its own view of them.

/** @typedef {import('./server.mjs').Message} Message @typedef {import('./wire.mjs').Form} Form */
/** @typedef {{ way: string, toTarget: string }} Conversation as one account names it */

export class Conversations {
  #messages;
  /** The serial of the last message that was read, by account and conversation. @type {Map<string, number>} */
  #read = new Map();

  /** @param {readonly Message[]} messages all that the server has accepted, in order */
  constructor(messages) {
    this.#messages = messages;
  }

  /** @param {string} account @param {Conversation} conversation @returns {Message[]} in order */
  history(account, conversation) {
    return this.#messages.filter((message) => isIn(message, account, conversation));
  }

  /** @param {string} account @param {Form} form @returns {Message[] | null} null for a message that nobody knows */
  page(account, { way, toTarget, before, limit = 50 }) {
    const history = this.history(account, { way: String(way), toTarget: String(toTarget) });
    if (before === undefined) return history.slice(-Number(limit));
    const end = history.findIndex(({ messageId }) => messageId === before);
    return end < 0 ? null : history.slice(Math.max(0, end - Number(limit)), end);
  }

  /** Those in which something was said, the latest first. @param {string} account */
  sessions(account) {
    /** @type {Map<string, Conversation & { lastMessage: Message }>} */
    const sessions = new Map();
    for (const message of this.#messages) {
      const conversation = conversationOf(message, account);
      if (conversation !== null) sessions.set(keyOf(account, conversation), { ...conversation, lastMessage: message });
    }
    return [...sessions.values()]
      .sort((left, right) => right.lastMessage.serial - left.lastMessage.serial)
      .map((session) => ({ ...session, unread: this.unread(account, session) }));
  }

  /** @param {string} account @param {Conversation} conversation @returns {number} messages of others after the last that was read */
  unread(account, conversation) {
    const read = this.#read.get(keyOf(account, conversation)) ?? -1;
    return this.history(account, conversation).filter(({ fromUser, serial }) => fromUser !== account && serial > read)
      .length;
  }

  /** @param {string} account @param {Form} form @returns {boolean} whether there is such a message */
  markRead(account, { way, toTarget, messageId }) {
    const conversation = { way: String(way), toTarget: String(toTarget) };
    const message = this.history(account, conversation).find((each) => each.messageId === messageId);
    if (message === undefined) return false;
    const key = keyOf(account, conversation);
    this.#read.set(key, Math.max(this.#read.get(key) ?? -1, message.serial));
    return true;
  }
}

/** @param {Message} message @param {string} account @returns {Conversation | null} null when it does not concern the account */
export function conversationOf({ way, fromUser, toTarget, addressees }, account) {
  if (fromUser !== account && !addressees.includes(account)) return null;
  return { way, toTarget: way === 'P2R' || fromUser === account ? toTarget : fromUser };
}

/** @param {Message} message @param {string} account @param {Conversation} conversation */
function isIn(message, account, { way, toTarget }) {
  const own = message.way === way ? conversationOf(message, account) : null;
  return own !== null && own.toTarget === toTarget;
}

/** @param {string} account @param {Conversation} conversation */
const keyOf = (account, { way, toTarget }) => `${account} ${way} ${toTarget}`;
