import { equal, refuses, rejects, yes } from './assert.mjs';
import { overBoth } from './stage.mjs';

/** @type {import('./suite.mjs').Checks} */
export const roomChecks = {
  'a room is made, found, listed and renamed, by its owner': overBoth(async ({ online, device }) => {
    const [alice, bob, carol] = [await online('alice'), await online('bob'), await online('carol')];
    const other = await device('alice');
    const { apis } = alice.client;
    const room = await yes(apis.roomAdd.call({ name: 'two', members: [bob.auid] }));
    const { rid } = room;
    const members = [alice.auid, bob.auid];
    equal(room, { rid, name: 'two', owner: alice.auid, members }, 'the room');
    for (const each of [bob, other]) await each.told({ type: 'ROOM_JOINED', rid, auid: bob.auid });
    equal(await yes(bob.client.apis.roomGet.call({ rid })), room, 'the room as a member sees it');
    equal(await yes(bob.client.apis.roomList.call({})), [room], 'his rooms');
    equal(await yes(carol.client.apis.roomList.call({})), [], 'the rooms of somebody else');
    await refuses(403, carol.client.apis.roomGet.call({ rid }), 'somebody who is no member');

    const renamed = await yes(apis.roomUpdate.call({ rid, name: 'both' }));
    equal(renamed, { rid, name: 'both', owner: alice.auid, members }, 'the room, renamed');
    for (const each of [bob, other]) await each.told({ type: 'ROOM_UPDATED', rid });
    await refuses(403, bob.client.apis.roomUpdate.call({ rid, name: 'mine' }), 'a member who renames');
    equal(alice.notifications, [], 'what alice was told of what she did');
  }),

  'members are added by members, listed with their roles, and removed by the owner': overBoth(async ({ online }) => {
    const [alice, bob, carol] = [await online('alice'), await online('bob'), await online('carol')];
    const { rid } = await yes(alice.client.apis.roomAdd.call({ name: 'room', members: [bob.auid] }));
    await bob.told({ type: 'ROOM_JOINED', rid, auid: bob.auid });
    const room = await yes(bob.client.apis.roomAddMembers.call({ rid, members: [carol.auid, alice.auid] }));
    equal(room.members, [alice.auid, bob.auid, carol.auid], 'the members');
    for (const each of [alice, carol]) await each.told({ type: 'ROOM_JOINED', rid, auid: carol.auid });
    equal(
      await yes(carol.client.apis.roomListMembers.call({ rid })),
      [
        { auid: alice.auid, role: 'OWNER' },
        { auid: bob.auid, role: 'MEMBER' },
        { auid: carol.auid, role: 'MEMBER' },
      ],
      'the roles',
    );
    await refuses(403, bob.client.apis.roomRemoveMembers.call({ rid, members: [carol.auid] }), 'a member who removes');
    await refuses(403, alice.client.apis.roomRemoveMembers.call({ rid, members: [alice.auid] }), 'the owner, removed');
    const left = await yes(alice.client.apis.roomRemoveMembers.call({ rid, members: [bob.auid] }));
    equal(left.members, [alice.auid, carol.auid], 'the members left');
    for (const each of [bob, carol]) await each.told({ type: 'ROOM_LEFT', rid, auid: bob.auid });
    await rejects(bob.say({ room: rid }, 'from outside'), 'RefusedError', 'a message of somebody who was removed');
  }),

  'an owner who leaves hands the room to its longest member; the last one closes it': overBoth(async ({ online }) => {
    const [alice, bob, carol] = [await online('alice'), await online('bob'), await online('carol')];
    const { rid } = await yes(alice.client.apis.roomAdd.call({ name: 'room', members: [bob.auid] }));
    await yes(alice.client.apis.roomAddMembers.call({ rid, members: [carol.auid] }));
    await bob.until(() => bob.notifications.length === 2);
    await carol.until(() => carol.notifications.length === 1);
    bob.notifications.length = carol.notifications.length = 0;
    equal(await yes(alice.client.apis.roomLeave.call({ rid })), null, 'data');
    for (const each of [bob, carol])
      await each.told({ type: 'ROOM_LEFT', rid, auid: alice.auid }, { type: 'ROOM_UPDATED', rid });
    equal((await yes(carol.client.apis.roomGet.call({ rid }))).owner, bob.auid, 'the new owner');
    await refuses(403, alice.client.apis.roomGet.call({ rid }), 'the one who left');
    await yes(bob.client.apis.roomUpdate.call({ rid, name: "bob's" }));
    await yes(carol.client.apis.roomLeave.call({ rid }));
    equal((await yes(bob.client.apis.roomGet.call({ rid }))).owner, bob.auid, 'the owner still');
    await yes(bob.client.apis.roomLeave.call({ rid }));
    await refuses(404, bob.client.apis.roomGet.call({ rid }), 'a room without members');
  }),

  'a room is deleted by its owner, and its members are told': overBoth(async ({ online }) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const { rid } = await yes(alice.client.apis.roomAdd.call({ name: 'room', members: [bob.auid] }));
    await bob.told({ type: 'ROOM_JOINED', rid, auid: bob.auid });
    await refuses(403, bob.client.apis.roomDelete.call({ rid }), 'a member who deletes');
    equal(await yes(alice.client.apis.roomDelete.call({ rid })), null, 'data');
    await bob.told({ type: 'ROOM_DELETED', rid });
    await refuses(404, alice.client.apis.roomGet.call({ rid }), 'the room afterwards');
  }),
};
