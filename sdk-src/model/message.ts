import { ConfigError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import type { Bodies } from './bodies.js';

/** To a user or to a room. */
export type Way = 'P2P' | 'P2R';

/** To whom a message goes: `{ user: auid }` or `{ room: rid }`. */
export type Target = { readonly user: string } | { readonly room: string };

/** A message of one of the types in `Bodies`, with `type` telling the type of `body`. */
export type Content = { [Type in keyof Bodies]: { readonly type: Type; readonly body: Bodies[Type] } }[keyof Bodies];

/** A message as it arrives. */
export type Message = Content & {
  /** The server's name for it. */
  readonly messageId: string;
  /** The sender's name for it; empty when the sender gave none (1.01 clients do not). */
  readonly clientMessageId: string;
  /** The sender's auid. */
  readonly fromUser: string;
  /** An auid (P2P) or a room's id (P2R). */
  readonly toTarget: string;
  readonly way: Way;
  /** Milliseconds since 1970 by the server's clock; 0 when the server does not tell. */
  readonly sendTime: number;
};

/** Names a message of one's own. */
export interface RecallForm {
  readonly messageId: string;
}

/** What is known of a message that the server took. */
export interface SendReceipt {
  readonly messageId: string;
  readonly clientMessageId: string;
  /** Milliseconds since 1970 by the server's clock. */
  readonly sendTime: number;
}

/** A message that is being sent: its name is known before its outcome. */
export type Sending = Promise<SendReceipt> & { readonly clientMessageId: string };

/** The form of `apis.sendMessage`. What is left out of it the SDK fills in: the sender, and a new id. */
export type SendForm = Content & {
  readonly toTarget: string;
  readonly way: Way;
  readonly clientMessageId?: string;
};

/**
 * A message as it goes out: a copy, which the program can't change any more, and which the store and the wire can hold.
 * @param clientMessageId its name where the form gives none
 * @param auid the sender
 * @throws ConfigError that names the field at fault: programs in JavaScript have no compiler to tell them
 */
export function outgoing(
  form: SendForm,
  clientMessageId: string,
  auid: string,
): SendForm & { clientMessageId: string } {
  const name = form.clientMessageId ?? clientMessageId;
  let copy: SendForm & { clientMessageId: string };
  try {
    // 1.01 servers call the sender's field `formUser`.
    const sender = { fromUser: auid, formUser: auid };
    copy = JSON.parse(JSON.stringify(Object.assign({}, form, { clientMessageId: name }, sender)));
  } catch (thrown) {
    throw new ConfigError('body', 'must be something that JSON can hold', thrown);
  }
  if (typeof name !== 'string' || name === '') throw new ConfigError('clientMessageId', 'must be text');
  if (typeof copy.type !== 'string') throw new ConfigError('type', 'must be text');
  if (copy.type === 'TEXT' && typeof copy.body !== 'string') throw new ConfigError('text', 'must be a string');
  if (copy.body === undefined || copy.body === null) throw new ConfigError('body', 'is required');
  return copy;
}

/**
 * Whom a message goes to, in the wire's words.
 * @throws ConfigError for what is no target: programs in JavaScript have no compiler to tell them
 */
export function addressOf(target: Target): { readonly way: Way; readonly toTarget: string } {
  const { user, room } = fieldsOf(target);
  if (typeof user === 'string' && user !== '' && room === undefined) return { way: 'P2P', toTarget: user };
  if (typeof room === 'string' && room !== '' && user === undefined) return { way: 'P2R', toTarget: room };
  throw new ConfigError('target', 'must be { user: auid } or { room: rid }');
}

/** The name of a conversation. */
export const laneOf = ({ way, toTarget }: { readonly way: string; readonly toTarget: string }): string =>
  `${way} ${toTarget}`;
