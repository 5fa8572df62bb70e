import type { Message } from '../model/message.js';
import { ProtocolError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import { Recent } from '../base/recent.js';

/** How many messages back a repetition is recognised. */
const remembered = 10_000;

/** Messages on their way in: each is handed on once and acknowledged as often as it comes. */
export class Inbox {
  private readonly seen = new Recent(remembered);

  constructor(
    private readonly deliver: (message: Message) => void,
    private readonly acknowledge: (messageId: string) => void,
  ) {}

  /** @throws ProtocolError for a packet that is no message; nothing is acknowledged then */
  receive(packet: unknown): void {
    const message = readMessage(packet);
    if (this.seen.add(message.messageId)) this.deliver(message);
    // A repetition means that the server did not get the first acknowledgement.
    this.acknowledge(message.messageId);
  }
}

/** @throws ProtocolError that names the field at fault */
function readMessage(packet: unknown): Message {
  const fields = fieldsOf(packet);
  if (fields['method'] !== 'sendmessage_toclient') throw malformed('method');
  const { way, body } = fields;
  if (way !== 'P2P' && way !== 'P2R') throw malformed('way');
  if (body === undefined || body === null) throw malformed('body');
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
  if (message.type === 'TEXT' && typeof body !== 'string') throw malformed('body');
  // What the body of the other types looks like is between the sender and its server.
  return message as Message;
}

function filled(fields: Readonly<Record<string, unknown>>, field: string): string {
  const value = fields[field];
  if (typeof value !== 'string' || value === '') throw malformed(field);
  return value;
}

const malformed = (field: string): ProtocolError => new ProtocolError(`a message arrived with a malformed ${field}`);
