import type { ConversationForm } from '../model/history.js';

/** A message that waits to be sent. */
export interface PendingMessage extends ConversationForm {
  readonly clientMessageId: string;
  readonly type: string;
  /** Absent while its file is uploaded. */
  readonly body?: unknown;
  /** `sending`: it is on the wire, and not answered yet. */
  readonly state: 'waiting' | 'sending';
}

/** The messages that wait to be sent: the client's own, and those of ended clients that it has taken up. */
export interface Pending {
  /** How it is now: those of one conversation in their order. */
  list(): readonly PendingMessage[];
  /**
   * Tries a message at once that waits out a pause, and gives it all its tries once more; a client that is offline connects
   * at once. A message behind others has to wait for these all the same.
   * @returns whether it was there
   */
  retry(clientMessageId: string): boolean;
  /**
   * Gives a message up: its `send` rejects with `AbortError`, and no later client sends it. One that is `sending` may arrive.
   * @returns whether it was there
   */
  drop(clientMessageId: string): boolean;
}
