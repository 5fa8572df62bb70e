import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock, settled } from './clock.mjs';
import { load } from './load.mjs';
import { Memory, account, prefix } from './memory.mjs';

const { Backlog } = await load('core/backlog.ts');
const { Scope } = await load('base/scope.ts');
const { Slot } = await load('core/slot.ts');
const { Store } = await load('base/store.ts');

const message = (clientMessageId, body = 'x') => ({ way: 'P2P', toTarget: 'bob', type: 'TEXT', body, clientMessageId });
const slotOn = (storage, failed = assert.fail) =>
  new Slot(0, new Store(storage, account, new Clock(), new Scope(new Clock()), failed), () => {});
const idsOf = (left) => left.map((kept) => kept.message.clientMessageId);

/** A backlog that has begun, and what was left for it. */
async function begun(storage, failed) {
  const backlog = new Backlog();
  const left = await backlog.begin(slotOn(storage, failed));
  return { backlog, left };
}

/** What the next client finds. */
const leftIn = async (storage) => idsOf((await begun(storage)).left);

test('what is kept is there for the next client, in its order, until it is forgotten', async () => {
  const memory = new Memory();
  const { backlog, left } = await begun(memory);
  assert.deepEqual(left, []);
  const [, b] = ['a', 'b', 'c'].map((id) => backlog.keep(message(id)));
  await b.stored;
  assert.deepEqual(await leftIn(memory), ['a', 'b', 'c']);
  await backlog.forget(b);
  assert.deepEqual(await leftIn(memory), ['a', 'c']);
});

test('what is kept before there is a slot is stored after what was left in it', async () => {
  const memory = new Memory();
  (await begun(memory)).backlog.keep(message('left'));
  await settled();
  const backlog = new Backlog();
  const early = backlog.keep(message('early'));
  assert.deepEqual(idsOf(await backlog.begin(slotOn(memory))), ['left']);
  await early.stored;
  assert.deepEqual(await leftIn(memory), ['left', 'early']);
});

test('with a store that answers at once a message is in it when keep() returns', async () => {
  const items = new Map();
  const storage = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
  const { backlog } = await begun(storage);
  const kept = backlog.keep(message('a'));
  assert.ok(items.has(`${prefix}0.outbox.0`));
  void backlog.forget(kept);
  assert.ok(!items.has(`${prefix}0.outbox.0`));
});

test('whatever waits, a message costs what it is long', async () => {
  for (const waiting of [1, 10, 100, 1000]) {
    const memory = new Memory();
    const { backlog } = await begun(memory);
    for (let id = 0; id < waiting; id += 1) backlog.keep(message(`${id}`));
    await settled();
    const [writes, bytes] = [memory.writes, memory.bytes];
    const kept = backlog.keep(message('one more'));
    await kept.stored;
    await backlog.forget(kept);
    // The item, its removal, and at most the count of the cells.
    assert.ok(memory.writes - writes <= 3 && memory.bytes - bytes < 200, `${memory.bytes - bytes} bytes`);
  }
});

test('cells are used again, so that what is searched is no more than what ever waited at once', async () => {
  const memory = new Memory();
  const { backlog } = await begun(memory);
  const stuck = backlog.keep(message('stuck'));
  for (let id = 0; id < 1000; id += 1) await backlog.forget(backlog.keep(message(`${id}`)));
  await stuck.stored;
  assert.equal(memory.items.get(`${prefix}0.outbox`), '8');
  assert.deepEqual(await leftIn(memory), ['stuck']);
});

for (const text of ['nonsense', '{}', 'null', '{"serial":1,"message":{"way":"P2P"}}']) {
  test(`an item that holds ${text} is reported, removed, and costs no other`, async () => {
    const memory = new Memory();
    const { backlog } = await begun(memory);
    for (const id of ['a', 'b', 'c']) backlog.keep(message(id));
    await settled();
    memory.items.set(`${prefix}0.outbox.1`, text);
    const failures = [];
    assert.deepEqual(idsOf((await begun(memory, (error) => failures.push(error))).left), ['a', 'c']);
    assert.deepEqual(
      failures.map((error) => [error.name, error.cause.message]),
      [['StorageError', '0.outbox.1']],
    );
    await settled();
    assert.ok(!memory.items.has(`${prefix}0.outbox.1`));
  });
}

