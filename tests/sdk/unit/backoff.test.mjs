import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { Backoff } = await load('base/backoff.ts');

const first = (count, backoff) => Array.from({ length: count }, () => backoff.next());

test('the wait doubles up to half a minute', () => {
  assert.deepEqual(first(8, new Backoff(() => 1)), [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});

test('half of the wait is random', () => {
  assert.deepEqual(first(8, new Backoff(() => 0)), [250, 500, 1000, 2000, 4000, 8000, 15000, 15000]);
});

test('a success makes the next wait short again', () => {
  const backoff = new Backoff(() => 1);
  first(5, backoff);
  backoff.reset();
  assert.deepEqual(first(2, backoff), [500, 1000]);
});

test('a client that tries for years still waits half a minute', () => {
  assert.equal(first(5000, new Backoff(() => 1)).at(-1), 30000);
});
