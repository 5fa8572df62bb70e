// What each API method does. One table for both transports: the fronts decode, this decides.

import {
  Code,
  Refusal,
  Violation,
  messageTypes,
  requiredString,
  requiredStrings,
  requiredWord,
  ways,
} from './protocol.mjs';

/** @typedef {import('./protocol.mjs').Form} Form */
/** @typedef {{ state: import('./state.mjs').State, tokens: import('./tokens.mjs').Tokens, faults: import('./faults.mjs').Faults,
 *   canned: import('./canned_answers.mjs').CannedAnswers, delivery: import('./delivery.mjs').Delivery, journal: import('./journal.mjs').Journal, appKey: string }} World */
/** @typedef {(world: World, form: Form, caller: string) => unknown} Method `caller` is the auid that asks */

/** What a user may say about oneself. */
const profileFields = ['nickname', 'sex', 'avatar', 'signature', 'mobile', 'email'];

/** The one request that needs no token. */
export const loginPath = 'connection/authority/request';
export const sendPath = 'upstream_message/send';
export const acknowledgePath = 'upstream_message/sendack_toserver';

/** @param {World} world @param {Form} form @returns {Promise<string>} the JWT */
async function login({ state, tokens, faults, appKey }, form) {
  const auid = requiredString(form, 'auid');
  const token = requiredString(form, 'token');
  const key = requiredString(form, 'appKey');
  if (faults.refuseLogin) throw new Refusal(Code.forbidden, 'logins are refused at present');
  if (key !== appKey) throw new Refusal(Code.forbidden, 'unknown app key');
  if (state.users.get(auid)?.token !== token) throw new Refusal(Code.forbidden, 'wrong auid or token');
  return tokens.issue(auid);
}

/** @param {World} world @param {Form} form @param {string} caller */
function send({ state, delivery, journal, faults }, form, caller) {
  const draft = {
    clientMessageId: requiredString(form, 'clientMessageId'),
    fromUser: requiredString(form, 'fromUser'),
    toTarget: requiredString(form, 'toTarget'),
    way: requiredWord(form, 'way', ways),
    type: requiredWord(form, 'type', messageTypes),
    body: form['body'],
  };
  if (draft.body === undefined || draft.body === null) throw new Violation('body: required');
  if (draft.fromUser !== caller) throw new Violation(`fromUser: ${caller} can't send as ${draft.fromUser}`);
  if (form['formUser'] !== draft.fromUser) throw new Violation('formUser: must repeat fromUser for 1.01 servers');

  if (faults.refuseSends !== 0) {
    const echo = faults.echoBodies ? `: ${JSON.stringify(draft.body)}` : '';
    throw new Refusal(faults.refuseSends, `messages are refused at present${echo}`);
  }
  const { message, isNew } = state.accept(draft, addressees(state, draft.way, draft.toTarget, caller));
  journal.note(
    `${isNew ? 'accepted' : 'known   '} ${message.messageId} ${message.clientMessageId} ${caller} to ${draft.toTarget}`,
  );
  if (isNew) for (const auid of addressees(state, draft.way, draft.toTarget, caller)) delivery.deliver(auid, message);
  return { messageId: message.messageId, clientMessageId: message.clientMessageId, sendTime: message.sendTime };
}

/** @param {import('./state.mjs').State} state @param {string} way @param {string} target @param {string} sender @returns {string[]} */
function addressees(state, way, target, sender) {
  if (way === 'P2P') return [state.user(target).auid];
  const { members } = state.room(target);
  if (!members.has(sender)) throw new Refusal(Code.forbidden, `${sender} is no member of room ${target}`);
  return [...members].filter((auid) => auid !== sender);
}

/** @param {World} world @param {Form} form @param {string} caller */
function acknowledge({ state, journal, faults }, form, caller) {
  const messageId = requiredString(form, 'messageId');
  if (faults.refuseAcknowledgements !== 0)
    throw new Refusal(faults.refuseAcknowledgements, 'acknowledgements are refused at present');
  if (!state.acknowledge(caller, messageId)) throw new Violation(`messageId: ${messageId} was never sent to ${caller}`);
  journal.note(`ack  ${messageId} by ${caller}`);
  return null;
}

