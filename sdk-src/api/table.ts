import type { Conversation, HistoryForm, ReadForm, SessionsForm } from '../model/history.js';
import type { Message, RecallForm, SendForm, SendReceipt } from '../model/message.js';
import type { Room, RoomAddForm, RoomForm, RoomMember, RoomMembersForm, RoomUpdateForm } from '../model/room.js';
import type { Online, Profile, User, UserAddForm, UserForm, UserTokenForm, UsersForm } from '../model/user.js';

/** Where an API call goes. `Form` and `Data` are the types of what it sends and what comes back. */
export interface Row<Form, Data> {
  readonly resource: string;
  readonly method: string;
  /** Never there: it only carries the types. */
  types?(form: Form): Data;
}

const row = <Form, Data>(resource: string, method: string): Row<Form, Data> => ({ resource, method });

/** Every API by name. A new one is a new row; `login` is not here, because it is how the session itself begins. */
export const table = {
  addOnlineMonitor: row<UsersForm, readonly Online[]>('client', 'add_online_monitor'),
  sendMessage: row<SendForm, SendReceipt>('upstream_message', 'send'),
  recallMessage: row<RecallForm, null>('upstream_message', 'recall'),

  userAdd: row<UserAddForm, User>('user', 'add'),
  userUpdate: row<UserForm & Profile, User>('user', 'update'),
  userList: row<UsersForm, readonly User[]>('user', 'list'),
  userGet: row<UserForm, User>('user', 'get'),
  userUpdateToken: row<UserTokenForm, null>('user', 'update_token'),
  userRefreshToken: row<UserForm, string>('user', 'refresh_token'),

  historyListMessage: row<HistoryForm, readonly Message[]>('history_message', 'list_message'),
  historyListSession: row<SessionsForm, readonly Conversation[]>('history_message', 'list_session'),
  historyRead: row<ReadForm, null>('history_message', 'read'),

  userRelationAddFriend: row<UserForm, null>('user_relation', 'add_friend'),
  userRelationRemoveFriend: row<UserForm, null>('user_relation', 'remove_friend'),
  userRelationListFriends: row<object, readonly User[]>('user_relation', 'list_friends'),
  userRelationAddBlacklist: row<UserForm, null>('user_relation', 'add_blacklist'),
  userRelationRemoveBlacklist: row<UserForm, null>('user_relation', 'remove_blacklist'),
  userRelationListBlacklist: row<object, readonly User[]>('user_relation', 'list_blacklist'),
  userRelationAddMuted: row<UserForm, null>('user_relation', 'add_muted'),
  userRelationRemoveMuted: row<UserForm, null>('user_relation', 'remove_muted'),
  userRelationListMuted: row<object, readonly User[]>('user_relation', 'list_muted'),

  roomAdd: row<RoomAddForm, Room>('room', 'add'),
  roomGet: row<RoomForm, Room>('room', 'get'),
  roomUpdate: row<RoomUpdateForm, Room>('room', 'update'),
  roomList: row<object, readonly Room[]>('room', 'list'),
  roomDelete: row<RoomForm, null>('room', 'delete'),
  roomAddMembers: row<RoomMembersForm, Room>('room', 'add_members'),
  roomRemoveMembers: row<RoomMembersForm, Room>('room', 'remove_members'),
  roomListMembers: row<RoomForm, readonly RoomMember[]>('room', 'list_members'),
  roomLeave: row<RoomForm, null>('room', 'leave'),
};

/** How each incoming message is acknowledged; programs never call it. */
export const acknowledgement = row<{ readonly messageId: string }, null>('upstream_message', 'sendack_toserver');
