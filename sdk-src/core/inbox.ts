import { ProtocolError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import type { Message } from '../model/message.js';
import type { Seen } from './seen.js';

/** How many messages may wait for a handler. What is more the server keeps, unacknowledged. */
const capacity = 10_000;

export interface Reader {
  /** Whether there is anybody to hand messages to. */
  isThere(): boolean;
  /** Whether this very client has sent the message: some servers push it to every connection of the account. */
  isEcho(message: Message): boolean;
  /** Hands a message on, at once. @returns null when it has been handled; else a promise of that, which never rejects */
  read(message: Message): Promise<unknown> | null;
  /** Another program has handled it, or this one before. */
  skip(message: Message): void;
  acknowledge(messageId: string): void;
}

/**
 * Messages on their way in. Each is handed on once, in the order of arrival, as soon as there is somebody to hand it to.
 * When it has been handled its id is stored, and then it is acknowledged, as often as the server repeats it: a program
 * that ends in between does not see it again, one that ends while it handles a message does.
 */
export class Inbox {
  /** Arrived, and not handed on yet, by id. */
  private readonly waiting = new Map<string, Message>();
  /** Handed on, and not stored yet. */
  private readonly handling = new Set<string>();
  /** Handled, to be stored and acknowledged. */
  private handled: string[] = [];
  /** Ends when what is handled is stored. */
  private storing: Promise<void> | null = null;
  private isOpen = false;

  constructor(
    private readonly seen: Seen,
    private readonly reader: Reader,
  ) {}

  /** What earlier programs have seen is known: messages may be handed on. */
  open(): void {
    this.isOpen = true;
    this.handOn();
  }

  /** @throws ProtocolError for a packet that is no message; nothing is acknowledged then */
  receive(packet: unknown): void {
    const message = readMessage(packet);
    const { messageId } = message;
    if (this.reader.isEcho(message)) return this.reader.acknowledge(messageId);
    if (this.handling.has(messageId) || this.waiting.size >= capacity) return;
    this.waiting.set(messageId, message);
    this.handOn();
  }

  /** Hands on what waits, if there is somebody. */
  handOn(): void {
    for (const [messageId, message] of this.waiting) {
      // Should the program end now, it sees no message again but those whose handlers are at work.
      if (!this.isOpen || this.storing !== null || !this.reader.isThere()) return;
      this.waiting.delete(messageId);
      // A repetition means that the server did not get the first acknowledgement.
      if (this.seen.has(messageId)) {
        this.reader.skip(message);
        this.reader.acknowledge(messageId);
      } else this.take(message);
    }
  }

  /** Resolves when all that has been handled is stored. */
  async settled(): Promise<void> {
    while (this.storing !== null) await this.storing;
  }

  private take(message: Message): void {
    const { messageId } = message;
    this.seen.add(messageId);
    this.handling.add(messageId);
    const reading = this.reader.read(message);
    const end = (): void => {
      this.handled.push(messageId);
      this.storing ??= this.store();
    };
    if (reading === null) end();
    else void reading.then(end);
  }

  private async store(): Promise<void> {
    while (this.handled.length > 0) {
      const messageIds = this.handled;
      this.handled = [];
      await this.seen.store(messageIds);
      for (const messageId of messageIds) {
        this.handling.delete(messageId);
        this.reader.acknowledge(messageId);
      }
    }
    this.storing = null;
    this.handOn();
  }
}

/** @throws ProtocolError that names the field at fault */
function readMessage(packet: unknown): Message {
  const fields = fieldsOf(packet);
  if (typeof packet !== 'object' || packet === null) {
    throw new ProtocolError(
      `a message arrived that is no object but ${packet === null ? 'null' : `a ${typeof packet}`}`,
    );
  }
  if (fields['method'] !== 'sendmessage_toclient') throw malformed(fields, 'method');
  const { way, body } = fields;
  if (way !== 'P2P' && way !== 'P2R') throw malformed(fields, 'way');
  if (body === undefined || body === null) throw malformed(fields, 'body');
  const message = {
    messageId: filled(fields, 'messageId'),
    clientMessageId: typeof fields['clientMessageId'] === 'string' ? fields['clientMessageId'] : '',
    fromUser: filled({ fromUser: fields['fromUser'] ?? fields['formUser'] }, 'fromUser'),
    toTarget: filled(fields, 'toTarget'),
    way,
    type: filled(fields, 'type'),
    body,
    sendTime: typeof fields['sendTime'] === 'number' ? fields['sendTime'] : 0,
  };
  if (message.type === 'TEXT' && typeof body !== 'string') throw malformed(fields, 'body');
  // What the body of the other types looks like is between the sender and its server.
  return message as Message;
}

function filled(fields: Readonly<Record<string, unknown>>, field: string): string {
  const value = fields[field];
  if (typeof value !== 'string' || value === '') throw malformed(fields, field);
  return value;
}

const malformed = (fields: Readonly<Record<string, unknown>>, field: string): ProtocolError =>
  new ProtocolError(`a message arrived with${fields[field] === undefined ? `out ${field}` : ` a malformed ${field}`}`);
