import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock, settled } from './clock.mjs';
import { load } from './load.mjs';
import { Memory, account } from './memory.mjs';

const { Backlog } = await load('core/backlog.ts');
const { Outbox } = await load('core/outbox.ts');
const { Store } = await load('base/store.ts');
const { Scope } = await load('base/scope.ts');

const lost = Object.assign(new Error('the connection was lost'), { name: 'TransportError' });
const answer = (code, data) => ({ code, msg: 'no', data, isSucceed: () => code === 200 });
const message = (body, toTarget = 'bob') => ({ way: 'P2P', toTarget, type: 'TEXT', body, clientMessageId: body });

/** An outbox whose carrier the test plays: each attempt waits in `attempts` until the test settles it. */
function makeOutbox(capacity = 10, memory = new Memory()) {
  const clock = new Clock();
  const life = new Scope(clock);
  const attempts = [];
  const carrier = {
    isOnline: () => carrier.connected,
    connected: true,
    online: async () => undefined,
    deliver: ({ body }) => new Promise((resolve, reject) => attempts.push({ body, resolve, reject })),
  };
  const backlog = new Backlog(new Store(memory, account, assert.fail));
  return { clock, life, attempts, carrier, memory, outbox: new Outbox(carrier, backlog, life, clock, capacity) };
}

const bodies = (attempts) => attempts.map(({ body }) => body);

test('a message that the server takes resolves with its receipt', async () => {
  const { outbox, attempts } = makeOutbox();
  const sent = outbox.send(message('one'), {});
  await settled();
  attempts[0].resolve(answer(200, { messageId: 'm1' }));
  assert.deepEqual(await sent, { messageId: 'm1' });
});

test('within a conversation one message waits for the other; conversations do not wait', async () => {
  const { outbox, attempts } = makeOutbox();
  const sent = [
    outbox.send(message('b1'), {}),
    outbox.send(message('b2'), {}),
    outbox.send(message('c1', 'carol'), {}),
  ];
  await settled();
  assert.deepEqual(bodies(attempts), ['b1', 'c1']);
  attempts[0].resolve(answer(200));
  await settled();
  assert.deepEqual(bodies(attempts), ['b1', 'c1', 'b2']);
  attempts[1].resolve(answer(200));
  attempts[2].resolve(answer(200));
  await Promise.all(sent);
});

test("the server's no rejects, and the next message goes", async () => {
  const { outbox, attempts } = makeOutbox();
  const refused = outbox.send(message('one'), {});
  const taken = outbox.send(message('two'), {});
  await settled();
  attempts[0].resolve(answer(403));
  await assert.rejects(refused, { name: 'RefusedError', code: 403, message: 'the message was refused: no [403]' });
  await settled();
  attempts[1].resolve(answer(200, 'receipt'));
  assert.equal(await taken, 'receipt');
});

test('while the client is online, what failed is tried again after a pause', async () => {
  const { outbox, attempts, clock } = makeOutbox();
  const sent = outbox.send(message('one'), {});
  await settled();
  attempts[0].reject(lost);
  await settled();
  assert.deepEqual([attempts.length, clock.size], [1, 1]);
  const firstPause = clock.next;
  clock.pass(firstPause);
  await settled();
  attempts[1].reject(lost);
  await settled();
  assert.ok(clock.next > firstPause / 2 && clock.next <= 1000, `a pause of ${clock.next} ms`);
  clock.pass(clock.next);
  await settled();
  assert.deepEqual(bodies(attempts), ['one', 'one', 'one']);
  attempts[2].resolve(answer(200, 'receipt'));
  assert.equal(await sent, 'receipt');
  assert.equal(clock.size, 0);
});

test('a success makes the next pause of the conversation short again', async () => {
  const { outbox, attempts, clock } = makeOutbox();
  const sent = [outbox.send(message('one'), {}), outbox.send(message('two'), {})];
  await settled();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    attempts[attempt].reject(lost);
    await settled();
    clock.pass(clock.next);
    await settled();
  }
  attempts[4].resolve(answer(200));
  await settled();
  attempts[5].reject(lost);
  await settled();
  assert.ok(clock.next <= 500, `a pause of ${clock.next} ms`);
  clock.pass(clock.next);
  await settled();
  attempts[6].resolve(answer(200));
  await Promise.all(sent);
});

test('after a loss the way back online is the pause', async () => {
  const { outbox, attempts, carrier, clock } = makeOutbox();
  const sent = outbox.send(message('one'), {});
  await settled();
  let comeBack;
  carrier.connected = false;
  carrier.online = () => new Promise((resolve) => (comeBack = resolve));
  attempts[0].reject(lost);
  await settled();
  assert.deepEqual([attempts.length, clock.size], [1, 0]);
  comeBack();
  await settled();
  attempts[1].resolve(answer(200, 'receipt'));
  assert.equal(await sent, 'receipt');
});

test('a full outbox refuses loudly, and takes again when there is room', async () => {
  const { outbox, attempts } = makeOutbox(1);
  const sent = outbox.send(message('one'), {});
  await settled();
  await assert.rejects(outbox.send(message('two'), {}), {
    name: 'OutboxFullError',
    message: '1 messages wait to be sent already',
  });
  attempts[0].resolve(answer(200));
  await sent;
  const next = outbox.send(message('three'), {});
  await settled();
  attempts[1].resolve(answer(200));
  await next;
});

