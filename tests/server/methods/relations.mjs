// Friends, the blacklist, the muted. Friendship is mutual; the two others are one user's own.

import { Code, Refusal, requiredString } from '../protocol.mjs';
import { publicUser } from './users.mjs';

/** @typedef {import('../api.mjs').Method} Method @typedef {keyof import('../state.mjs').Relations} List */

/** @type {Method} */
export function addFriend({ state, delivery }, form, caller) {
  const auid = another(state, form, caller);
  if (state.relationsOf(auid).blacklist.has(caller.auid))
    throw new Refusal(Code.forbidden, `${auid} wants nothing of ${caller.auid}`);
  if (state.relationsOf(caller.auid).friends.has(auid)) return null;
  state.relationsOf(caller.auid).friends.add(auid);
  state.relationsOf(auid).friends.add(caller.auid);
  tellBoth(delivery, 'FRIEND_ADDED', auid, caller);
  return null;
}

/** @type {Method} */
export function removeFriend({ state, delivery }, form, caller) {
  const auid = another(state, form, caller);
  if (!state.relationsOf(caller.auid).friends.delete(auid)) return null;
  state.relationsOf(auid).friends.delete(caller.auid);
  tellBoth(delivery, 'FRIEND_REMOVED', auid, caller);
  return null;
}

/** @param {List} list @returns {Method} */
export const addTo = (list) => (world, form, caller) => {
  world.state.relationsOf(caller.auid)[list].add(another(world.state, form, caller));
  return null;
};

/** @param {List} list @returns {Method} */
export const removeFrom = (list) => (world, form, caller) => {
  world.state.relationsOf(caller.auid)[list].delete(another(world.state, form, caller));
  return null;
};

/** @param {List} list @returns {Method} */
export const listOf = (list) => (world, _form, caller) =>
  [...world.state.relationsOf(caller.auid)[list]].map((auid) => publicUser(world.state.user(auid)));

/** Each is told the name of the other.
 * @param {import('../delivery.mjs').Delivery} delivery @param {string} type @param {string} auid @param {import('../api.mjs').Caller} caller */
function tellBoth(delivery, type, auid, caller) {
  delivery.tell([auid], type, { auid: caller.auid }, caller);
  delivery.tell([caller.auid], type, { auid }, caller);
}

/** @param {import('../state.mjs').State} state @param {import('../protocol.mjs').Form} form @param {import('../api.mjs').Caller} caller */
function another(state, form, caller) {
  const { auid } = state.user(requiredString(form, 'auid'));
  if (auid === caller.auid) throw new Refusal(Code.badRequest, 'a relation is to another user');
  return auid;
}
