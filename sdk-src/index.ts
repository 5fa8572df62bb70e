export { createClient, im } from './core/start.js';

export { Client } from './core/client.js';
export type { ClientEvents } from './core/events.js';
export type { History, HistoryOptions } from './core/history.js';
export type { Im, InitCallback } from './core/im.js';
export type { Pending, PendingMessage } from './core/pending.js';
export type { Unread, UnreadConversation } from './core/unread.js';
export type { Config, FileServerConfig } from './base/config.js';
export * from './base/errors.js';
export type { CallOptions, Signal } from './base/scope.js';

export type { Api, Apis, LoginForm } from './api/apis.js';
export type { SendFileOptions, UploadOptions } from './api/upload.js';
export { ApiResponse } from './wire/answer.js';
export type { ClientState, ConnectOptions } from './wire/session.js';

export type { StoredFile } from './model/file.js';
export type { Conversation, ConversationForm, HistoryForm, ReadForm, SessionsForm } from './model/history.js';
// A star, because only what comes by one can be added to from outside.
export type * from './model/bodies.js';
export type { Content, Message, RecallForm, SendForm, SendReceipt, Sending, Target, Way } from './model/message.js';
export type { Notification, Presence } from './model/notification.js';
export type { Room, RoomAddForm, RoomForm, RoomMember, RoomMembersForm, RoomUpdateForm } from './model/room.js';
export type { Online, Profile, User, UserAddForm, UserForm, UserTokenForm, UsersForm } from './model/user.js';

export type { Storage, UploadFile, UploadProgress } from './platform/contract.js';
