import { ProtocolError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';

/** Anything the server tells that is no message: added as a friend, pulled into a room, … */
export interface Notification {
  /** The server's word for what happened, such as `ROOM_JOINED`. */
  readonly type: string;
  /** What the server says about it, without the wire's envelope. */
  readonly [field: string]: unknown;
}

/** A watched user came or went (`apis.addOnlineMonitor` starts the watch). */
export interface Presence {
  readonly auid: string;
  readonly online: boolean;
}

/**
 * The event in a packet of `topic.downstream_event`.
 * @throws ProtocolError when it names no type
 */
export function readEvent(packet: unknown): Notification {
  const { method: _method, requestId: _requestId, timestamp: _timestamp, type, ...fields } = fieldsOf(packet);
  if (typeof type !== 'string' || type === '') throw new ProtocolError('an event arrived without a type');
  return Object.assign(fields, { type });
}
