import { equal, ok, refuses, yes } from './assert.mjs';
import { pathOf } from './names.mjs';
import { overBoth, tokenOf } from './stage.mjs';

/** @type {import('./suite.mjs').Checks} */
export const userChecks = {
  'the APIs are those of the contract, by name': async (stage) => {
    const { client } = await stage.person('alice');
    equal(Object.keys(client.apis).sort(), Object.keys(pathOf).sort(), 'the names');
  },

  'users are added, found, listed and changed': overBoth(async ({ online }, stage) => {
    const { auid, client } = await online('alice');
    const { apis } = client;
    const added = `added-by-${auid}`;
    const user = { auid: added, nickname: 'New' };
    equal(await yes(apis.userAdd.call({ auid: added, token: tokenOf(added), nickname: 'New' })), user, 'the new one');
    await refuses(409, apis.userAdd.call({ auid: added, token: 'other' }), 'a second one of that name');
    equal(await yes(apis.userGet.call({ auid: added })), user, 'the new one, asked for');
    const mine = await yes(apis.userUpdate.call({ auid, nickname: 'A', sex: 1, email: 'a@example.com' }));
    equal([mine.nickname, mine.sex, mine.email], ['A', 1, 'a@example.com'], 'what was changed');
    equal(await yes(apis.userList.call({ auids: [added, auid] })), [user, mine], 'both');
    await refuses(403, apis.userUpdate.call({ auid: added, nickname: 'B' }), "a change of another's profile");
    equal(await stage.control('violations'), [], 'violations');
  }),

  "an account's token is changed, and the next login takes the new one": overBoth(async ({ online }, stage) => {
    const { auid, client } = await online('alice');
    const token = tokenOf(`new-${auid}`);
    equal(await yes(client.apis.userUpdateToken.call({ auid, token })), null, 'the data');
    ok(typeof (await yes(client.apis.login.call())) === 'string', 'a login has no JWT for data');
    await stage.control('expireTokens');
    await yes(client.apis.userGet.call({ auid }));
  }),

  'userRefreshToken gives a new JWT, to oneself': overBoth(async ({ online }) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const jwt = await yes(alice.client.apis.userRefreshToken.call({ auid: alice.auid }));
    ok(/^[\w-]+\.[\w-]+\.[\w-]+$/.test(String(jwt)), 'the data is no JWT');
    await refuses(403, alice.client.apis.userRefreshToken.call({ auid: bob.auid }), "another's");
  }),

  'addOnlineMonitor tells who is online, and sendMessage sends': overBoth(async ({ online }) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const { apis } = alice.client;
    equal(
      await yes(apis.addOnlineMonitor.call({ auids: [bob.auid] })),
      [{ auid: bob.auid, online: true }],
      'who is online',
    );
    const form = { toTarget: bob.auid, way: 'P2P', type: 'TEXT', body: 'by form' };
    const { messageId } = await yes(apis.sendMessage.call(form));
    await bob.has('by form');
    equal(bob.messages[0]?.messageId, messageId, 'the message');
  }),
};
