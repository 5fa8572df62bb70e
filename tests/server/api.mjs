// The API: one table for both transports. The fronts decode, this decides; what each method does is in methods/.

import { addOnlineMonitor, login } from './methods/connection.mjs';
import * as history from './methods/history.mjs';
import * as messages from './methods/messages.mjs';
import * as relations from './methods/relations.mjs';
import * as rooms from './methods/rooms.mjs';
import * as users from './methods/users.mjs';

/** @typedef {import('./protocol.mjs').Form} Form */
/** @typedef {{ state: import('./state.mjs').State, tokens: import('./tokens.mjs').Tokens, faults: import('./faults.mjs').Faults,
 *   canned: import('./canned_answers.mjs').CannedAnswers, delivery: import('./delivery.mjs').Delivery, journal: import('./journal.mjs').Journal, appKey: string }} World */
/** Who asks, and the connection that belongs to the request, if it is known: what comes of the request is not told there.
 * @typedef {{ auid: string, connection?: import('socket.io').Socket | undefined }} Caller */
/** @typedef {(world: World, form: Form, caller: Caller) => unknown} Method */

/** The one request that needs no token. */
export const loginPath = 'connection/authority/request';
export const sendPath = 'upstream_message/send';
export const acknowledgePath = 'upstream_message/sendack_toserver';

/** `resource/method` → what it does. A new API method is a new row here. @type {ReadonlyMap<string, Method>} */
export const methods = new Map(
  Object.entries({
    [loginPath]: login,
    'client/add_online_monitor': addOnlineMonitor,

    [sendPath]: messages.send,
    [acknowledgePath]: messages.acknowledge,
    'upstream_message/recall': messages.recall,

    'history_message/list_message': history.listMessage,
    'history_message/list_session': history.listSession,
    'history_message/read': history.read,

    'user/add': users.add,
    'user/update': users.update,
    'user/get': users.get,
    'user/list': users.list,
    'user/update_token': users.updateToken,
    'user/refresh_token': users.refreshToken,

    'user_relation/add_friend': relations.addFriend,
    'user_relation/remove_friend': relations.removeFriend,
    'user_relation/list_friends': relations.listOf('friends'),
    'user_relation/add_blacklist': relations.addTo('blacklist'),
    'user_relation/remove_blacklist': relations.removeFrom('blacklist'),
    'user_relation/list_blacklist': relations.listOf('blacklist'),
    'user_relation/add_muted': relations.addTo('muted'),
    'user_relation/remove_muted': relations.removeFrom('muted'),
    'user_relation/list_muted': relations.listOf('muted'),

    'room/add': rooms.add,
    'room/get': rooms.get,
    'room/update': rooms.update,
    'room/list': rooms.list,
    'room/delete': rooms.remove,
    'room/add_members': rooms.addMembers,
    'room/remove_members': rooms.removeMembers,
    'room/list_members': rooms.listMembers,
    'room/leave': rooms.leave,
  }),
);
