import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock, settled } from './clock.mjs';
import { load } from './load.mjs';
import { Memory, account } from './memory.mjs';

const { Outbox } = await load('core/outbox.ts');
const { Slot } = await load('core/slot.ts');
const { Store } = await load('base/store.ts');
const { Scope } = await load('base/scope.ts');

const failure = (name) => Object.assign(new Error(name), { name });
const lost = failure('TransportError');
const answer = (code, data) => ({ code, msg: 'no', data, isSucceed: () => code === 200 });
const message = (body, toTarget = 'bob') => ({ way: 'P2P', toTarget, type: 'TEXT', body, clientMessageId: body });
const receipt = { messageId: 'm1', clientMessageId: 'one', sendTime: 7 };

/** An outbox whose carrier the test plays: each attempt waits in `attempts` until the test settles it. */
async function makeOutbox(capacity = 10, memory = new Memory()) {
  const clock = new Clock();
  const life = new Scope(clock);
  const attempts = [];
  const failures = [];
  const carrier = {
    isOnline: () => carrier.connected,
    connected: true,
    deliver: ({ body }, scope) =>
      scope.wait(() => new Promise((resolve, reject) => attempts.push({ body, resolve, reject }))),
    hurry: () => {},
    failed: (reason) => failures.push(reason),
  };
  const outbox = new Outbox(carrier, life, clock, capacity);
  const send = (made, options = {}) => outbox.send(typeof made === 'function' ? message('made') : made, made, options);
  const comeBack = () => {
    carrier.connected = true;
    outbox.online();
  };
  await outbox.begin(new Slot(0, new Store(memory, account, clock, life, assert.fail), () => {}));
  outbox.open();
  return { clock, life, attempts, failures, carrier, memory, outbox, send, comeBack };
}

const bodies = (attempts) => attempts.map(({ body }) => body);

test('a message that the server takes resolves with its receipt', async () => {
  const { send, attempts } = await makeOutbox();
  const sent = send(message('one'));
  await settled();
  attempts[0].resolve(answer(200, { messageId: 'm1', sendTime: 7 }));
  assert.deepEqual(await sent, receipt);
});

test('within a conversation one message waits for the other; conversations do not wait', async () => {
  const { send, attempts } = await makeOutbox();
  const sent = [send(message('b1')), send(message('b2')), send(message('c1', 'carol'))];
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
  const { send, attempts } = await makeOutbox();
  const refused = send(message('one'));
  const taken = send(message('two'));
  await settled();
  attempts[0].resolve(answer(403));
  await assert.rejects(refused, {
    name: 'RefusedError',
    code: 403,
    msg: 'no',
    message: 'message one was refused [403]',
  });
  await settled();
  attempts[1].resolve(answer(200, receipt));
  assert.equal((await taken).messageId, 'm1');
});

test('while the client is online, what failed is tried again after a pause', async () => {
  const { send, attempts, clock } = await makeOutbox();
  const sent = send(message('one'));
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
  attempts[2].resolve(answer(200, receipt));
  assert.deepEqual(await sent, receipt);
  assert.equal(clock.size, 0);
});

test('a success makes the next pause of the conversation short again', async () => {
  const { send, attempts, clock } = await makeOutbox();
  const sent = [send(message('one')), send(message('two'))];
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
  const { send, attempts, carrier, clock, comeBack } = await makeOutbox();
  const sent = send(message('one'));
  await settled();
  carrier.connected = false;
  attempts[0].reject(lost);
  await settled();
  assert.deepEqual([attempts.length, clock.size], [1, 0]);
  comeBack();
  await settled();
  attempts[1].resolve(answer(200, receipt));
  assert.deepEqual(await sent, receipt);
});

