// Unread counts: what is counted once, and what makes up for an answer that was lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from './clock.mjs';
import { load } from './load.mjs';

const { UnreadCounts } = await load('core/unread.ts');

const from = { way: 'P2P', toTarget: 'bob' };
const message = (number) => ({ ...from, messageId: `m${number}`, fromUser: 'bob', toTarget: 'me', sendTime: number });

/** Counts of a client whose server has counted `unread` up to the message `last`. */
async function makeCounts({ unread, last }) {
  const answer = (data) => ({
    call: () => Promise.resolve({ code: 200, data, isSucceed: () => true, isFailed: () => false }),
  });
  const lastMessage = message(last);
  const apis = { historyListSession: answer([{ ...from, unread, lastMessage }]), userRelationListMuted: answer([]) };
  const asked = [];
  const persistence = { ask: (question) => asked.push(question) };
  const counts = new UnreadCounts({ auid: 'me', apis }, persistence, assert.fail);
  await counts.refresh();
  await settled();
  return { counts, asked, now: () => counts.of({ user: 'bob' }) };
}

test('a message that comes again counts once, and what was read does not count again', async () => {
  const { counts, now } = await makeCounts({ unread: 1, last: 5 });
  for (const number of [5, 6, 7, 6]) counts.add(message(number));
  assert.equal(now(), 3);
  counts.read(from, 'm6');
  assert.equal(now(), 1);
  for (const number of [5, 6, 7]) counts.add(message(number));
  assert.equal(now(), 1);
});

test('the server is asked again for what it did not answer', async () => {
  const { counts, asked, now } = await makeCounts({ unread: 2, last: 5 });
  counts.read(from, 'm4');
  assert.equal(asked.length, 1);
  assert.equal(now(), 2);
  await asked[0]();
  assert.equal(now(), 2);
});
