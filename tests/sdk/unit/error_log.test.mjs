import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { ErrorLog } = await load('base/error_log.ts');
const { TransportError } = await load('base/errors.ts');

test('of one cause one error passes in ten seconds, and the next tells how many were held back', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const log = new ErrorLog();
  const passed = (message, cause) => log.pass(new TransportError(message, cause))?.repeats ?? null;
  assert.deepEqual([passed('a'), passed('a'), passed('a'), passed('b')], [0, null, null, 0]);
  assert.deepEqual([passed('a', new Error('x')), passed('a', new Error('y'))], [0, 0]);
  t.mock.timers.tick(10_000);
  assert.deepEqual([passed('a'), passed('a'), passed('b')], [2, null, 0]);
  log.renew();
  assert.deepEqual([passed('a'), passed('b'), passed('a')], [1, 0, null]);
});

test('a clock that is set back silences nothing', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const log = new ErrorLog();
  log.pass(new TransportError('a'));
  t.mock.timers.setTime(500_000);
  assert.notEqual(log.pass(new TransportError('a')), null);
});

test('causes beyond number do not fill the memory', () => {
  const log = new ErrorLog();
  for (let each = 0; each < 1000; each += 1) assert.notEqual(log.pass(new TransportError(`${each}`)), null);
  assert.ok(log.causes.size <= 100);
});
