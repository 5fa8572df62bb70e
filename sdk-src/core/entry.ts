import type { Scope } from '../base/scope.js';
import type { SendReceipt } from '../model/message.js';
import type { ConversationForm } from '../model/history.js';
import type { Backlog, Kept } from './backlog.js';

/** What is known of a message before it is made. */
export interface Head extends ConversationForm {
  readonly clientMessageId: string;
  readonly type: string;
}

/** A message in its lane. */
export interface Entry {
  readonly head: Head;
  /** Null while it is being made, as that of a file is during the upload. */
  kept: Kept | null;
  /** Where it is kept. */
  readonly backlog: Backlog;
  /** Whether it was sent by this client; else it was left by one that has ended. */
  readonly isOwn: boolean;
  /** How long it is wanted. */
  readonly scope: Scope;
  /** Whether it may go: it is made, and stored as far as the store allows. */
  isReady: boolean;
  isOnItsWay: boolean;
  isOver: boolean;
  /** So many attempts had an answer that was none. */
  tries: number;
  succeed(receipt: SendReceipt): void;
  fail(reason: unknown): void;
}

export const newEntry = (
  head: Head,
  backlog: Backlog,
  isOwn: boolean,
  scope: Scope,
): Omit<Entry, 'succeed' | 'fail'> => ({
  head,
  kept: null,
  backlog,
  isOwn,
  scope,
  isReady: false,
  isOnItsWay: false,
  isOver: false,
  tries: 0,
});
