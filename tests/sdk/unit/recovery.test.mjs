import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock, settled } from './clock.mjs';
import { load } from './load.mjs';
import { Memory, SharedLocks, account, prefix } from './memory.mjs';

const { Backlog } = await load('core/backlog.ts');
const { Recovery } = await load('core/recovery.ts');
const { Scope } = await load('base/scope.ts');
const { Seen } = await load('core/seen.ts');
const { Slots } = await load('core/slot.ts');
const { Store } = await load('base/store.ts');

const message = (id) => ({ way: 'P2P', toTarget: 'bob', type: 'TEXT', body: 'x', clientMessageId: id });
const ended = Object.assign(new Error('closed'), { name: 'StateError' });

/** A client's part of a store that others share. It sends nothing: `taken` is what it takes up. */
async function join(memory, locks, failed = assert.fail) {
  const clock = new Clock();
  const life = new Scope(clock);
  const store = new Store(memory, account, clock, life, failed);
  const client = { clock, life, backlog: new Backlog(), seen: new Seen(), taken: [], isOpen: false };
  const takeUp = (left, backlog) =>
    left.forEach((kept) => client.taken.push({ id: kept.message.clientMessageId, kept, backlog }));
  const outbox = {
    takeUp,
    begin: async (slot) => client.backlog.hasBegun || takeUp(await client.backlog.begin(slot), client.backlog),
    mend: async () => {
      await client.backlog.recount();
      client.backlog.retry();
    },
    open: () => (client.isOpen = true),
  };
  const slots = new Slots(store, locks);
  const inbox = { open: () => {}, settled: async () => {} };
  client.recovery = new Recovery(slots, outbox, client.seen, inbox, clock, life, failed);
  client.ids = () => client.taken.map(({ id }) => id);
  /** Ends as a crash does: nothing more is done, and the locks are free. */
  client.die = () => {
    for (const name of client.held) locks.held.delete(name);
  };
  const before = new Set(locks.held);
  await client.recovery.start();
  client.held = [...locks.held].filter((name) => !before.has(name));
  return client;
}

/** Lets a client look for what others left. */
async function look(client) {
  client.clock.pass(10_000);
  await settled();
}

test('clients that live at once have slots of their own, and leave each other their messages', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const one = await join(memory, locks);
  one.backlog.keep(message('a'));
  const two = await join(memory, locks);
  two.backlog.keep(message('b'));
  await settled();
  await look(one);
  await look(two);
  assert.deepEqual([one.ids(), two.ids(), [...locks.held].sort()], [[], [], [`${prefix}slot.0`, `${prefix}slot.1`]]);
  assert.ok(one.isOpen && two.isOpen);
});

test('what a dead client left is taken up by exactly one of the living, and by the next when that one dies', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const [one, two, three] = [await join(memory, locks), await join(memory, locks), await join(memory, locks)];
  for (const id of ['a', 'b']) two.backlog.keep(message(id));
  await settled();
  two.die();
  await Promise.all([look(one), look(three)]);
  assert.deepEqual([...one.ids(), ...three.ids()], ['a', 'b']);
  const [heir, other] = one.taken.length > 0 ? [one, three] : [three, one];
  const [first] = heir.taken;
  await first.backlog.forget(first.kept);
  await look(heir);
  await look(other);
  assert.deepEqual(other.ids(), []);
  heir.life.end(ended);
  await settled();
  await look(other);
  assert.deepEqual(other.ids(), ['b']);
});

test('the next client has the slot of the one before it, and what is in it', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const one = await join(memory, locks);
  one.backlog.keep(message('a'));
  await one.seen.store(['m1', 'm2']);
  one.die();
  const next = await join(memory, locks);
  assert.deepEqual(next.ids(), ['a']);
  assert.deepEqual(
    ['m1', 'm2', 'm3'].map((id) => next.seen.has(id)),
    [true, true, false],
  );
});

