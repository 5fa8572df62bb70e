// The laws that only the end can tell: what became of every message.

import { diedSoonAfter, isStoreSound } from './moments.mjs';

/** @typedef {import('../world.mjs').World} World @typedef {import('../page.mjs').Page} Page @typedef {import('../send.mjs').Send} Send */

/** Bytes that a message may cost in the store beside its own size, and what a run of a program costs by itself. */
const bytesPerMessage = 6 * 1024;
const bytesPerRun = 24 * 1024;

/** Tries that are answered badly until the outcome of a message counts as unknown. */
const mostTries = 8;

/** @param {World} world everything is judged, and what is wrong noted in it */
export function judgeOutcome(world) {
  for (const send of world.sends) judgeSend(world, send);
  for (const page of world.pages) judgeOrder(world, page);
  for (const page of world.pages) judgeBytes(world, page);
  for (const message of world.server.messages) judgeArrival(world, message);
  for (const page of world.pages) page.connectionChanged();
}

/**
 * Law 1. A message ends in exactly one of: accepted once, rejected to its caller, reported by an heir.
 * @param {World} world @param {Send} send
 */
function judgeSend(world, send) {
  const { id, page, state, accepted, error } = send;
  const breach = (/** @type {number} */ law, /** @type {string} */ text) =>
    world.breach(law, `send ${id} of ${page.name} ${text}`);
  if (accepted.length > 1) breach(1, `was accepted ${accepted.length} times`);
  if (send.clientMessageIds.size > 1) breach(1, `went under ${send.clientMessageIds.size} ids`);
  if (accepted.length > 0 && isRisen(send))
    breach(2, 'was discarded before it was on the wire, and accepted all the same');
  if (state === 'resolved' && accepted.length === 0) breach(1, 'was resolved and is not at the server');
  if (state === 'rejected' && error !== null) judgeRejection(send, breach);
  if (state === 'pending' && page.isAlive) breach(1, 'was never settled');
  if (state === 'pending' && !page.isAlive && isLost(world, send)) breach(1, 'was lost with its page');
}

/**
 * Whether nobody knows of a message whose page died. It is no loss when the page died before its asynchronous store
 * could confirm the message, which was not on the wire then, or when the store failed; nor when its fate was known, and
 * the page died between the message's leaving the store and the word to its caller.
 * @param {World} world @param {Send} send
 */
export function isLost(world, send) {
  const { page, attempts, accepted, at } = send;
  // What a program has discarded it knows of.
  if (accepted.length > 0 || isReported(world, send) || send.discarded !== null) return false;
  if (!isStoreSound(page, at)) return false;
  if (attempts.length === 0 && (diedSoonAfter(page, at) || diedWhileStarting(page))) return false;
  return !isDecided(send);
}

/** Whether a page died before a slow store had told it which part of it is the page's. @param {Page} page */
const diedWhileStarting = ({ diedAt, startedAt, grace }) => diedAt !== null && diedAt - startedAt <= 2 * grace;

/** Whether it was discarded before anybody had sent it, by a page that could tell its store. @param {Send} send */
function isRisen({ discarded, attempts, at }) {
  if (discarded === null || attempts.some(({ serial }) => serial < discarded.serial)) return false;
  return isStoreSound(discarded.page, at) && !diedSoonAfter(discarded.page, discarded.at);
}

/** Milliseconds within which an attempt is answered, and its answer dealt with. */
const longestAnswer = 4000;

/** Whether it was to be rejected just when the page died. @param {Send} send */
function isDecided({ page, plan, givenUpAt, attempts }) {
  const ends = [givenUpAt, page.closedAt ?? Infinity, page.connectFailedAt ?? Infinity];
  if (ends.some((end) => diedSoonAfter(page, end))) return true;
  const last = attempts.at(-1);
  if (plan === undefined || last === undefined) return false;
  const { diedInTurn, diedAt } = last.page;
  return diedInTurn || (diedAt !== null && diedAt - last.at < longestAnswer);
}