test('a message that was given up before its turn is never sent', async () => {
  const { outbox, attempts } = makeOutbox();
  const controller = new AbortController();
  const sent = outbox.send(message('one'), {});
  const abandoned = outbox.send(message('two'), { signal: controller.signal });
  const last = outbox.send(message('three'), {});
  await settled();
  controller.abort();
  await assert.rejects(abandoned, { name: 'AbortError' });
  attempts[0].resolve(answer(200));
  await settled();
  attempts[1].resolve(answer(200));
  await Promise.all([sent, last]);
  assert.deepEqual(bodies(attempts), ['one', 'three']);
});

test('a message that was given up on its way does not hold up or replace the next', async () => {
  const { outbox, attempts } = makeOutbox();
  const controller = new AbortController();
  const abandoned = outbox.send(message('one'), { signal: controller.signal });
  const next = outbox.send(message('two'), {});
  await settled();
  controller.abort();
  await assert.rejects(abandoned, { name: 'AbortError' });
  attempts[0].resolve(answer(200));
  await settled();
  assert.deepEqual(bodies(attempts), ['one', 'two']);
  attempts[1].resolve(answer(200, 'receipt'));
  assert.equal(await next, 'receipt');
});

test("the client's end rejects all that waits, on its way and in a pause", async () => {
  const { outbox, attempts, life, clock } = makeOutbox();
  const ended = Object.assign(new Error('closed'), { name: 'StateError' });
  const sent = [
    outbox.send(message('one'), {}),
    outbox.send(message('two'), {}),
    outbox.send(message('c', 'carol'), {}),
  ];
  await settled();
  attempts[1].reject(lost);
  await settled();
  assert.equal(clock.size, 1);
  life.end(ended);
  for (const each of sent) await assert.rejects(each, ended);
  assert.equal(clock.size, 0);
  await settled();
  assert.deepEqual(bodies(attempts), ['one', 'c']);
});

const stored = ({ items }) => [...items.values()].flatMap((text) => JSON.parse(text).map(({ body }) => body));

/** Takes the client offline. @returns {() => void} what brings it back */
function goOffline(carrier) {
  let comeBack;
  const online = new Promise((resolve) => (comeBack = resolve));
  carrier.connected = false;
  carrier.online = () => online;
  return () => {
    carrier.connected = true;
    comeBack();
  };
}

test('a message that needs no waiting never touches the store', async () => {
  const { outbox, attempts, memory } = makeOutbox();
  const sent = [outbox.send(message('one'), {}), outbox.send(message('two'), {})];
  await settled();
  attempts[0].resolve(answer(200));
  await settled();
  attempts[1].resolve(answer(403));
  await Promise.allSettled(sent);
  await settled();
  assert.equal(memory.writes, 0);
});

test('what waits is in the store until the server has answered', async () => {
  const { outbox, attempts, carrier, memory } = makeOutbox();
  const sent = [outbox.send(message('one'), {}), outbox.send(message('two'), {})];
  await settled();
  const comeBack = goOffline(carrier);
  attempts[0].reject(lost);
  await settled();
  sent.push(outbox.send(message('three'), {}));
  await settled();
  assert.deepEqual(stored(memory), ['one', 'two', 'three']);
  comeBack();
  for (const attempt of [1, 2, 3]) {
    await settled();
    attempts[attempt].resolve(answer(200));
  }
  await Promise.all(sent);
  await settled();
  assert.equal(memory.items.size, 0);
});

test('what a killed program left is sent by the next one, with the same id, before what that one says', async () => {
  const memory = new Memory();
  const killed = makeOutbox(10, memory);
  goOffline(killed.carrier);
  for (const body of ['one', 'two']) void killed.outbox.send(message(body), {});
  await settled();

  const next = makeOutbox(10, memory);
  const comeBack = goOffline(next.carrier);
  await next.outbox.load();
  const own = next.outbox.send(message('three'), {});
  await settled();
  next.outbox.takeUp(assert.fail);
  comeBack();
  for (const attempt of [0, 1, 2]) {
    await settled();
    next.attempts[attempt].resolve(answer(200, 'receipt'));
  }
  assert.equal(await own, 'receipt');
  assert.deepEqual(bodies(next.attempts), ['one', 'two', 'three']);
  await settled();
  assert.equal(memory.items.size, 0);
});

test('a restored message that the server refuses is reported, and gone', async () => {
  const memory = new Memory();
  const killed = makeOutbox(10, memory);
  goOffline(killed.carrier);
  void killed.outbox.send(message('one'), {});
  await settled();

  const { outbox, attempts } = makeOutbox(10, memory);
  const failures = [];
  await outbox.load();
  outbox.takeUp((reason) => failures.push(reason.name));
  await settled();
  attempts[0].resolve(answer(403));
  await settled();
  assert.deepEqual(failures, ['RefusedError']);
  assert.equal(memory.items.size, 0);
});

test("the client's end reports its own messages and forgets them; restored ones stay for the next run", async () => {
  const memory = new Memory();
  const killed = makeOutbox(10, memory);
  goOffline(killed.carrier);
  void killed.outbox.send(message('left'), {});
  await settled();

  const { outbox, life, carrier } = makeOutbox(10, memory);
  goOffline(carrier);
  await outbox.load();
  outbox.takeUp(assert.fail);
  const own = outbox.send(message('own'), {});
  await settled();
  assert.deepEqual(stored(memory), ['left', 'own']);
  life.end(Object.assign(new Error('closed'), { name: 'StateError' }));
  await assert.rejects(own, { name: 'StateError' });
  await settled();
  assert.deepEqual(stored(memory), ['left']);
});
