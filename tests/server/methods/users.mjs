// Accounts and what they show of themselves.

import { Code, Refusal, requiredString, requiredStrings } from '../protocol.mjs';

/** @typedef {import('../protocol.mjs').Form} Form @typedef {import('../api.mjs').Method} Method */

/** What a user may say about oneself. */
const profileFields = ['nickname', 'sex', 'avatar', 'signature', 'mobile', 'email'];

/** @type {Method} */
export function add({ state }, form) {
  const auid = requiredString(form, 'auid');
  if (state.users.has(auid)) throw new Refusal(Code.conflict, `user ${auid} exists`);
  const user = { auid, token: requiredString(form, 'token'), profile: profileOf(form) };
  state.users.set(auid, user);
  return publicUser(user);
}

/** @type {Method} */
export function update(world, form, caller) {
  const user = own(world, form, caller);
  Object.assign(user.profile, profileOf(form));
  return publicUser(user);
}

/** @type {Method} */
export const get = ({ state }, form) => publicUser(state.user(requiredString(form, 'auid')));

/** @type {Method} */
export const list = ({ state }, form) => requiredStrings(form, 'auids').map((auid) => publicUser(state.user(auid)));

/** @type {Method} */
export function updateToken(world, form, caller) {
  own(world, form, caller).token = requiredString(form, 'token');
  return null;
}

/** @type {Method} gives a JWT */
export const refreshToken = (world, form, caller) => world.tokens.issue(own(world, form, caller).auid);

/** @param {import('../api.mjs').World} world @param {Form} form @param {import('../api.mjs').Caller} caller */
function own({ state }, form, caller) {
  const user = state.user(requiredString(form, 'auid'));
  if (user.auid !== caller.auid) throw new Refusal(Code.forbidden, 'another user');
  return user;
}

/** @param {Form} form @returns {Record<string, unknown>} */
function profileOf(form) {
  return Object.fromEntries(
    profileFields.filter((field) => form[field] !== undefined).map((field) => [field, form[field]]),
  );
}

/** @param {import('../state.mjs').User} user @returns {Form} without the token */
export const publicUser = (user) => ({ auid: user.auid, ...user.profile });
