import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock, settled } from './clock.mjs';
import { load } from './load.mjs';
import { account, prefix } from './memory.mjs';

const { Scope } = await load('base/scope.ts');
const { Store } = await load('base/store.ts');
const never = () => new Promise(() => {});

function makeStore(storage) {
  const clock = new Clock();
  const life = new Scope(clock);
  const failures = [];
  const store = new Store(storage, account, clock, life, (error) => failures.push(error));
  return { clock, life, failures, store };
}

test('a store that throws, or rejects, is reported and costs nothing else', async () => {
  const refuse = () => {
    throw new Error('no room');
  };
  const { store, failures, clock } = makeStore({
    getItem: refuse,
    setItem: () => Promise.reject(new Error('no room')),
    removeItem: refuse,
  });
  assert.equal(await store.read('a'), undefined);
  assert.deepEqual([await store.write('a', 'x', 'm1'), await store.write('a', null)], [false, false]);
  assert.deepEqual(
    failures.map(({ name, message, clientMessageId, cause }) => [name, message, clientMessageId, cause.message]),
    [
      ['StorageError', 'the storage failed: an item could not be read', '', 'no room'],
      ['StorageError', 'the storage failed: an item could not be written', 'm1', 'no room'],
      ['StorageError', 'the storage failed: an item could not be written', '', 'no room'],
    ],
  );
  assert.equal(clock.size, 0);
});

test('what is no text counts as absent', async () => {
  for (const value of ['', null, undefined, 7, {}]) {
    assert.equal(await makeStore({ getItem: () => value }).store.read('a'), null);
  }
});

test('a store that does not answer is waited for once', async () => {
  const { store, failures, clock } = makeStore({ getItem: never, setItem: never, removeItem: never });
  const first = store.read('a');
  assert.equal(clock.next, 3000);
  clock.pass(3000);
  assert.equal(await first, undefined);
  const others = [store.read('b'), store.write('c', 'x')];
  assert.equal(clock.next, 0);
  clock.pass(0);
  assert.deepEqual(await Promise.all(others), [undefined, false]);
  assert.deepEqual(
    failures.map(({ cause }) => cause.message),
    Array(3).fill('it does not answer'),
  );
  assert.equal(clock.size, 0);
});

test('a store that answers late is waited for again', async () => {
  let answer;
  const { store, clock } = makeStore({ getItem: () => new Promise((resolve) => (answer = resolve)) });
  const late = store.read('a');
  clock.pass(3000);
  assert.equal(await late, undefined);
  answer('x');
  await settled();
  const next = store.read('b');
  assert.equal(clock.next, 3000);
  answer('y');
  assert.equal(await next, 'y');
});

test('what is done to one item is done in the order of the calls, and other items do not wait', async () => {
  const calls = [];
  const answers = [];
  const later = (name) => (key) => {
    calls.push(`${name} ${key.slice(prefix.length)}`);
    return new Promise((resolve) => answers.push(resolve));
  };
  const { store } = makeStore({ setItem: later('set'), removeItem: later('remove'), getItem: later('get') });
  void store.write('a', '1');
  void store.write('a', null);
  void store.read('a');
  void store.write('b', '1');
  await settled();
  assert.deepEqual(calls, ['set a', 'set b']);
  answers[0]();
  await settled();
  answers[2]();
  await settled();
  assert.deepEqual(calls, ['set a', 'set b', 'remove a', 'get a']);
});

test('a call that is never answered holds up its item only until nobody waits for it', async () => {
  const items = new Map();
  let hangs = true;
  const storage = {
    getItem: async (key) => items.get(key) ?? null,
    setItem: (key, value) => (hangs ? never() : Promise.resolve(void items.set(key, value))),
  };
  const { store, clock } = makeStore(storage);
  const first = store.write('a', '1');
  hangs = false;
  const second = store.write('a', '2');
  clock.pass(3000);
  assert.deepEqual([await first, await second, await store.read('a')], [false, true, '2']);
  await settled();
  assert.equal(clock.size, 0);
});

test('a store that answers at once has done what was asked when the call returns', () => {
  const items = new Map();
  const { store, clock } = makeStore({
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  });
  void store.write('a', '1');
  assert.equal(items.get(`${prefix}a`), '1');
  void store.write('a', null);
  assert.deepEqual([items.size, clock.size], [0, 0]);
});

test("after the client's end nothing is read", async () => {
  const calls = [];
  const note = (name) => () => void calls.push(name);
  const { store, life } = makeStore({ getItem: note('get'), setItem: note('set'), removeItem: note('remove') });
  life.end(new Error('closed'));
  assert.deepEqual(
    [await store.read('a'), await store.write('a', '1'), await store.write('a', null), calls],
    [undefined, true, true, ['set', 'remove']],
  );
});

test("after the client's end all that waits for the store has one time limit", async () => {
  const answers = [];
  const later = () => new Promise((resolve) => answers.push(resolve));
  const { store, clock, life } = makeStore({ setItem: later, removeItem: later });
  life.end(new Error('closed'));
  const calls = [store.write('a', '1'), store.write('a', null), store.write('b', null)];
  clock.pass(2000);
  answers[0]();
  await settled();
  assert.equal(clock.next, 1000);
  clock.pass(1000);
  assert.deepEqual(await Promise.all(calls), [true, false, false]);
  assert.deepEqual([await store.write('c', null), clock.size], [false, 0]);
});