/** Whether a page that sent the message for a dead one has reported a failure since. @param {World} world @param {Send} send */
function isReported(world, { page: owner, attempts }) {
  return world.pages.some((page) => {
    const first = attempts.find((attempt) => attempt.page === page);
    if (page === owner || first === undefined) return false;
    return page.errors.some(({ name, serial }) => serial > first.serial && failures.has(name));
  });
}

const failures = new Set(['RefusedError', 'OutcomeUnknownError', 'SessionExpiredError']);

/**
 * Laws 1 and 2. A rejection has a reason that there was; what is rejected before it was on the wire is not accepted.
 * @param {Send} send @param {(law: number, text: string) => void} breach
 */
function judgeRejection(send, breach) {
  const { page, plan, error, attempts, accepted, badAnswers, settledSerial, isTimed, isAborted, discarded } = send;
  const name = error?.name ?? '';
  const { actions } = page.world.schedule;
  /** @type {Record<string, boolean>} */
  const reasons = {
    AbortError: isAborted || discarded !== null,
    TimeoutError: isTimed,
    RefusedError: plan === 'refused' || plan === 'refusedEcho',
    OutcomeUnknownError: attempts.length >= mostTries && badAnswers > 0,
    StateError: page.endedAt !== null || typeof page.connected === 'object',
    KickedError: page.isKicked,
    LoginRefusedError: actions.some((action) => action.do === 'fault' && action.kind === 'refuseLogin'),
    SessionExpiredError: actions.some((action) => action.do === 'expire'),
  };
  if (reasons[name] !== true) breach(1, `was rejected without a reason: ${name}: ${error?.message}`);
  const wasSent = attempts.some(({ serial }) => serial < settledSerial);
  const isExcused = !isStoreSound(page, send.at) || diedSoonAfter(page, send.settledAt);
  if (accepted.length > 0 && !wasSent && !isExcused)
    breach(2, `was rejected (${name}) before it was on the wire, and accepted all the same`);
}

/**
 * Law 3. What a page sent to one target and was not rejected was accepted in the order of the calls. What was given up
 * lets the next one go before its caller knows: a page that dies in between leaves it to an heir.
 * @param {World} world @param {Page} page
 */
function judgeOrder(world, page) {
  /** @type {Map<string, Send>} */
  const last = new Map();
  for (const send of world.sends) {
    if (send.page !== page || send.state === 'rejected' || send.accepted.length === 0) continue;
    if (!page.isAlive && !isStoreSound(page, send.at)) continue;
    if (diedSoonAfter(page, send.givenUpAt)) continue;
    const before = last.get(send.target);
    if (before !== undefined && serialOf(before) > serialOf(send))
      world.breach(
        3,
        `send ${send.id} of ${page.name} was accepted before send ${before.id}, which was called earlier`,
      );
    last.set(send.target, send);
  }
}

/** @param {Send} send */
const serialOf = ({ accepted }) => accepted[0]?.message.serial ?? -1;

/**
 * Law 10. What a page wrote to its store is bounded by the messages that it had to do with.
 * @param {World} world @param {Page} page
 */
function judgeBytes(world, page) {
  let allowed = bytesPerRun + bytesPerMessage * (page.shows.size + page.logins);
  for (const send of world.sends) {
    const isItsOwn = send.page === page || send.attempts.some((attempt) => attempt.page === page);
    if (isItsOwn) allowed += bytesPerMessage + 4 * send.size;
  }
  if (page.bytesWritten > allowed)
    world.breach(
      10,
      `${page.name} wrote ${page.bytesWritten} bytes to its store, ${allowed} are enough for its messages`,
    );
}

/**
 * Law 5. Every message that the server accepted was shown to a handler of each addressee, and acknowledged.
 * @param {World} world @param {import('../server.mjs').Message} message
 */
function judgeArrival(world, { messageId, send, addressees }) {
  for (const account of addressees) {
    const isShown = world.pages.some((page) => page.account === account && page.shows.has(messageId));
    if (!isShown) world.breach(5, `${messageId} (send ${send}) was never shown to ${account}`);
  }
  for (const account of world.accounts)
    if (world.server.pending(account).some((message) => message.messageId === messageId))
      world.breach(5, `${messageId} (send ${send}) was never acknowledged by ${account}`);
}
