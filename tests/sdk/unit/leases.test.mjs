import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Clock, settled } from './clock.mjs';
import { load } from './load.mjs';

const { Leases } = await load('platform/web/leases.ts');

const items = new Map();
/** What the pages listen to. */
const listeners = new Set();

beforeEach(() => {
  items.clear();
  listeners.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => items.set(key, value),
      removeItem: (key) => items.delete(key),
    },
    addEventListener: (type, listener) => listeners.add(listener),
    removeEventListener: (type, listener) => listeners.delete(listener),
  });
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
});

/** A page with its own timers; time passes for all of them together. */
function makePage(name) {
  const clock = new Clock();
  return { clock, leases: new Leases(clock, name) };
}

async function pass(pages, delay) {
  mock.timers.tick(delay);
  for (const { clock } of pages) clock.pass(delay);
  await settled();
}

/** @returns what `take` gave each page, when they try in one moment */
async function race(pages) {
  const tries = pages.map(({ leases }) => leases.take('slot'));
  await pass(pages, 200);
  return Promise.all(tries);
}

test('of pages that try at once exactly one has the lock, and no other until it gives it back', async () => {
  const pages = ['a', 'b', 'c'].map(makePage);
  const releases = await race(pages);
  assert.equal(releases.filter((release) => release !== null).length, 1);
  assert.deepEqual(await race(pages.filter((_, index) => releases[index] === null)), [null, null]);
  releases.find((release) => release !== null)();
  assert.equal(items.size, 0);
  assert.equal(
    pages.reduce((sum, { clock }) => sum + clock.size, 0),
    0,
  );
  assert.equal(listeners.size, 0);
  assert.notEqual((await race([pages[0]]))[0], null);
});

test('a page that lives keeps its lock, although its timers run late', async () => {
  const [one, two] = ['a', 'b'].map(makePage);
  await race([one]);
  for (let minute = 0; minute < 10; minute += 1) {
    await pass([one, two], 60_000);
    assert.deepEqual(await race([two]), [null]);
  }
});

test('a page that ends gives its lock back, one that the browser keeps does not', async () => {
  const [one, two] = ['a', 'b'].map(makePage);
  await race([one]);
  for (const listener of listeners) listener({ persisted: true });
  assert.deepEqual(await race([two]), [null]);
  for (const listener of listeners) listener({ persisted: false });
  assert.notEqual((await race([two]))[0], null);
});

test('the lock of a page that crashed is free when its time is up', async () => {
  const [one, two] = ['a', 'b'].map(makePage);
  await race([one]);
  await pass([two], 89_000);
  assert.deepEqual(await race([two]), [null]);
  await pass([two], 1000);
  assert.notEqual((await race([two]))[0], null);
});

test('a clock that is set back locks nobody out', async () => {
  const [one, two] = ['a', 'b'].map(makePage);
  await race([one]);
  mock.timers.setTime(500_000);
  assert.notEqual((await race([two]))[0], null);
});
