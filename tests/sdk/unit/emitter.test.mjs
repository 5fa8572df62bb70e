import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './clock.mjs';
import { load } from './load.mjs';

const { Emitter } = await load('base/emitter.ts');

test('handlers are called in the order of their registration', () => {
  const calls = [];
  const emitter = new Emitter(assert.fail);
  emitter.on('x', (value) => calls.push(['first', value]));
  emitter.on('x', (value) => calls.push(['second', value]));
  emitter.on('y', assert.fail);
  assert.equal(emitter.emit('x', 1), null);
  assert.equal(emitter.emit('z', 1), null);
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
  emitter.emit('x');
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
  emitter.on('x', () => Promise.reject('a bug'));
  const work = emitter.emit('x');
  const state = await Promise.race([work.then(() => 'over'), settled().then(() => 'at work')]);
  assert.deepEqual([state, thrown], ['at work', [['x', 'a bug']]]);
  finish();
  await work;
});
