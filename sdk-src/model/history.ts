import type { Message, Way } from './message.js';

/** Names a conversation. */
export interface ConversationForm {
  /** An auid (P2P) or a room's id (P2R). */
  readonly toTarget: string;
  readonly way: Way;
}

export interface HistoryForm extends ConversationForm {
  /** A `messageId`: only messages before it. */
  readonly before?: string;
  /** The last so many, 1 to 200; 50 by default. */
  readonly limit?: number;
}

export interface SessionsForm {
  /** Milliseconds since 1970: only conversations whose last message was sent before it. */
  readonly before?: number;
  /** 1 to 200; 50 by default. */
  readonly limit?: number;
}

export interface ReadForm extends ConversationForm {
  /** The last message that was read; what is before it counts as read, too. */
  readonly messageId: string;
}

/** A conversation and the last that was said in it. */
export interface Conversation extends ConversationForm {
  readonly lastMessage?: Message;
  /** How many messages of others are not read; servers of 1.01 do not tell. */
  readonly unread?: number;
}