/** @param {World} world @param {Form} form */
function userAdd({ state }, form) {
  const auid = requiredString(form, 'auid');
  if (state.users.has(auid)) throw new Refusal(Code.conflict, `user ${auid} exists`);
  const user = { auid, token: requiredString(form, 'token'), profile: profileOf(form) };
  state.users.set(auid, user);
  return publicUser(user);
}

/** @param {World} world @param {Form} form @param {string} caller */
function userUpdate({ state }, form, caller) {
  const user = state.user(requiredString(form, 'auid'));
  if (user.auid !== caller) throw new Refusal(Code.forbidden, "another user's profile");
  Object.assign(user.profile, profileOf(form));
  return publicUser(user);
}

/** @param {World} world @param {Form} form @param {string} caller */
function userUpdateToken({ state }, form, caller) {
  const user = state.user(requiredString(form, 'auid'));
  if (user.auid !== caller) throw new Refusal(Code.forbidden, "another user's token");
  user.token = requiredString(form, 'token');
  return null;
}

/** @param {Form} form @returns {Record<string, unknown>} */
function profileOf(form) {
  return Object.fromEntries(
    profileFields.filter((field) => form[field] !== undefined).map((field) => [field, form[field]]),
  );
}

/** @param {import('./state.mjs').User} user @returns {Form} without the token */
const publicUser = (user) => ({ auid: user.auid, ...user.profile });

/** @param {World} world @param {Form} form @param {string} caller */
function roomAdd({ state, delivery }, form, caller) {
  const members = form['members'] === undefined ? [] : requiredStrings(form, 'members');
  for (const auid of members) state.user(auid);
  const room = {
    rid: state.nextId('r'),
    name: requiredString(form, 'name'),
    owner: caller,
    members: new Set([caller, ...members]),
  };
  state.rooms.set(room.rid, room);
  for (const auid of members) delivery.notify(auid, 'ROOM_JOINED', { rid: room.rid });
  return publicRoom(room);
}

/** @param {World} world @param {Form} form @param {string} caller */
function roomGet({ state }, form, caller) {
  const room = state.room(requiredString(form, 'rid'));
  if (!room.members.has(caller)) throw new Refusal(Code.forbidden, `${caller} is no member of room ${room.rid}`);
  return publicRoom(room);
}

/** @param {import('./state.mjs').Room} room */
const publicRoom = ({ rid, name, owner, members }) => ({ rid, name, owner, members: [...members] });

/** @param {World} world @param {Form} form @param {string} caller */
function historyListMessage({ state }, form, caller) {
  const target = requiredString(form, 'toTarget');
  const way = requiredWord(form, 'way', ways);
  if (way === 'P2R' && !state.room(target).members.has(caller))
    throw new Refusal(Code.forbidden, `no member of ${target}`);
  return state.messages.filter(
    (message) =>
      message.way === way &&
      (way === 'P2R'
        ? message.toTarget === target
        : (message.fromUser === caller && message.toTarget === target) ||
          (message.fromUser === target && message.toTarget === caller)),
  );
}

/** @param {World} world @param {Form} form @param {string} caller */
function addOnlineMonitor({ state, delivery }, form, caller) {
  const watched = requiredStrings(form, 'auids');
  for (const auid of watched) {
    state.user(auid);
    state.monitors.set(auid, (state.monitors.get(auid) ?? new Set()).add(caller));
  }
  return watched.map((auid) => ({ auid, online: delivery.isOnline(auid) }));
}

/** `resource/method` → what it does. A new API method is a new row here. @type {ReadonlyMap<string, Method>} */
export const methods = new Map(
  Object.entries({
    [loginPath]: login,
    [sendPath]: send,
    [acknowledgePath]: acknowledge,
    'user/add': userAdd,
    'user/update': userUpdate,
    'user/get': (/** @type {World} */ { state }, /** @type {Form} */ form) =>
      publicUser(state.user(requiredString(form, 'auid'))),
    'user/list': (/** @type {World} */ { state }, /** @type {Form} */ form) =>
      requiredStrings(form, 'auids').map((auid) => publicUser(state.user(auid))),
    'user/update_token': userUpdateToken,
    'client/add_online_monitor': addOnlineMonitor,
    'room/add': roomAdd,
    'room/get': roomGet,
    'history_message/list_message': historyListMessage,
  }),
);