test('a count that is none makes the client search all cells', async () => {
  const memory = new Memory();
  (await begun(memory)).backlog.keep(message('a'));
  await settled();
  memory.items.set(`${prefix}0.outbox`, 'nonsense');
  assert.deepEqual(await leftIn(memory), ['a']);
});

test('an item that can not be read now is not written over', async () => {
  const memory = new Memory();
  const { backlog } = await begun(memory);
  for (const id of ['a', 'b']) backlog.keep(message(id));
  await settled();
  const failing = {
    getItem: async (key) => {
      if (key.endsWith('.outbox.0')) throw new Error('a bad sector');
      return memory.getItem(key);
    },
    setItem: (key, value) => memory.setItem(key, value),
    removeItem: (key) => memory.removeItem(key),
  };
  const next = await begun(failing, () => {});
  assert.deepEqual(idsOf(next.left), ['b']);
  for (let id = 0; id < 20; id += 1) next.backlog.keep(message(`new ${id}`));
  await settled();
  assert.deepEqual((await leftIn(memory)).slice(0, 3), ['a', 'b', 'new 0']);
});

test('a slot whose count can not be read is left alone, and nobody waits for it', async () => {
  const memory = new Memory();
  (await begun(memory)).backlog.keep(message('a'));
  await settled();
  let isBroken = true;
  const failing = {
    getItem: async (key) => {
      if (isBroken) throw new Error('not now');
      return memory.getItem(key);
    },
    setItem: (key, value) => memory.setItem(key, value),
    removeItem: (key) => memory.removeItem(key),
  };
  const { backlog, left } = await begun(failing, () => {});
  await backlog.keep(message('b')).stored;
  assert.deepEqual([left, backlog.hasBegun], [[], false]);
  isBroken = false;
  assert.deepEqual(idsOf(await backlog.begin(slotOn(failing))), ['a']);
  await settled();
  assert.deepEqual(await leftIn(memory), ['a', 'b']);
});

test('what the store has no room for is named, and stored when there is room', async () => {
  const room = 320;
  const memory = new Memory();
  const used = () => [...memory.items.values()].reduce((sum, text) => sum + text.length, 0);
  const small = {
    getItem: (key) => memory.getItem(key),
    setItem: async (key, value) => {
      if (used() + value.length > room) throw new Error('no room');
      return memory.setItem(key, value);
    },
    removeItem: (key) => memory.removeItem(key),
  };
  const failures = [];
  const { backlog } = await begun(small, (error) => failures.push(error));
  const first = backlog.keep(message('first'));
  backlog.keep(message('large', 'x'.repeat(1000)));
  backlog.keep(message('second'));
  const third = backlog.keep(message('third', 'x'.repeat(100)));
  await third.stored;
  assert.deepEqual(await leftIn(memory), ['first', 'second']);
  assert.deepEqual(
    failures.map(({ name, clientMessageId }) => [name, clientMessageId]),
    [
      ['StorageError', 'large'],
      ['StorageError', 'third'],
    ],
  );
  await backlog.forget(first);
  await settled();
  backlog.retry();
  await settled();
  assert.deepEqual(await leftIn(memory), ['second', 'third']);
});

test('a count that could not be written is written again', async () => {
  const memory = new Memory();
  let isBroken = true;
  const failing = {
    getItem: (key) => memory.getItem(key),
    setItem: async (key, value) => {
      if (isBroken) throw new Error('not now');
      return memory.setItem(key, value);
    },
    removeItem: (key) => memory.removeItem(key),
  };
  const { backlog } = await begun(failing, () => {});
  const lost = Array.from({ length: 9 }, (_, id) => backlog.keep(message(`lost ${id}`)));
  await settled();
  isBroken = false;
  await backlog.keep(message('a')).stored;
  for (const kept of lost) void backlog.forget(kept);
  await settled();
  assert.deepEqual(await leftIn(memory), ['a']);
});