test('a pause ends when the connection is back, and the next one is short again', async () => {
  const { send, attempts, clock, comeBack } = await makeOutbox();
  void send(message('one'));
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await settled();
    attempts[attempt].reject(lost);
    await settled();
    if (attempt < 3) clock.pass(clock.next);
  }
  assert.ok(clock.next > 1000, `a pause of ${clock.next} ms`);
  comeBack();
  await settled();
  assert.deepEqual([attempts.length, clock.size], [5, 0]);
  attempts[4].reject(lost);
  await settled();
  assert.ok(clock.next <= 500, `a pause of ${clock.next} ms`);
});

/** What is no clear answer, and how the test gives it. */
const unclear = [
  ['a ProtocolError', (attempt) => attempt.reject(failure('ProtocolError'))],
  ['a session that expires for ever', (attempt) => attempt.reject(failure('SessionExpiredError'))],
  [
    'a login that is refused for now',
    (attempt) => attempt.reject(Object.assign(failure('LoginRefusedError'), { code: 503 })),
  ],
  ['429', (attempt) => attempt.resolve(answer(429))],
  ['503', (attempt) => attempt.resolve(answer(503))],
];

for (const [what, give] of unclear) {
  test(`${what} is reported once, tried again eight times, and blocks the conversation no longer`, async () => {
    const { send, attempts, failures, clock, memory } = await makeOutbox();
    const outcome = assert.rejects(send(message('one')), {
      name: 'OutcomeUnknownError',
      clientMessageId: 'one',
      tries: 8,
      message: 'no clear answer to message one in 8 tries',
    });
    const next = send(message('two'));
    let waited = 0;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await settled();
      give(attempts[attempt]);
      await settled();
      if (attempt === 7) break;
      waited += clock.next;
      clock.pass(clock.next);
    }
    await outcome;
    assert.ok(waited > 30_000 && waited <= 62_000, `${waited} ms`);
    assert.equal(failures.length, 1);
    await settled();
    if (clock.size > 0) clock.pass(clock.next);
    await settled();
    attempts[8].resolve(answer(200, receipt));
    assert.equal((await next).messageId, 'm1');
    await settled();
    assert.deepEqual(memory.messages, []);
  });
}

test('what is only lost is tried without end', async () => {
  const { send, attempts, failures, clock } = await makeOutbox();
  const sent = send(message('one'));
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await settled();
    attempts[attempt].reject(attempt % 2 === 0 ? lost : failure('TimeoutError'));
    await settled();
    clock.pass(clock.next);
  }
  await settled();
  attempts[50].resolve(answer(200, receipt));
  await sent;
  assert.deepEqual(failures, []);
});

for (const data of [null, 'taken', { messageId: 7 }, undefined]) {
  test(`a yes with ${JSON.stringify(data)} in place of a receipt is a yes`, async () => {
    const { send, attempts } = await makeOutbox();
    const sent = send(message('one'));
    await settled();
    attempts[0].resolve(answer(200, data));
    assert.deepEqual(await sent, { messageId: '', clientMessageId: 'one', sendTime: 0 });
  });
}

test('a full outbox refuses loudly, and takes again when there is room', async () => {
  const { send, attempts } = await makeOutbox(1);
  const sent = send(message('one'));
  await settled();
  await assert.rejects(send(message('two')), {
    name: 'OutboxFullError',
    message: '1 messages wait to be sent already',
  });
  attempts[0].resolve(answer(200));
  await sent;
  const next = send(message('three'));
  await settled();
  attempts[1].resolve(answer(200));
  await next;
});

test('a message that was given up before its turn is never sent', async () => {
  const { send, attempts } = await makeOutbox();
  const controller = new AbortController();
  const sent = send(message('one'));
  const abandoned = send(message('two'), { signal: controller.signal });
  const last = send(message('three'));
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
  const { send, attempts } = await makeOutbox();
  const controller = new AbortController();
  const abandoned = send(message('one'), { signal: controller.signal });
  const next = send(message('two'));
  await settled();
  controller.abort();
  await assert.rejects(abandoned, { name: 'AbortError' });
  await settled();
  assert.deepEqual(bodies(attempts), ['one', 'two']);
  attempts[1].resolve(answer(200, receipt));
  assert.equal((await next).messageId, 'm1');
});

