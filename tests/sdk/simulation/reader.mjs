// What a page does with the conversations of its client: it counts what is unread, marks as read, and turns pages of the past.

import { conversationOf } from './conversations.mjs';
import { judgePages } from './laws/conversations.mjs';
import { room } from './server.mjs';

/** @typedef {import('./page.mjs').Page} Page @typedef {import('./sdk.mjs').Client} Client */
/** @typedef {import('./sdk.mjs').Failure} Failure @typedef {import('./conversations.mjs').Conversation} Conversation */

/** Tries of one page that fail until the program gives up. */
const mostTries = 3;

export class Reader {
  #page;
  #client;
  /** The marks of which the program was told that nobody knows what became of them. @type {Set<string>} */
  #given = new Set();
  /** Whether the server has carried out such a mark after that: the program can't know. */
  isDeceived = false;

  /** @param {Page} page @param {Client} client */
  constructor(page, client) {
    this.#page = page;
    this.#client = client;
    if (page.action.counts) client.unread.onChange(() => {});
  }

  /** @param {Conversation} conversation */
  unread(conversation) {
    return this.#client.unread.of(targetOf(conversation));
  }

  /** Marks up to one of the messages that the page was shown. @param {number} pick */
  markRead(pick) {
    const page = this.#page;
    const shows = [...page.shows.values()];
    const { message } = shows[pick % shows.length] ?? {};
    const conversation = message && conversationOf(message, page.account);
    if (message === undefined || !conversation) return;
    page.world.note(page.name, `has read up to ${message.messageId}`);
    page.run(() => {
      this.#client.markRead(targetOf(conversation), message.messageId).catch((/** @type {Failure} */ error) => {
        this.#given.add(message.messageId);
        page.noteText('an error', error.message);
      });
    });
  }

  /** The server carries out a mark of this page. @param {string} messageId */
  marked(messageId) {
    if (this.#given.has(messageId)) this.isDeceived = true;
  }

  /** Turns the pages of one conversation, from the latest back to the beginning. @param {number} pick @param {number} limit */
  turnPages(pick, limit) {
    const page = this.#page;
    const { world, account } = page;
    const others = world.accounts.filter((each) => each !== account);
    const toTarget = [...others, room][pick % (others.length + 1)] ?? room;
    const conversation = { way: toTarget === room ? 'P2R' : 'P2P', toTarget };
    const known = world.server.conversations.history(account, conversation).length;
    world.note(page.name, `turns the pages of ${toTarget}, ${limit} messages each`);
    page.run(() => void this.#turn(conversation, limit, known));
  }

  /** @param {Conversation} conversation @param {number} limit @param {number} known messages that there were before */
  async #turn(conversation, limit, known) {
    const page = this.#page;
    const pages = this.#client.history(targetOf(conversation), { limit });
    /** @type {string[]} */
    const ids = [];
    for (let tries = 0; tries < mostTries; ) {
      try {
        const { done, value } = await pages.next();
        if (!page.isAlive) return;
        if (done) return judgePages(page, conversation, ids, known);
        ids.unshift(...value.map(({ messageId }) => messageId));
        tries = 0;
      } catch (error) {
        tries += 1;
        page.noteText('an error', /** @type {Failure} */ (error).message);
      }
    }
  }
}

/** @param {Conversation} conversation */
const targetOf = ({ way, toTarget }) => (way === 'P2R' ? { room: toTarget } : { user: toTarget });
