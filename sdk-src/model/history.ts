import type { Message, Way } from './message.js';

export interface HistoryForm {
  /** An auid (P2P) or a room's id (P2R). */
  readonly toTarget: string;
  readonly way: Way;
}

/** A conversation and the last that was said in it. */
export interface Conversation {
  readonly toTarget: string;
  readonly way: Way;
  readonly lastMessage?: Message;
}
