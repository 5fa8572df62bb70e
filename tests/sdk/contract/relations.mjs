import { equal, refuses, rejects, yes } from './assert.mjs';
import { overBoth } from './stage.mjs';

/** @param {Promise<{ auid: string }[]>} users */
const auids = async (users) => (await users).map(({ auid }) => auid);

/** @type {import('./suite.mjs').Checks} */
export const relationChecks = {
  'friends are added and removed, and each side is told the other': overBoth(async ({ online, device }) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const other = await device('alice');
    const { apis } = alice.client;
    for (const _twice of [1, 2]) equal(await yes(apis.userRelationAddFriend.call({ auid: bob.auid })), null, 'data');
    await bob.told({ type: 'FRIEND_ADDED', auid: alice.auid });
    await other.told({ type: 'FRIEND_ADDED', auid: bob.auid });
    equal(await auids(yes(apis.userRelationListFriends.call({}))), [bob.auid], 'the friends');
    equal(await auids(yes(bob.client.apis.userRelationListFriends.call({}))), [alice.auid], 'the friends of the other');

    equal(await yes(bob.client.apis.userRelationRemoveFriend.call({ auid: alice.auid })), null, 'data');
    for (const each of [alice, other]) await each.told({ type: 'FRIEND_REMOVED', auid: bob.auid });
    equal(await yes(apis.userRelationListFriends.call({})), [], 'the friends left');
    await refuses(404, apis.userRelationAddFriend.call({ auid: 'nobody' }), 'a friend who does not exist');
    await refuses(400, apis.userRelationAddFriend.call({ auid: alice.auid }), 'oneself for a friend');
    equal(bob.notifications, [], 'what bob was told of what he did');
  }),

  'a message from somebody on the blacklist is refused': overBoth(async ({ online }, stage) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const { apis } = bob.client;
    equal(await yes(apis.userRelationAddBlacklist.call({ auid: alice.auid })), null, 'data');
    equal(await auids(yes(apis.userRelationListBlacklist.call({}))), [alice.auid], 'the blacklist');
    const refusal = await rejects(alice.say({ user: bob.auid }, 'unwanted'), 'RefusedError', 'a send');
    equal(Reflect.get(refusal, 'code'), 403, 'the code');
    await refuses(403, alice.client.apis.userRelationAddFriend.call({ auid: bob.auid }), 'an offer of friendship');
    await bob.say({ user: alice.auid }, 'the other way round');
    await alice.has('the other way round');

    equal(await yes(apis.userRelationRemoveBlacklist.call({ auid: alice.auid })), null, 'data');
    equal(await yes(apis.userRelationListBlacklist.call({})), [], 'the blacklist at last');
    await stage.exactly(alice, bob, []);
  }),

  'a message from somebody muted arrives, and is not counted as unread': overBoth(async ({ online }) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const { apis } = bob.client;
    const unread = async () => (await yes(apis.historyListSession.call({})))[0].unread;
    equal(await yes(apis.userRelationAddMuted.call({ auid: alice.auid })), null, 'data');
    equal(await auids(yes(apis.userRelationListMuted.call({}))), [alice.auid], 'the muted');
    await alice.say({ user: bob.auid }, 'muted');
    await bob.has('muted');
    equal(await unread(), 0, 'unread while muted');

    equal(await yes(apis.userRelationRemoveMuted.call({ auid: alice.auid })), null, 'data');
    equal(await yes(apis.userRelationListMuted.call({})), [], 'the muted at last');
    await alice.say({ user: bob.auid }, 'loud');
    await bob.has('loud');
    equal(await unread(), 1, 'unread afterwards');
  }),
};
