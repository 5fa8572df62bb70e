// What was said, and up to where it was read.

import { Code, Refusal, Violation, limitOf, requiredString, requiredWord, ways } from '../protocol.mjs';
import { conversationOf } from '../state.mjs';

/** @typedef {import('../protocol.mjs').Form} Form @typedef {import('../api.mjs').Method} Method */

/** @type {Method} */
export function listMessage(world, form, { auid }) {
  const conversation = conversationIn(world, form, auid);
  const limit = limitOf(form);
  const messages = world.state.history(auid, conversation);
  if (form['before'] === undefined) return messages.slice(-limit);
  // Also a recalled one may stand for a place.
  const before = world.state.messages.find(({ messageId }) => messageId === requiredString(form, 'before'));
  if (!before) throw new Refusal(Code.notFound, `message ${form['before']} does not exist`);
  return messages.filter(({ sendTime }) => sendTime < before.sendTime).slice(-limit);
}

/** @type {Method} */
export function listSession({ state }, form, { auid }) {
  const limit = limitOf(form);
  const { before = Infinity } = form;
  if (typeof before !== 'number') throw new Violation('before: milliseconds are required');
  /** @type {Map<string, { way: string, toTarget: string, lastMessage: import('../state.mjs').Message }>} */
  const sessions = new Map();
  for (const message of state.messages) {
    if (state.isRecalled(message) || !concerns(state, message, auid)) continue;
    const conversation = conversationOf(message, auid);
    sessions.set(`${conversation.way} ${conversation.toTarget}`, { ...conversation, lastMessage: message });
  }
  return [...sessions.values()]
    .filter(({ lastMessage }) => lastMessage.sendTime < before)
    .sort((a, b) => b.lastMessage.sendTime - a.lastMessage.sendTime)
    .slice(0, limit)
    .map((session) => ({ ...session, unread: state.unread(auid, session) }));
}

/** @type {Method} */
export function read(world, form, caller) {
  const { state, delivery } = world;
  const { auid } = caller;
  const conversation = conversationIn(world, form, auid);
  const messageId = requiredString(form, 'messageId');
  const messages = state.history(auid, conversation);
  const index = messages.findIndex((message) => message.messageId === messageId);
  if (index < 0) throw new Refusal(Code.notFound, `message ${messageId} is not in this conversation`);
  state.markRead(auid, conversation, messages.slice(0, index + 1));
  const { way, toTarget } = conversation;
  const others = way === 'P2P' ? [toTarget] : state.room(toTarget).members;
  delivery.tell([auid, ...others], 'READ', { way, toTarget, auid, messageId }, caller);
  return null;
}

/** @param {import('../api.mjs').World} world @param {Form} form @param {string} auid */
function conversationIn({ state }, form, auid) {
  const toTarget = requiredString(form, 'toTarget');
  const way = requiredWord(form, 'way', ways);
  if (way === 'P2P') state.user(toTarget);
  else if (!state.room(toTarget).members.has(auid)) throw new Refusal(Code.forbidden, `no member of ${toTarget}`);
  return { way, toTarget };
}

/** @param {import('../state.mjs').State} state @param {import('../state.mjs').Message} message @param {string} auid */
function concerns(state, { way, fromUser, toTarget }, auid) {
  return way === 'P2P' ? fromUser === auid || toTarget === auid : state.rooms.get(toTarget)?.members.has(auid) === true;
}
