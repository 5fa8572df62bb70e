import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './clock.mjs';
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

/** Ids that are remembered, and written when the test says so. */
class Memory {
  ids = new Set();
  writes = [];

  has(id) {
    return this.ids.has(id);
  }

  add(id) {
    this.ids.add(id);
  }

  store(ids) {
    return new Promise((resolve) => this.writes.push({ ids, resolve }));
  }
}

/** An inbox that is open and has a reader, unless the test says otherwise. */
function makeInbox({ isThere = true, isOpen = true } = {}) {
  const seen = new Memory();
  const delivered = [];
  const acknowledged = [];
  const skipped = [];
  const reader = {
    isThere: () => isThere,
    isEcho: ({ clientMessageId }) => clientMessageId === 'own',
    read: (message) => {
      delivered.push(message);
      return null;
    },
    skip: ({ messageId }) => skipped.push(messageId),
    acknowledge: (messageId) => acknowledged.push(messageId),
    come: () => {
      isThere = true;
      inbox.handOn();
    },
  };
  const inbox = new Inbox(seen, reader);
  if (isOpen) inbox.open();
  /** Lets the store do what was asked of it. */
  const stored = async () => {
    await settled();
    for (const { resolve } of seen.writes.splice(0)) resolve();
    await settled();
  };
  return { inbox, seen, reader, delivered, acknowledged, skipped, stored };
}

const idsOf = (messages) => messages.map(({ messageId }) => messageId);
const named = (messageId) => ({ ...packet, messageId });

test('a message is delivered without the envelope, its id is stored, and then it is acknowledged', async () => {
  const { inbox, seen, delivered, acknowledged, stored } = makeInbox();
  inbox.receive(packet);
  const { method, requestId, timestamp, ...message } = packet;
  assert.deepEqual(delivered, [message]);
  assert.deepEqual([seen.writes.map(({ ids }) => ids), acknowledged], [[['m1']], []]);
  await stored();
  assert.deepEqual(acknowledged, ['m1']);
});

test('a repetition is acknowledged again and not delivered, but not before the first is handled', async () => {
  const { inbox, delivered, acknowledged, stored } = makeInbox();
  inbox.receive(packet);
  inbox.receive({ ...packet, requestId: 'd2' });
  assert.deepEqual([idsOf(delivered), acknowledged], [['m1'], []]);
  await stored();
  assert.deepEqual(acknowledged, ['m1']);
  inbox.receive({ ...packet, requestId: 'd3' });
  assert.deepEqual([idsOf(delivered), acknowledged], [['m1'], ['m1', 'm1']]);
});

test('the next message is handed on when the id of the one before is stored', async () => {
  const { inbox, delivered, acknowledged, stored } = makeInbox();
  for (const id of ['m1', 'm2', 'm3']) inbox.receive(named(id));
  for (const count of [1, 2, 3]) {
    await settled();
    assert.deepEqual(idsOf(delivered), ['m1', 'm2', 'm3'].slice(0, count));
    await stored();
  }
  assert.deepEqual(acknowledged, ['m1', 'm2', 'm3']);
});

test('what an earlier program has handled is acknowledged and not delivered', () => {
  const { inbox, seen, delivered, acknowledged, skipped } = makeInbox({ isOpen: false });
  inbox.receive(packet);
  inbox.receive(named('m2'));
  assert.deepEqual([delivered, acknowledged], [[], []]);
  seen.add('m1');
  inbox.open();
  assert.deepEqual([idsOf(delivered), skipped, acknowledged], [['m2'], ['m1'], ['m1']]);
});

test('until there is a handler messages wait in their order, unacknowledged', async () => {
  const { inbox, reader, delivered, acknowledged, stored } = makeInbox({ isThere: false });
  for (const id of ['m1', 'm2', 'm1', 'm3']) inbox.receive(named(id));
  await stored();
  assert.deepEqual([delivered, acknowledged], [[], []]);
  reader.come();
  for (const _each of [1, 2, 3]) await stored();
  assert.deepEqual(
    [idsOf(delivered), acknowledged],
    [
      ['m1', 'm2', 'm3'],
      ['m1', 'm2', 'm3'],
    ],
  );
});

test('a message whose handler is at work holds up no other, and is acknowledged when it is done', async () => {
  const { inbox, reader, delivered, acknowledged, stored } = makeInbox();
  const ends = [];
  reader.read = (message) => {
    delivered.push(message);
    return new Promise((resolve) => ends.push(resolve));
  };
  for (const id of ['m1', 'm2', 'm3']) inbox.receive(named(id));
  assert.deepEqual(idsOf(delivered), ['m1', 'm2', 'm3']);
  ends[1]();
  await stored();
  assert.deepEqual(acknowledged, ['m2']);
  ends[0]();
  ends[2]();
  await stored();
  await stored();
  assert.deepEqual(acknowledged, ['m2', 'm1', 'm3']);
});

test('an echo of what this client sent is acknowledged and not delivered', () => {
  const { inbox, delivered, acknowledged } = makeInbox({ isThere: false });
  inbox.receive({ ...packet, clientMessageId: 'own' });
  assert.deepEqual([delivered, acknowledged], [[], ['m1']]);
});

test('what is handled while the store writes is written together', async () => {
  const { inbox, reader, seen } = makeInbox();
  const ends = [];
  reader.read = () => new Promise((resolve) => ends.push(resolve));
  for (let id = 0; id < 500; id += 1) inbox.receive(named(`m${id}`));
  ends[0]();
  await settled();
  ends.forEach((end) => end());
  await settled();
  seen.writes[0].resolve();
  await settled();
  assert.deepEqual(
    seen.writes.map(({ ids }) => ids.length),
    [1, 499],
  );
});

/** What is no message, and what is said of it. */
const malformed = [
  ['text', 'that is no object but a string'],
  [null, 'that is no object but null'],
  [{ ...packet, method: 'other' }, 'with a malformed method'],
  [{ ...packet, messageId: 7 }, 'with a malformed messageId'],
  [{ ...packet, messageId: '' }, 'with a malformed messageId'],
  [{ ...packet, fromUser: undefined }, 'without fromUser'],
  [{ ...packet, toTarget: null }, 'with a malformed toTarget'],
  [{ ...packet, way: 'P2X' }, 'with a malformed way'],
  [{ ...packet, type: undefined }, 'without type'],
  [{ ...packet, body: null }, 'with a malformed body'],
  [{ ...packet, body: { text: 'x' } }, 'with a malformed body'],
];

for (const [value, words] of malformed) {
  test(`${JSON.stringify(value)} is a message ${words}`, () => {
    const { inbox, delivered, acknowledged } = makeInbox();
    const error = { name: 'ProtocolError', message: `a message arrived ${words}` };
    assert.throws(() => inbox.receive(value), error);
    assert.deepEqual([delivered, acknowledged], [[], []]);
  });
}

test('only the latest keys are remembered, and a repetition counts as late', () => {
  const recent = new Recent(2);
  for (const key of ['a', 'b', 'a', 'c']) recent.add(key);
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => recent.has(key)),
    [true, false, true],
  );
});
