// The laws about what was said: how much of it is unread, and its pages.

/** @typedef {import('../page.mjs').Page} Page @typedef {import('../world.mjs').World} World */
/** @typedef {import('../conversations.mjs').Conversation} Conversation */

/**
 * Law 13. When all is at rest, a client that counts has as many unread messages in each conversation as others have sent
 * after the last that was read, on whichever device. A message counts when it is handed on; and a client that has not noticed
 * yet that its connection is dead can't know, nor one of which the server carries out a mark after it was given up.
 * @param {World} world
 */
export function judgeUnread({ pages, server }) {
  for (const page of pages) {
    const isUpToDate =
      page.isOpen && page.state === 'online' && page.isConnected && page.hasHandedOn && !page.reader.isDeceived;
    if (!page.action.counts || !isUpToDate) continue;
    for (const { way, toTarget, unread } of server.conversations.sessions(page.account)) {
      const counted = page.reader.unread({ way, toTarget });
      if (counted === unread) continue;
      page.world.breach(13, `${page.name} counts ${counted} unread of ${toTarget}, and there are ${unread}`);
    }
  }
}

/**
 * Law 14. The pages of a conversation, joined, have each message once, in order, and all that there were before the first
 * page was asked for.
 * @param {Page} page @param {Conversation} conversation @param {readonly string[]} ids @param {number} known
 */
export function judgePages({ world, name, account }, conversation, ids, known) {
  const history = world.server.conversations.history(account, conversation).map(({ messageId }) => messageId);
  const expected = history.slice(0, Math.max(known, ids.length));
  if (ids.join() !== expected.join())
    world.breach(
      14,
      `${name} was given ${ids.join()} as the pages of ${conversation.toTarget}, not ${expected.join()}`,
    );
}
