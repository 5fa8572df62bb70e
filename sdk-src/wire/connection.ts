import { Socket } from 'engine.io-client';
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import type { Settings } from '../base/config.js';
import { ProtocolError, RefusedError, TransportError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import type { Ids } from '../base/ids.js';
import type { Scope } from '../base/scope.js';
import type { OpenSocket } from '../platform/contract.js';
import { type Answer, readAnswer } from './answer.js';
import { malformed, transportOver } from './transport.js';

/** Events that the server sends unasked, by the part of their name after `topic.`. */
export type Push = 'downstream_message' | 'downstream_event';
const pushes: readonly Push[] = ['downstream_message', 'downstream_event'];

export interface ConnectionEvents {
  pushed(push: Push, packet: unknown): void;
  /** The last event, once, after a connection that was open is no more and `close` was not called. */
  lost(reason: TransportError): void;
}

interface Opening {
  resolve(): void;
  reject(reason: TransportError): void;
}

interface Request {
  resolve(reply: unknown): void;
  reject(reason: TransportError): void;
}

/**
 * One socket.io connection (protocol 5, the namespace `/`), from its opening to its end, over engine.io's socket, which
 * notices a connection that is open but dead. It does not come back: the session makes another one.
 */
export class Connection {
  private readonly encoder = new Encoder();
  private readonly decoder = new Decoder();
  private readonly requests = new Map<number, Request>();
  private lastRequest = 0;
  private engine: Socket | null = null;
  private opening: Opening | null = null;
  private state: 'new' | 'open' | 'closed' = 'new';
  /** Bytes that the server takes at once; by more it ends the connection. */
  private maxPayload = Infinity;

  constructor(
    private readonly settings: Settings,
    private readonly openSocket: OpenSocket,
    private readonly ids: Ids,
    private readonly events: ConnectionEvents,
  ) {
    this.decoder.on('decoded', (packet) => this.receive(packet));
  }

  /** @throws TransportError when there is no connection, or the scope's reason; either way the connection is closed */
  async open(scope: Scope): Promise<void> {
    try {
      await scope.wait(
        () =>
          new Promise<void>((resolve, reject) => {
            this.opening = { resolve, reject };
            this.engine = this.start();
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
    const envelope = { method, requestId, timestamp: Date.now() };
    const packet = Object.assign({}, form, envelope, jwt === null ? {} : { jwt });
    const id = this.lastRequest;
    const frames = this.encoder.encode({ type: PacketType.EVENT, nsp: '/', id, data: [`topic.${resource}`, packet] });
    if (frames.some((frame) => typeof frame === 'string' && isLarger(frame, this.maxPayload))) {
      throw new RefusedError('the request', 413, 'it is larger than the server takes at once');
    }
    this.lastRequest += 1;
    try {
      const reply = await scope.wait(
        () =>
          new Promise<unknown>((resolve, reject) => {
            this.requests.set(id, { resolve, reject });
            this.write(frames);
          }),
      );
      return readReply(reply, requestId);
    } finally {
      this.requests.delete(id);
    }
  }

  /** Ends it without a `lost` event; requests that wait are rejected. */
  close(): void {
    this.end(new TransportError('the connection was closed'));
  }

  private start(): Socket {
    const { hostname, port, secure } = this.settings.socket;
    const engine = new Socket({
      hostname,
      port,
      secure,
      path: '/socket.io',
      transports: [transportOver(this.openSocket)],
    });
    let fault: TransportError | null = null;
    engine.on('handshake', (handshake) => (this.maxPayload = maxPayloadOf(handshake)));
    engine.on('open', () => this.write(this.encoder.encode({ type: PacketType.CONNECT, nsp: '/' })));
    engine.on('data', (data) => this.decode(data));
    engine.on('error', (error) => (fault = faultOf(error)));
    engine.on('close', (reason) => this.lose(fault ?? new TransportError(`the connection was lost: ${reason}`)));
    return engine;
  }

  private decode(data: unknown): void {
    try {
      this.decoder.add(data);
    } catch (error) {
      this.lose(new ProtocolError(malformed, error));
    }
  }

  private receive({ type, id, data }: Packet): void {
    if (this.state === 'new') {
      if (type === PacketType.CONNECT && typeof fieldsOf(data)['sid'] === 'string') {
        this.state = 'open';
        this.opening?.resolve();
      } else if (type === PacketType.CONNECT_ERROR) {
        this.lose(new TransportError('the server refused the connection', data));
      }
    } else if (type === PacketType.ACK) {
      if (id !== undefined) this.requests.get(id)?.resolve(data[0]);
    } else if (type === PacketType.EVENT) {
      const push = pushes.find((each) => `topic.${each}` === data[0]);
      if (push !== undefined) this.events.pushed(push, data[1]);
    } else if (type === PacketType.DISCONNECT) {
      this.lose(new TransportError('the server ended the connection'));
    } else {
      // To be connected, or refused, once more: the server no longer takes this connection for the one that logged in.
      this.lose(new ProtocolError('the server began the connection anew', data));
    }
  }

  private write(frames: unknown[]): void {
    for (const frame of frames) this.engine?.write(frame as string);
  }

  private lose(reason: TransportError): void {
    const wasOpen = this.state === 'open';
    this.opening?.reject(reason);
    // What the packet that ended the connection was about is not known: no request is to blame.
    this.end(new TransportError('the connection was lost', reason));
    if (wasOpen) this.events.lost(reason);
  }

  private end(reason: TransportError): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.decoder.removeAllListeners();
    this.engine?.removeAllListeners();
    this.engine?.close();
    for (const request of Array.from(this.requests.values())) request.reject(reason);
    this.requests.clear();
  }
}

/** @param limit bytes of UTF-8 */
function isLarger(text: string, limit: number): boolean {
  // A UTF-16 unit is at most three bytes of UTF-8; a pair of surrogates is four.
  if (text.length * 3 < limit) return false;
  let bytes = 1; // engine.io's own type of the packet
  for (const character of text) {
    bytes += character.length > 1 ? 4 : character > '\u07ff' ? 3 : character > '\x7f' ? 2 : 1;
  }
  return bytes > limit;
}

/** @throws ProtocolError for a handshake without the times by which a dead connection is noticed */
function maxPayloadOf(handshake: unknown): number {
  const { pingInterval, pingTimeout, maxPayload } = fieldsOf(handshake);
  if (typeof pingInterval !== 'number' || typeof pingTimeout !== 'number') {
    throw new ProtocolError('a handshake has no ping interval and time-out');
  }
  return typeof maxPayload === 'number' ? maxPayload : Infinity;
}

/** @throws ProtocolError */
function readReply(reply: unknown, requestId: string): Answer {
  const { requestId: answered, response } = fieldsOf(reply);
  if (answered !== requestId) throw new ProtocolError("an acknowledgement's requestId is not the request's");
  return readAnswer(response);
}

/** engine.io's reserved error code for a frame whose packet type it does not know. */
const unknownPacket = 'parser error';

function faultOf(error: unknown): TransportError {
  const message = error instanceof Error ? error.message : 'the connection failed';
  if (message === malformed || fieldsOf(error)['code'] === unknownPacket) return new ProtocolError(malformed, error);
  return new TransportError(message, error);
}
