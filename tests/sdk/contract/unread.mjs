import { equal, rejects, yes } from './assert.mjs';
import { overBoth } from './stage.mjs';

/** @typedef {import('./person.mjs').Person} Person */

/** Waits until a count is so, and shows that it was told. @param {Person} person @param {number} total @param {string} what */
async function counts({ client: { unread } }, total, what) {
  await new Promise((resolve) => {
    const stop = unread.onChange(() => unread.total === total && resolve(stop()));
    if (unread.total === total) resolve(stop());
  });
  equal(
    unread.conversations.reduce((sum, conversation) => sum + conversation.unread, 0),
    total,
    what,
  );
}

/** @type {import('./suite.mjs').Checks} */
export const unreadChecks = {
  'client.unread counts by conversation what the server has, and what comes': overBoth(async ({ online }, stage) => {
    const [alice, bob, carol] = [await online('alice'), await online('bob'), await online('carol')];
    const { client } = alice;
    const to = { user: alice.auid };
    const { rid } = await yes(bob.client.apis.roomAdd.call({ name: 'room', members: [alice.auid] }));
    for (const text of ['one', 'two']) await bob.say(to, text);
    await alice.has('two');
    equal(client.unread.total, 0, 'the total before anybody asks');
    await client.unread.refresh();
    equal(client.unread.total, 2, 'the total');
    /** @type {number[]} */
    const totals = [];
    client.unread.onChange(({ total }) => totals.push(total));
    await carol.say(to, 'three');
    await bob.say({ room: rid }, 'four');
    await alice.say({ user: bob.auid }, 'her own');
    await alice.has('four');
    equal(totals, [3, 4], 'the totals that were told');
    equal(
      [client.unread.of({ user: bob.auid }), client.unread.of({ user: carol.auid }), client.unread.of({ room: rid })],
      [2, 1, 1],
      'the counts',
    );
    equal(client.unread.of({ user: 'nobody' }), 0, 'where nothing is');
    await client.unread.refresh();
    equal(totals, [3, 4], 'the totals after the server was asked again');
    await stage.control('setFaults', { holdPushes: true });
    await carol.say(to, 'counted before it comes');
    await client.unread.refresh();
    await stage.control('setFaults', { holdPushes: false });
    await alice.has('counted before it comes');
    equal(totals, [3, 4, 5], 'the totals when a message comes that the server has counted');
  }),

  'client.markRead counts down here and on the other devices, and tells the sender': overBoth(
    async ({ online, device }) => {
      const [alice, bob] = [await online('alice'), await online('bob')];
      const other = await device('alice');
      const from = { user: bob.auid };
      const receipts = [await bob.client.sendText({ user: alice.auid }, 'before')];
      await Promise.all([alice, other].map((each) => each.has('before')));
      for (const each of [alice, other]) await each.client.unread.refresh();
      for (const text of ['one', 'two', 'three']) receipts.push(await bob.client.sendText({ user: alice.auid }, text));
      await other.say(from, 'her own');
      await alice.has('her own');
      for (const each of [alice, other]) await counts(each, 4, 'unread at first');
      const [before, , two, three] = receipts.map(({ messageId }) => messageId);
      await alice.client.markRead(from, String(before));
      for (const each of [alice, other]) await counts(each, 3, 'after what the server counted');
      await alice.client.markRead(from, String(two));
      for (const each of [alice, other]) await counts(each, 1, 'after the second');
      await other.client.markRead(from, String(three));
      for (const each of [alice, other]) await counts(each, 0, 'after the last');
      await bob.until(() => bob.notifications.length === 3);
      await rejects(alice.client.markRead(from, 'none'), 'RefusedError', 'an unknown message');
    },
  ),

  'what is recalled, muted or in a room that is left is not counted': overBoth(async ({ online }) => {
    const [alice, bob, carol] = [await online('alice'), await online('bob'), await online('carol')];
    const { client } = alice;
    const to = { user: alice.auid };
    const old = await bob.client.sendText(to, 'old');
    await client.unread.refresh();
    const fresh = await bob.client.sendText(to, 'fresh');
    await counts(alice, 2, 'unread at first');
    for (const [index, { messageId }] of [fresh, old].entries()) {
      await yes(bob.client.apis.recallMessage.call({ messageId }));
      await counts(alice, 1 - index, `unread after ${index + 1} recalls`);
    }
    await yes(client.apis.userRelationAddMuted.call({ auid: carol.auid }));
    await carol.say(to, 'muted');
    await alice.has('muted');
    equal(client.unread.total, 0, 'unread of somebody muted');
    await yes(client.apis.userRelationRemoveMuted.call({ auid: carol.auid }));
    await carol.say(to, 'loud');
    await counts(alice, 1, 'unread of somebody no longer muted');

    const rooms = [];
    for (const _room of [1, 2])
      rooms.push(await yes(bob.client.apis.roomAdd.call({ name: 'r', members: [alice.auid] })));
    for (const { rid } of rooms) await bob.say({ room: rid }, `in ${rid}`);
    await counts(alice, 3, 'unread with two rooms');
    await yes(client.apis.roomLeave.call({ rid: rooms[0].rid }));
    equal(client.unread.total, 2, 'unread when one is left');
    await yes(bob.client.apis.roomDelete.call({ rid: rooms[1].rid }));
    await counts(alice, 1, 'unread when the other is deleted');
  }),

  'client.unread is right again when the client comes back': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await bob.say({ user: alice.auid }, 'one');
    await alice.has('one');
    await alice.client.unread.refresh();
    const { messageId = '' } = alice.messages[0] ?? {};
    // The event that tells of it does not reach a connection that is not there.
    await stage.control('setFaults', { refuseConnections: true });
    await stage.control('dropConnections', { auid: alice.auid });
    await alice.is('offline');
    await stage.control('read', { auid: alice.auid, way: 'P2P', toTarget: bob.auid, messageId });
    await stage.letIn();
    await alice.isBack();
    await counts(alice, 0, 'unread afterwards');
  },
};
