import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { Inbox } = await load('core/inbox.ts');
const { Recent } = await load('base/recent.ts');

const packet = {
  method: 'sendmessage_toclient',
  requestId: 'd1',
  timestamp: 1,
  messageId: 'm1',
  clientMessageId: 'c1',
  fromUser: 'alice',
  toTarget: 'bob',
  way: 'P2P',
  type: 'TEXT',
  body: 'hello',
  sendTime: 2,
};

function makeInbox() {
  const delivered = [];
  const acknowledged = [];
  const inbox = new Inbox(
    (message) => delivered.push(message),
    (messageId) => acknowledged.push(messageId),
  );
  return { inbox, delivered, acknowledged };
}

test('a message is delivered without the envelope, and acknowledged', () => {
  const { inbox, delivered, acknowledged } = makeInbox();
  inbox.receive(packet);
  const { method, requestId, timestamp, ...message } = packet;
  assert.deepEqual(delivered, [message]);
  assert.deepEqual(acknowledged, ['m1']);
});

test('a repetition is acknowledged again and not delivered', () => {
  const { inbox, delivered, acknowledged } = makeInbox();
  inbox.receive(packet);
  inbox.receive({ ...packet, messageId: 'm2' });
  inbox.receive({ ...packet, requestId: 'd2' });
  assert.deepEqual(
    delivered.map(({ messageId }) => messageId),
    ['m1', 'm2'],
  );
  assert.deepEqual(acknowledged, ['m1', 'm2', 'm1']);
});

test('a message of a 1.01 server: the sender is formUser, and there is no clientMessageId or time', () => {
  const { inbox, delivered } = makeInbox();
  const { fromUser, clientMessageId, sendTime, ...rest } = packet;
  inbox.receive({ ...rest, formUser: 'alice' });
  const [message] = delivered;
  assert.deepEqual([message.fromUser, message.clientMessageId, message.sendTime], ['alice', '', 0]);
});

test('a type that the SDK does not know arrives as it is', () => {
  const { inbox, delivered } = makeInbox();
  inbox.receive({ ...packet, type: 'LOCATION', body: { x: 1 } });
  assert.deepEqual(delivered[0].body, { x: 1 });
});

/** What is changed in a good packet, and the field that is named. */
const malformed = [
  [{ method: 'other' }, 'method'],
  [{ messageId: 7 }, 'messageId'],
  [{ messageId: '' }, 'messageId'],
  [{ fromUser: undefined }, 'fromUser'],
  [{ toTarget: null }, 'toTarget'],
  [{ way: 'P2X' }, 'way'],
  [{ type: undefined }, 'type'],
  [{ body: null }, 'body'],
  [{ body: { text: 'x' } }, 'body'],
];

for (const [change, field] of malformed) {
  test(`a message with ${JSON.stringify(change)} is malformed`, () => {
    const { inbox, delivered, acknowledged } = makeInbox();
    const message = `a message arrived with a malformed ${field}`;
    assert.throws(() => inbox.receive({ ...packet, ...change }), { name: 'ProtocolError', message });
    assert.deepEqual([delivered, acknowledged], [[], []]);
  });
}

test('only the latest keys are remembered, and a repetition counts as late', () => {
  const recent = new Recent(2);
  assert.deepEqual(
    ['a', 'b', 'a', 'c', 'a', 'b'].map((key) => recent.add(key)),
    [true, true, false, true, false, true],
  );
});
