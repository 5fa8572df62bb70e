import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './clock.mjs';
import { load } from './load.mjs';
import { Memory, account } from './memory.mjs';

const { Backlog } = await load('core/backlog.ts');
const { Store } = await load('base/store.ts');

const message = (clientMessageId) => ({ way: 'P2P', toTarget: 'bob', type: 'TEXT', body: 'x', clientMessageId });
const backlogOn = (memory, failed = assert.fail) => new Backlog(new Store(memory, account, failed));
const ids = async (backlog) => (await backlog.load()).map(({ clientMessageId }) => clientMessageId);

test('what is kept is there for the next run, in its order, until it is forgotten', async () => {
  const memory = new Memory();
  const backlog = backlogOn(memory);
  for (const id of ['a', 'b', 'c']) backlog.keep(message(id));
  backlog.forget(message('b'));
  assert.deepEqual(await ids(backlogOn(memory)), []);
  await settled();
  assert.deepEqual(await ids(backlogOn(memory)), ['a', 'c']);
});

test('many changes at once are one write', async () => {
  const memory = new Memory();
  const backlog = backlogOn(memory);
  for (let id = 0; id < 100; id += 1) backlog.keep(message(`${id}`));
  await settled();
  assert.equal(memory.writes, 1);
});

test('loading waits for the writes that were asked for before', async () => {
  const backlog = backlogOn(new Memory());
  backlog.keep(message('a'));
  backlog.keep(message('b'));
  backlog.forget(message('a'));
  assert.deepEqual(await ids(backlog), ['b']);
});

test('two clients of one account leave each other their messages', async () => {
  const memory = new Memory();
  const [one, two] = [backlogOn(memory), backlogOn(memory)];
  one.keep(message('a'));
  await settled();
  two.keep(message('b'));
  await settled();
  one.forget(message('a'));
  two.forget(message('a'));
  await settled();
  assert.deepEqual(await ids(backlogOn(memory)), ['b']);
});

test('what is in the store and is no message is left out', async () => {
  for (const text of ['', 'nonsense', '{}', 'null', '[null, 7, {"way":"P2P"}]']) {
    const memory = new Memory();
    memory.items.set('echat.http://h:80.K.alice.outbox', text);
    assert.deepEqual(await ids(backlogOn(memory)), []);
  }
});

test('a store that fails is reported, each time, and nothing is thrown', async () => {
  const failures = [];
  const refuse = () => {
    throw new Error('no room');
  };
  const broken = { getItem: refuse, setItem: () => Promise.reject(new Error('no room')), removeItem: refuse };
  const backlog = backlogOn(broken, (error) => failures.push(error));
  backlog.keep(message('a'));
  assert.deepEqual(await ids(backlog), []);
  assert.deepEqual(
    failures.map(({ name, message: words }) => `${name}: ${words}`),
    Array(3).fill('StorageError: the storage failed'),
  );
  assert.equal(failures[0].thrown.message, 'no room');
});
