import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { Emitter } = await load('base/emitter.ts');

test('handlers are called in the order of their registration, and counted', () => {
  const calls = [];
  const emitter = new Emitter(assert.fail);
  emitter.on('x', (value) => calls.push(['first', value]));
  emitter.on('x', (value) => calls.push(['second', value]));
  emitter.on('y', assert.fail);
  assert.equal(emitter.emit('x', 1).length, 2);
  assert.equal(emitter.emit('z', 1).length, 0);
  assert.deepEqual([emitter.has('x'), emitter.has('z')], [true, false]);
  assert.deepEqual(calls, [
    ['first', 1],
    ['second', 1],
  ]);
});

test('one registration is removed at a time, and only once', () => {
  let calls = 0;
  const handler = () => (calls += 1);
  const emitter = new Emitter(assert.fail);
  const stop = emitter.on('x', handler);
  emitter.on('x', handler);
  stop();
  stop();
  assert.equal(emitter.emit('x').length, 1);
  assert.equal(calls, 1);
});

test('a handler that throws is reported and keeps nothing from the others', () => {
  const thrown = [];
  const emitter = new Emitter((event, error) => thrown.push([event, error]));
  let called = false;
  emitter.on('x', () => {
    throw 'a bug';
  });
  emitter.on('x', () => (called = true));
  emitter.emit('x');
  assert.deepEqual(thrown, [['x', 'a bug']]);
  assert.ok(called);
});

test('what handlers register or remove during an event counts from the next one on', () => {
  const calls = [];
  const emitter = new Emitter(assert.fail);
  const stop = emitter.on('x', () => {
    stop();
    emitter.on('x', () => calls.push('new'));
  });
  emitter.on('x', () => calls.push('old'));
  emitter.emit('x');
  assert.deepEqual(calls, ['old']);
  emitter.emit('x');
  assert.deepEqual(calls, ['old', 'old', 'new']);
});

test('a handler is at work until its promise is settled, and a rejection is reported', async () => {
  const thrown = [];
  const emitter = new Emitter((event, error) => thrown.push([event, error]));
  let finish;
  emitter.on('x', () => new Promise((resolve) => (finish = resolve)));
  emitter.on('x', async () => {
    throw 'a bug';
  });
  const [slow, failing] = emitter.emit('x');
  await failing;
  assert.deepEqual(thrown, [['x', 'a bug']]);
  const state = await Promise.race([slow.then(() => 'over'), 'at work']);
  finish();
  await slow;
  assert.equal(state, 'at work');
});
