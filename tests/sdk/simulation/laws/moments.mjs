// The laws that are judged at the moment when something happens: an attempt to send, an acknowledgement, a call of a
// handler. What only the end can tell is in outcome.mjs.

import { pingInterval, pingTimeout } from '../session.mjs';
import { recovery } from '../store.mjs';

/** @typedef {import('../page.mjs').Page} Page @typedef {import('../send.mjs').Send} Send @typedef {import('../server.mjs').Message} Message */

/**
 * Whether the store was in order for all that concerns a message of this page since then. A client may be busy for a
 * while with a fault that is over; a content that was damaged under a running client stays damaged for it.
 * @param {Page} page @param {number} time
 */
export function isStoreSound({ store, startedAt }, time) {
  return store.isSoundSince(time - recovery) && store.lastDamage < startedAt;
}

/**
 * Whether the program died so soon after a moment that its store may not know what happened then.
 * @param {Page} page @param {number} time
 */
export function diedSoonAfter({ diedAt, grace }, time) {
  return diedAt !== null && diedAt >= time && diedAt - time <= grace;
}

/**
 * Laws 1 and 2. A message is in the store before it is on the wire. Its page sends it while it lives; after that one
 * other page does. Nobody sends it after its caller has been told how it ended, unless the page ended right then: before
 * a slow store knew.
 * @param {Page} page @param {Send} send
 */
export function judgeAttempt(page, send) {
  const { world } = page;
  const owner = send.page;
  const breach = (/** @type {number} */ law, /** @type {string} */ text) =>
    world.breach(law, `${page.name} put send ${send.id} of ${owner.name} on the wire ${text}`);

  if (isStoreSound(page, send.at) && !page.store.holds(send.id)) breach(1, 'before it was in the store');
  // A page that is idle has rejected what it had, and a store out of order may have kept it all the same.
  const isLeft = send.state !== 'pending' && !isStoreSound(owner, send.at);
  if (page !== owner && owner.isAlive && owner.endedAt === null && !isLeft) breach(2, 'while that page was running');
  const heir = send.attempts.find((attempt) => attempt.page !== owner && attempt.page !== page)?.page;
  if (page !== owner && heir?.isOpen && isStoreSound(heir, heir.startedAt))
    breach(2, `while ${heir.name} was sending it`);
  const { discarded } = send;
  const isForgotten = discarded === null || diedSoonAfter(discarded.page, discarded.at);
  if (!isForgotten && isStoreSound(discarded.page, send.at)) breach(2, `after ${discarded.page.name} had discarded it`);
  if (send.state === 'pending') return;
  const isExcused = page !== owner && (diedSoonAfter(owner, send.settledAt) || !isStoreSound(owner, send.at));
  if (!isExcused) breach(2, `after it was ${send.state} (${send.error?.name ?? 'accepted'})`);
}

/** Law 12. What the outbox lists is not settled, and in the order of the calls. @param {Page} page @param {readonly Send[]} sends */
export function judgeList(page, sends) {
  /** @type {Map<string, number>} */
  const last = new Map();
  for (const { id, page: owner, state, target, at } of sends) {
    if (owner !== page) continue;
    const breach = (/** @type {string} */ text) => page.world.breach(12, `${page.name} lists send ${id} ${text}`);
    // A store out of order may have kept what was rejected.
    if (state !== 'pending' && isStoreSound(page, at)) breach(`after it was ${state}`);
    if (id < (last.get(target) ?? -1)) breach(`after send ${last.get(target)}, which was called later`);
    last.set(target, id);
  }
}

/** Law 6. Nothing is acknowledged that no handler has seen; an echo of what the account sent needs none. @param {Page} page @param {string} messageId */
export function judgeAck({ world, name, account }, messageId) {
  const message = world.server.messages.find((each) => each.messageId === messageId);
  if (message === undefined) return world.breach(6, `${name} acknowledged ${messageId}, which the server never had`);
  if (message.fromUser === account) return;
  const isSeen = world.pages.some((page) => page.account === account && page.shows.has(messageId));
  if (!isSeen) world.breach(6, `${name} acknowledged ${messageId}, which no handler of ${account} has seen`);
}

/**
 * Law 4. A page is shown a message once, in the server's order per conversation, and nothing that it sent itself; nor what
 * a page that had ended before had finished with. That page's store must have had the time to know, and be in order.
 * @param {Page} page @param {Message} message
 */
export function judgeShow(page, message) {
  const { world } = page;
  const { messageId, send } = message;
  const breach = (/** @type {string} */ text) =>
    world.breach(4, `${page.name} was shown ${messageId} (send ${send}) ${text}`);

  if (page.shows.has(messageId)) return breach('twice');
  if (world.sends[send]?.page === page) world.breach('echo', `${page.name} was shown its own send ${send}`);
  const later = [...page.shows.values()].find(
    (show) => show.message.serial > message.serial && conversationOf(show.message) === conversationOf(message),
  );
  if (later !== undefined) breach(`after ${later.message.messageId}, which the server pushed later`);
  for (const earlier of world.pages) {
    if (earlier.account !== page.account || earlier.endedAt === null || earlier.endedAt > page.startedAt) continue;
    const doneAt = earlier.shows.get(messageId)?.doneAt ?? Infinity;
    const isKnown = earlier.grace === 0 ? doneAt < earlier.endedAt : doneAt <= earlier.endedAt - earlier.grace;
    if (isKnown && isStoreSound(page, earlier.startedAt))
      return breach(`which ${earlier.name}, ended before, had finished with`);
  }
}

/** @param {Message} message */
const conversationOf = ({ way, fromUser, toTarget }) =>
  way === 'P2R' ? `room ${toTarget}` : `${fromUser} ${toTarget}`;

/** Law 8. One cause is not reported twice in 10 seconds, unless the client got online in between,
 * or the clock by which it counts jumped. @param {Page} page
 * @param {Page['errors'][number]} error */
export function judgeError({ world, name, errors, onlineSerial }, error) {
  const last = errors.findLast(
    (each) => each.name === error.name && each.message === error.message && each.thrown === error.thrown,
  );
  if (last === undefined || error.at - last.at >= 10_000) return;
  if (onlineSerial > last.serial || world.jumpSerial > last.serial) return;
  world.breach(8, `${name} reported "${error.name}: ${error.message}" twice within ${error.at - last.at} ms`);
}

/** Law 9. A client that says it is online has a server, or finds out within its ping interval and time-out: and a little,
 * because a ping may have been on its way when the server went. @param {Page} page @param {number} duration */
export function judgeClosed({ world, name }, duration) {
  const limit = pingInterval + pingTimeout + 1000 + 3500;
  if (duration > limit) world.breach(9, `${name} was "online" for ${duration} ms without a server`);
}

/** Law 9. A client that is to wait for its first connection gives up only when it is told to, or turned away. @param {Page} page
 * @param {import('../sdk.mjs').Failure} error */
export function judgeWait(page, error) {
  const isTold = page.endedAt !== null || error.name === 'LoginRefusedError';
  if (!isTold)
    page.world.breach(9, `${page.name}: connect({ wait: true }) gave up with ${error.name}: ${error.message}`);
}
