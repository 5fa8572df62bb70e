import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock } from './clock.mjs';
import { load } from './load.mjs';

const { Scope } = await load('base/scope.ts');

const forever = () => new Promise(() => {});
const ended = Object.assign(new Error('the end'), { name: 'StateError' });

function makeScope() {
  const clock = new Clock();
  return { clock, scope: new Scope(clock) };
}

test('a result in time leaves no timer and no listener', async () => {
  const { clock, scope } = makeScope();
  const { signal } = new AbortController();
  const listeners = [];
  const watched = {
    aborted: false,
    addEventListener: (type, listener) => listeners.push(listener),
    removeEventListener: (type, listener) => listeners.splice(listeners.indexOf(listener), 1),
  };
  assert.equal(await scope.run({ timeout: 5, signal: watched }, async () => 7), 7);
  assert.equal(await scope.run({ signal }, async () => 8), 8);
  assert.deepEqual([clock.size, listeners.length], [0, 0]);
});

test('a failure is passed on, and leaves nothing either', async () => {
  const { clock, scope } = makeScope();
  await assert.rejects(
    scope.run({ timeout: 5 }, () => Promise.reject(ended)),
    ended,
  );
  await assert.rejects(
    scope.run({ timeout: 5 }, () => {
      throw ended;
    }),
    ended,
  );
  assert.equal(clock.size, 0);
});

test('time that is up ends the call and what it waits for', async () => {
  const { clock, scope } = makeScope();
  let cancelled = false;
  const call = scope.run({ timeout: 5 }, (inner) => inner.wait(forever, () => (cancelled = true)));
  clock.pass(4);
  assert.equal(cancelled, false);
  clock.pass(1);
  await assert.rejects(call, { name: 'TimeoutError', timeout: 5, message: 'no result within 5 ms' });
  assert.ok(cancelled);
});

test('a signal ends the call, also when it aborted before', async () => {
  const { clock, scope } = makeScope();
  const controller = new AbortController();
  const call = scope.run({ timeout: 5, signal: controller.signal }, forever);
  controller.abort();
  await assert.rejects(call, { name: 'AbortError' });
  await assert.rejects(scope.run({ signal: controller.signal }, assert.fail), { name: 'AbortError' });
  assert.equal(clock.size, 0);
});

test('the end of the scope around it ends every call, and those to come', async () => {
  const { clock, scope } = makeScope();
  const calls = [scope.run({ timeout: 5 }, forever), scope.run({}, (inner) => inner.run({ timeout: 9 }, forever))];
  scope.end(ended);
  scope.end(new Error('a second end'));
  for (const call of calls) await assert.rejects(call, ended);
  await assert.rejects(scope.run({}, assert.fail), ended);
  await assert.rejects(scope.wait(assert.fail), ended);
  assert.throws(() => scope.check(), ended);
  assert.equal(clock.size, 0);
});

test('a limit that no timer can keep is none, and what is no time is refused', async () => {
  const { clock, scope } = makeScope();
  for (const timeout of [Infinity, 2 ** 31, 2 ** 40]) {
    const call = scope.run({ timeout }, async () => clock.size);
    assert.equal(await call, 0, `${timeout}`);
  }
  assert.equal(await scope.run({ timeout: 2 ** 31 - 1 }, async () => clock.next), 2 ** 31 - 1);
  for (const timeout of [NaN, -1, '5', null]) {
    const error = { name: 'ConfigError', field: 'timeout', message: 'timeout: must be milliseconds' };
    assert.throws(() => scope.run({ timeout }, assert.fail), error);
  }
});