test("the client's end rejects all that waits, on its way and in a pause", async () => {
  const { send, attempts, life, clock } = await makeOutbox();
  const ended = Object.assign(new Error('closed'), { name: 'StateError' });
  const sent = [send(message('one')), send(message('two')), send(message('c', 'carol'))];
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

const stored = (memory) => bodies(memory.messages);

test('a message is in the store before it goes, and leaves it with the answer', async () => {
  const memory = new Memory();
  const { send, attempts } = await makeOutbox(10, memory);
  const sent = [send(message('one')), send(message('two'))];
  await settled();
  let store;
  memory.setItem = (
    (set) => (key, value) =>
      new Promise((resolve) => (store = () => resolve(set(key, value))))
  )(memory.setItem.bind(memory));
  const slow = send(message('c', 'carol'));
  await settled();
  assert.deepEqual([bodies(attempts), stored(memory)], [['one'], ['one', 'two']]);
  store();
  await settled();
  assert.deepEqual(
    [bodies(attempts), stored(memory)],
    [
      ['one', 'c'],
      ['one', 'two', 'c'],
    ],
  );
  attempts[0].resolve(answer(200));
  await settled();
  assert.deepEqual(stored(memory), ['two', 'c']);
  attempts[1].resolve(answer(403));
  attempts[2].resolve(answer(200));
  await Promise.allSettled([...sent, slow]);
  await settled();
  assert.deepEqual(stored(memory), []);
});

test('what is rejected has left the store', async () => {
  const memory = new Memory();
  const { send, carrier, life } = await makeOutbox(10, memory);
  carrier.connected = false;
  const controller = new AbortController();
  const [abandoned, ended] = [send(message('one'), { signal: controller.signal }), send(message('two'))];
  await settled();
  let remove = () => {};
  memory.removeItem = (
    (removeNow) => (key) =>
      new Promise((resolve) => (remove = () => resolve(removeNow(key))))
  )(memory.removeItem.bind(memory));
  for (const [promise, end] of [
    [abandoned, () => controller.abort()],
    [ended, () => life.end(failure('StateError'))],
  ]) {
    end();
    await settled();
    assert.equal(await Promise.race([promise.catch(() => 'rejected'), settled().then(() => 'waits')]), 'waits');
    remove();
    await assert.rejects(promise);
  }
  assert.deepEqual(stored(memory), []);
});

test('what a killed program left is sent by the next one, with the same id, before what that one says', async () => {
  const memory = new Memory();
  const killed = await makeOutbox(10, memory);
  killed.carrier.connected = false;
  for (const body of ['one', 'two']) void killed.send(message(body));
  await settled();

  const next = await makeOutbox(10, memory);
  const own = next.send(message('three'));
  for (const attempt of [0, 1, 2]) {
    await settled();
    next.attempts[attempt].resolve(answer(200, receipt));
  }
  await own;
  assert.deepEqual(bodies(next.attempts), ['one', 'two', 'three']);
  await settled();
  assert.deepEqual(stored(memory), []);
});

test('what was left does not count for the limit', async () => {
  const memory = new Memory();
  const killed = await makeOutbox(10, memory);
  killed.carrier.connected = false;
  for (let body = 0; body < 10; body += 1) void killed.send(message(`${body}`));
  await settled();
  const next = await makeOutbox(1, memory);
  void next.send(message('own', 'carol'));
  await settled();
  assert.deepEqual(bodies(next.attempts), ['0', 'own']);
});

test('a restored message that the server refuses is reported, and gone', async () => {
  const memory = new Memory();
  const killed = await makeOutbox(10, memory);
  killed.carrier.connected = false;
  void killed.send(message('one'));
  await settled();

  const { attempts, failures } = await makeOutbox(10, memory);
  await settled();
  attempts[0].resolve(answer(403));
  await settled();
  assert.deepEqual(
    failures.map(({ name, code }) => [name, code]),
    [['RefusedError', 403]],
  );
  assert.deepEqual(stored(memory), []);
});

test("the client's end reports its own messages and forgets them; restored ones stay for the next", async () => {
  const memory = new Memory();
  const killed = await makeOutbox(10, memory);
  killed.carrier.connected = false;
  void killed.send(message('left'));
  await settled();

  const { send, life, failures, attempts } = await makeOutbox(10, memory);
  const own = send(message('own'));
  await settled();
  assert.deepEqual([bodies(attempts), stored(memory)], [['left'], ['left', 'own']]);
  life.end(failure('StateError'));
  attempts[0].reject(failure('StateError'));
  await assert.rejects(own, { name: 'StateError' });
  await settled();
  assert.deepEqual([failures, stored(memory)], [[], ['left']]);
});

test('a client that gives up rejects its own messages; what was left stays for whoever comes next', async () => {
  const memory = new Memory();
  const killed = await makeOutbox(10, memory);
  killed.carrier.connected = false;
  void killed.send(message('left'));
  await settled();

  const { outbox, carrier, send, attempts, comeBack } = await makeOutbox(10, memory);
  await settled();
  carrier.connected = false;
  attempts[0].reject(lost);
  const own = send(message('own'));
  await settled();
  outbox.giveUp(failure('StateError'));
  await assert.rejects(own, { name: 'StateError' });
  comeBack();
  await settled();
  assert.deepEqual([bodies(attempts), stored(memory)], [['left'], ['left']]);
});

test('a message that is still being made keeps its place, and holds up only its own conversation', async () => {
  const { outbox, send, attempts } = await makeOutbox();
  let make;
  const image = outbox.send(message('image'), () => new Promise((resolve) => (make = resolve)), {});
  const text = send(message('text'));
  const other = send(message('c', 'carol'));
  await settled();
  assert.deepEqual(bodies(attempts), ['c']);
  make(message('image'));
  await settled();
  assert.deepEqual(bodies(attempts), ['c', 'image']);
  for (const attempt of [0, 1, 2]) {
    attempts[attempt].resolve(answer(200));
    await settled();
  }
  await Promise.all([image, text, other]);
  assert.deepEqual(bodies(attempts), ['c', 'image', 'text']);
});

test('a message that can not be made is rejected, and the next goes', async () => {
  const { outbox, send, attempts } = await makeOutbox();
  const image = outbox.send(message('image'), () => Promise.reject(failure('RefusedError')), {});
  void send(message('text'));
  await assert.rejects(image, { name: 'RefusedError' });
  await settled();
  assert.deepEqual(bodies(attempts), ['text']);
});

test('what waits is listed and dropped, also what was left behind; what is dropped on its way is not sent again', async () => {
  const memory = new Memory();
  const first = await makeOutbox(10, memory);
  first.carrier.connected = false;
  for (const body of ['left', 'left, too']) first.send(message(body)).catch(() => {});
  await settled();
  const { outbox, send, failures, attempts } = await makeOutbox(10, memory);
  const dropped = assert.rejects(send(message('own')), { name: 'AbortError' });
  await settled();
  const shown = () => outbox.list().map(({ clientMessageId, body, state }) => [clientMessageId, body, state]);
  assert.deepEqual(shown(), [
    ['left', 'left', 'sending'],
    ['left, too', 'left, too', 'waiting'],
    ['own', 'own', 'waiting'],
  ]);
  assert.deepEqual([outbox.drop('own'), outbox.drop('left'), outbox.drop('other')], [true, true, false]);
  await dropped;
  attempts[0].reject(lost);
  await settled();
  assert.deepEqual([bodies(attempts), failures], [['left', 'left, too'], []]);
  assert.deepEqual(shown(), [['left, too', 'left, too', 'sending']]);
  assert.deepEqual(
    memory.messages.map(({ body }) => body),
    ['left, too'],
  );
});