test('what other clients have seen is known, whoever holds their slots now', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const [one, two] = [await join(memory, locks), await join(memory, locks)];
  await one.seen.store(['one']);
  await two.seen.store(['two']);
  two.die();
  const three = await join(memory, locks);
  assert.deepEqual([three.seen.has('one'), three.seen.has('two')], [true, true]);
});

test('a slot is free again when its messages are sent', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const [one, two] = [await join(memory, locks), await join(memory, locks)];
  two.backlog.keep(message('a'));
  await settled();
  two.die();
  await look(one);
  assert.ok(locks.held.has(`${prefix}slot.1`));
  for (const { kept, backlog } of one.taken) await backlog.forget(kept);
  await look(one);
  assert.ok(!locks.held.has(`${prefix}slot.1`));
});

test('a store that somebody has emptied is put in order again', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const [one, two] = [await join(memory, locks), await join(memory, locks)];
  await two.backlog.keep(message('a')).stored;
  memory.items.clear();
  await two.backlog.keep(message('b')).stored;
  await look(two);
  two.die();
  await look(one);
  assert.deepEqual(one.ids(), ['b']);
});

test('locks that fail are reported, and the client goes on without the store', async () => {
  const failures = [];
  const broken = { held: new Set(), take: () => Promise.reject(new Error('SecurityError')) };
  const memory = new Memory();
  const client = await join(memory, broken, (error) => failures.push(error));
  await client.backlog.keep(message('a')).stored;
  assert.ok(client.isOpen);
  assert.deepEqual(memory.items.size, 0);
  assert.deepEqual([...new Set(failures.map(({ message: words }) => words))], ['the storage failed: its locks failed']);
});

test('a store that has every item is not searched for ever', async () => {
  const full = { getItem: () => 'x', setItem: () => {}, removeItem: () => {} };
  const client = await join(full, new SharedLocks(), () => {});
  assert.ok(client.isOpen);
});

test('the ids of more messages than are remembered leave the latest', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const one = await join(memory, locks);
  for (let id = 0; id < 3000; id += 100) {
    await one.seen.store(Array.from({ length: 100 }, (_, index) => `m${id + index}`));
  }
  one.die();
  const next = await join(memory, locks);
  const known = Array.from({ length: 3000 }, (_, id) => next.seen.has(`m${id}`));
  assert.ok(known.slice(2100).every((isKnown) => isKnown));
  assert.ok(!known[0]);
  const { bytes } = memory;
  await next.seen.store(['one more']);
  assert.ok(memory.bytes - bytes < 2000, `${memory.bytes - bytes} bytes`);
  next.die();
  const last = await join(memory, locks);
  assert.ok(last.seen.has('one more') && last.seen.has('m2999'));
});

test('a page of ids that is corrupted is reported, and costs no other', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const one = await join(memory, locks);
  for (let id = 0; id < 200; id += 1) await one.seen.store([`m${id}`]);
  one.die();
  memory.items.set(`${prefix}0.inbox.0`, '{"nonsense"');
  const failures = [];
  const next = await join(memory, locks, (error) => failures.push(error.message));
  assert.deepEqual([next.seen.has('m0'), next.seen.has('m150')], [false, true]);
  assert.deepEqual(failures, ['the storage failed: an item is corrupted']);
});

test('a client that leaves gives back what it took up, and may come again', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const one = await join(memory, locks);
  await one.backlog.keep(message('a')).stored;
  one.die();
  const idle = await join(memory, locks);
  assert.deepEqual(idle.ids(), ['a']);
  await idle.recovery.leave();
  await settled();
  assert.equal(locks.held.size, 0);
  const other = await join(memory, locks);
  assert.deepEqual(other.ids(), ['a']);
  await idle.recovery.start();
  assert.equal(locks.held.size, 2);
});

test('a client that leaves while it comes holds nothing', async () => {
  const [memory, locks] = [new Memory(), new SharedLocks()];
  const one = await join(memory, locks);
  await one.recovery.leave();
  await settled();
  const coming = one.recovery.start();
  const leaving = one.recovery.leave();
  await Promise.all([coming, leaving]);
  await settled();
  assert.equal(locks.held.size, 0);
});
