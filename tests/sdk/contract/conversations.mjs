import { equal, refuses, yes } from './assert.mjs';
import { overBoth } from './stage.mjs';

/** @typedef {import('./sdk.d.ts').Message} Message */

/** @param {Message[]} messages */
const bodiesOf = (messages) => messages.map(({ body }) => body);

/** @type {import('./suite.mjs').Checks} */
export const conversationChecks = {
  'the history comes in pages, each oldest first': overBoth(async ({ online }) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    for (const text of ['one', 'two']) await alice.say({ user: bob.auid }, text);
    await bob.say({ user: alice.auid }, 'three');
    const { apis } = alice.client;
    const form = { way: 'P2P', toTarget: bob.auid };
    const last = await yes(apis.historyListMessage.call(Object.assign({ limit: 2 }, form)));
    equal(bodiesOf(last), ['two', 'three'], 'the last page');
    const first = await yes(apis.historyListMessage.call(Object.assign({ limit: 2, before: last[0].messageId }, form)));
    equal(bodiesOf(first), ['one'], 'the page before it');
    equal(
      bodiesOf(await yes(bob.client.apis.historyListMessage.call({ way: 'P2P', toTarget: alice.auid }))),
      ['one', 'two', 'three'],
      'all of it, as the other sees it',
    );
    const [{ messageId, fromUser, toTarget, way, type, sendTime }] = first;
    equal([fromUser, toTarget, way, type], [alice.auid, bob.auid, 'P2P', 'TEXT'], 'the fields of the first');
    equal([typeof messageId, typeof sendTime], ['string', 'number'], 'their types');
  }),

  'the conversations are listed, the newest first, with what is unread': overBoth(async ({ online }) => {
    const [alice, bob, carol] = [await online('alice'), await online('bob'), await online('carol')];
    await carol.say({ user: alice.auid }, 'from carol');
    for (const text of ['one', 'two']) await bob.say({ user: alice.auid }, text);
    const { apis } = alice.client;
    const { rid } = await yes(apis.roomAdd.call({ name: 'room', members: [bob.auid] }));
    await alice.say({ room: rid }, 'to the room');
    const sessions = await yes(apis.historyListSession.call({}));
    const shown = (/** @type {any} */ { way, toTarget, lastMessage, unread }) => [
      way,
      toTarget,
      lastMessage.body,
      unread,
    ];
    equal(
      sessions.map(shown),
      [
        ['P2R', rid, 'to the room', 0],
        ['P2P', bob.auid, 'two', 2],
        ['P2P', carol.auid, 'from carol', 1],
      ],
      'the conversations',
    );
    const [page] = await yes(apis.historyListSession.call({ limit: 1, before: sessions[0].lastMessage.sendTime }));
    equal(shown(page), ['P2P', bob.auid, 'two', 2], 'one before the newest');
    equal((await yes(bob.client.apis.historyListSession.call({})))[0].unread, 1, 'what bob has not read in the room');
  }),

  'what was read is told to the other side and to the other devices': overBoth(async ({ online, device }) => {
    const [alice, bob, carol] = [await online('alice'), await online('bob'), await online('carol')];
    const other = await device('alice');
    for (const text of ['one', 'two', 'three']) await bob.say({ user: alice.auid }, text);
    await alice.has('three');
    const { messageId } = /** @type {Message} */ (alice.messages[1]);
    const { apis } = alice.client;
    const form = { way: 'P2P', toTarget: bob.auid, messageId };
    equal(await yes(apis.historyRead.call(form)), null, 'data');
    for (const each of [bob, other]) await each.told(Object.assign({ type: 'READ', auid: alice.auid }, form));
    equal((await yes(apis.historyListSession.call({})))[0].unread, 1, 'unread afterwards');
    await refuses(404, apis.historyRead.call(Object.assign({}, form, { messageId: 'none' })), 'an unknown message');

    const { rid } = await yes(apis.roomAdd.call({ name: 'room', members: [bob.auid] }));
    for (const each of [bob, other]) await each.told({ type: 'ROOM_JOINED', rid, auid: bob.auid });
    const sent = await bob.client.sendText({ room: rid }, 'in the room');
    const inRoom = { way: 'P2R', toTarget: rid, messageId: sent.messageId };
    await yes(apis.historyRead.call(inRoom));
    for (const each of [bob, other]) await each.told(Object.assign({ type: 'READ', auid: alice.auid }, inRoom));
    await refuses(403, carol.client.apis.historyRead.call(inRoom), 'somebody who is no member');
    equal(alice.notifications, [], 'what alice was told of what she did');
  }),

  'a message is recalled by its sender, within two minutes': overBoth(async ({ online, device }, stage) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const other = await device('alice');
    const { apis } = alice.client;
    const way = 'P2P';
    const toTarget = bob.auid;
    const receipts = [];
    for (const text of ['one', 'two', 'three']) receipts.push(await alice.client.sendText({ user: toTarget }, text));
    await bob.has('three');
    const [one, two, three] = receipts.map(({ messageId }) => messageId);
    equal(await yes(apis.recallMessage.call({ messageId: two })), null, 'data');
    for (const each of [bob, other]) await each.told({ type: 'RECALLED', messageId: two, way, toTarget });
    equal(bodiesOf(await yes(apis.historyListMessage.call({ way, toTarget }))), ['one', 'three'], 'the history');
    equal((await yes(bob.client.apis.historyListSession.call({})))[0].unread, 2, 'what bob has not read');
    await refuses(403, bob.client.apis.recallMessage.call({ messageId: three }), 'the one to whom it was sent');
    await stage.control('age', { messageId: one, ms: 2 * 60 * 1000 + 1 });
    await refuses(403, apis.recallMessage.call({ messageId: one }), 'the sender, too late');
    await refuses(404, apis.recallMessage.call({ messageId: two }), 'the sender, once more');
    equal(alice.notifications, [], 'what alice was told of what she did');
  }),

  'relations, rooms and what was read outlive a restart of the server': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const { apis } = alice.client;
    const { rid } = await yes(apis.roomAdd.call({ name: 'kept', members: [bob.auid] }));
    await yes(apis.userRelationAddFriend.call({ auid: bob.auid }));
    const [one] = [await bob.client.sendText({ user: alice.auid }, 'one'), await bob.say({ user: alice.auid }, 'two')];
    await yes(apis.historyRead.call({ way: 'P2P', toTarget: bob.auid, messageId: one.messageId }));
    await stage.control('restart');
    await alice.isBack();
    equal((await yes(apis.roomList.call({})))[0].rid, rid, 'the room');
    equal((await yes(apis.userRelationListFriends.call({})))[0].auid, bob.auid, 'the friend');
    equal((await yes(apis.historyListSession.call({})))[0].unread, 1, 'what is unread');
  },
};
