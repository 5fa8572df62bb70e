import { Manager, type Socket } from 'socket.io-client';
import type { OpenSocket } from '../platform/contract.js';
import { type Answer, readAnswer } from './answer.js';
import { type Settings, longestDelay } from '../base/config.js';
import { type EchatError, ProtocolError, RefusedError, TransportError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import type { Ids } from '../base/ids.js';
import type { Scope } from '../base/scope.js';
import { malformed, transportOver } from './transport.js';

/** Events that the server sends unasked, by the part of their name after `topic.`. */
export type Push = 'downstream_message' | 'downstream_event';
const pushes: readonly Push[] = ['downstream_message', 'downstream_event'];

export interface ConnectionEvents {
  pushed(push: Push, packet: unknown): void;
  /** The last event, once, after a connection that was open is no more and `close` was not called. */
  lost(reason: TransportError): void;
}

/** One socket.io connection, from its opening to its end. It does not come back: the session makes another one. */
export class Connection {
  private readonly socket: Socket;
  private readonly waiting = new Set<(reason: EchatError) => void>();
  /** Bytes that the server takes at once; by more it ends the connection. */
  private maxPayload = Infinity;
  private state: 'new' | 'open' | 'closed' = 'new';
  /** What went wrong on the way to a disconnection, in the SDK's terms. */
  private fault: TransportError | null = null;

  constructor(
    settings: Settings,
    openSocket: OpenSocket,
    private readonly ids: Ids,
    private readonly events: ConnectionEvents,
  ) {
    const manager = new Manager(settings.socketUrl, {
      autoConnect: false,
      reconnection: false,
      // The time is kept by the scope of `open`; a limit here would only end it in other words.
      timeout: longestDelay,
      transports: [transportOver(openSocket)],
    });
    this.socket = manager.socket('/');
    manager.on('error', (error) => (this.fault = faultOf(error)));
    for (const push of pushes) this.socket.on(`topic.${push}`, (packet: unknown) => events.pushed(push, packet));
  }

  /** @throws TransportError when there is no connection, or the scope's reason; either way the connection is closed */
  async open(scope: Scope): Promise<void> {
    try {
      await scope.wait(
        () =>
          new Promise<void>((resolve, reject) => {
            this.socket.on('connect', () => {
              this.state = 'open';
              resolve();
            });
            this.socket.on('connect_error', (error) => reject(faultOf(error)));
            this.socket.on('disconnect', (reason) => {
              const fault = reason === 'parse error' ? new ProtocolError(malformed) : this.fault;
              const lost = fault ?? new TransportError(`the connection was lost: ${reason}`);
              reject(lost);
              this.lose(lost);
            });
            this.socket.connect();
            this.socket.io.engine.on('handshake', ({ maxPayload }) => (this.maxPayload = maxPayload));
          }),
      );
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * Sends a request and waits for its acknowledgement.
   * @throws TransportError when the connection ends first, ProtocolError for an acknowledgement that is not one,
   * RefusedError for a request larger than the server takes, or the scope's reason
   */
  async request(resource: string, method: string, form: object, jwt: string | null, scope: Scope): Promise<Answer> {
    if (this.state !== 'open') throw new TransportError('the connection is closed');
    const requestId = this.ids.next();
    const packet = { ...form, method, requestId, timestamp: Date.now(), ...(jwt !== null && { jwt }) };
    if (isLarger(packet, this.maxPayload - envelope)) throw new RefusedError('the request', 413, 'it is too large');
    let giveUp = (_reason: EchatError): void => {};
    try {
      const reply = await scope.wait(
        () =>
          new Promise<unknown>((resolve, reject) => {
            giveUp = reject;
            this.waiting.add(giveUp);
            this.socket.emit(`topic.${resource}`, packet, resolve);
          }),
      );
      return readReply(reply, requestId);
    } finally {
      this.waiting.delete(giveUp);
    }
  }

  /** Ends it without a `lost` event; requests that wait are rejected. */
  close(): void {
    this.state = 'closed';
    this.socket.removeAllListeners();
    this.socket.disconnect();
    this.rejectWaiting(new TransportError('the connection was closed'));
  }

  private lose(reason: TransportError): void {
    if (this.state !== 'open') return;
    this.rejectWaiting(reason);
    this.close();
    this.events.lost(reason);
  }

  private rejectWaiting(reason: EchatError): void {
    for (const reject of this.waiting) reject(reason);
    this.waiting.clear();
  }
}

/** Bytes that socket.io puts around a packet, and some more. */
const envelope = 256;

/** @param limit bytes of JSON */
function isLarger(packet: object, limit: number): boolean {
  const text = JSON.stringify(packet);
  // A UTF-16 unit is at most three bytes of UTF-8; a pair of surrogates is four.
  if (text.length * 3 <= limit) return false;
  let bytes = 0;
  for (const character of text)
    bytes += character.length > 1 ? 4 : character > '\u07ff' ? 3 : character > '\x7f' ? 2 : 1;
  return bytes > limit;
}

/** @throws ProtocolError */
function readReply(reply: unknown, requestId: string): Answer {
  const { requestId: answered, response } = fieldsOf(reply);
  if (answered !== requestId) throw new ProtocolError("an acknowledgement's requestId is not the request's");
  return readAnswer(response);
}

/** engine.io's reserved error code for a frame whose packet type it does not know. */
const unknownPacket = 'parser error';

function faultOf(error: Error): TransportError {
  const { code } = fieldsOf(error);
  if (error.message === malformed || code === unknownPacket) return new ProtocolError(malformed);
  return new TransportError(error.message);
}
