import { equal, ok, rejects } from './assert.mjs';

const login = 'connection/authority/request';
const send = 'upstream_message/send';

/** Answers to a send that are none of E聊's, or that say "later". @type {readonly { body: string, status?: number }[]} */
const noAnswers = [
  { body: '{"code":"200"}' },
  { body: 'null' },
  { body: '<html><body>200</body></html>', status: 200 },
  { body: '<html><body>502</body></html>', status: 502 },
  { body: '{"code":429,"msg":"slow down","data":null}' },
  { body: '{"code":503,"msg":"not now","data":null}' },
];

/** Conversations have no order among themselves. @param {import('./person.mjs').Person} person
 * @returns {(one: string, other: string) => number} */
const byTheirPlaceIn =
  ({ bodies }) =>
  (one, other) =>
    bodies.indexOf(one) - bodies.indexOf(other);

/** What could leave a client waiting for ever, without a word. @type {import('./suite.mjs').Checks} */
export const stuckChecks = {
  'what ends the session below socket.io is noticed, and the client comes back': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    for (const [index, frame] of ['44{"message":"no"}', '41'].entries()) {
      equal(await stage.control('sendFrame', { auid: bob.auid, frame }), 1, 'connections that got the frame');
      await bob.isBack(index + 1);
    }
    await stage.exactly(alice, bob, []);
  },

  'a second handshake of socket.io is survived': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    for (const frame of ['40{}', '40{"sid":"another"}', '40'])
      await stage.control('sendFrame', { auid: bob.auid, frame });
    await stage.exactly(alice, bob, []);
  },

  'a connection that is open but dead is noticed, and the client comes back': async (stage) => {
    await stage.control('setFaults', { pingInterval: 200, pingTimeout: 200 });
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    equal(await stage.control('silence', { auid: bob.auid }), 1, 'connections that are silent');
    await bob.isBack();
    await stage.exactly(alice, bob, []);
  },

  'a send that is answered with no answer, or with "later", is tried again, arrives once, and is reported': async (
    stage,
  ) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const alice = await stage.online(`alice-${apiTransport}`, { apiTransport });
      const bob = await stage.online(`bob-${apiTransport}`);
      const members = [alice.auid, bob.auid];
      // A conversation each, so that one back-off serves for all.
      const rooms = await Promise.all(noAnswers.map(() => stage.control('addRoom', { name: 'room', members })));
      for (const answer of noAnswers) await stage.control('answerNext', { path: send, ...answer });
      await Promise.all(rooms.map((rid) => alice.say({ room: String(rid) }, `in ${rid}`)));
      await bob.until(() => bob.messages.length >= rooms.length);
      await stage.exactly(alice, bob, rooms.map((rid) => `in ${rid}`).sort(byTheirPlaceIn(bob)));
      ok(alice.errors.length > 0, `no error over ${apiTransport}`);
      ok(alice.errors.length <= noAnswers.length, `${alice.errors.length} errors over ${apiTransport}`);
    }
  },

  'a send that was carried out and answered with no answer arrives once': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await stage.control('answerNext', { path: send, body: 'null', performs: true });
    await alice.say({ user: bob.auid }, 'one');
    await stage.exactly(alice, bob, ['one']);
  },

  'a JWT that no header can hold is no JWT': async (stage) => {
    const people = [await stage.person('alice'), await stage.person('bob')];
    const answerNext = () =>
      Promise.all(
        ['a\nb', 'E聊'].map((data) =>
          stage.control('answerNext', { path: login, body: JSON.stringify({ code: 200, msg: 'success', data }) }),
        ),
      );
    await answerNext();
    await Promise.all(people.map(({ client }) => rejects(client.connect(), 'ProtocolError', 'connect()')));
    await Promise.all(people.map(({ client }) => client.connect()));
    await answerNext();
    await stage.control('dropConnections');
    await Promise.all(people.map((person) => person.isBack()));
    for (const { client, auid, errors } of people) {
      ok(errors.length > 0, 'no error on the way back');
      equal((await client.apis.userGet.call({ auid })).isSucceed(), true, 'a call');
    }
  },

  'a malformed login on the way back is an error event, and is tried again': async (stage) => {
    const alice = await stage.online('alice');
    await stage.control('answerNext', { path: login, body: '{"code":"200"}' });
    await stage.control('dropConnections');
    await alice.isBack();
    equal(
      alice.errors.map(({ name }) => name),
      ['ProtocolError'],
      'the errors',
    );
  },

  'connect({ wait: true }) goes on trying, and what is sent meanwhile arrives': async (stage) => {
    const bob = await stage.online('bob');
    const alice = await stage.person('alice');
    await stage.control('setFaults', { refuseConnections: true });
    const turnedAway = stage.control('turnedAway');
    const connecting = alice.client.connect({ wait: true });
    const sending = alice.say({ user: bob.auid }, 'while offline');
    await Promise.race([turnedAway, connecting]);
    await Promise.race([stage.control('turnedAway'), connecting]);
    await stage.letIn();
    await connecting;
    equal(alice.client.state, 'online', 'the state after connect()');
    await sending;
    await stage.exactly(alice, bob, ['while offline']);
  },

  'connect({ wait: true }) rejects when the login is refused, and ends with close()': async (stage) => {
    await stage.control('setFaults', { refuseLogin: true });
    const alice = await stage.person('alice');
    await rejects(alice.client.connect({ wait: true }), 'LoginRefusedError', 'connect() with a wrong token');
    await stage.control('setFaults', { refuseConnections: true });
    const bob = await stage.person('bob');
    const turnedAway = stage.control('turnedAway');
    const waiting = rejects(bob.client.connect({ wait: true }), 'StateError', 'connect() when closed');
    await turnedAway;
    bob.client.close();
    await waiting;
    await stage.control('quiet');
  },

  'a server that lets in and drops does not reset the back-off': async (stage) => {
    const alice = await stage.online('alice');
    await stage.control('setFaults', { letInAndDrop: true });
    await stage.control('dropConnections');
    const times = /** @type {number[]} */ (await stage.control('loggedIn', { auid: alice.auid, count: 4 }));
    // The third wait of a back-off that doubles from half a second is between one and two.
    const last = Number(times[3]) - Number(times[2]);
    ok(last >= 900, `the third time it came back after ${last} ms`);
  },

  'a message is tried at once when the connection is back, whatever its back-off': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const carol = await stage.online('carol');
    await stage.control('answerNext', { path: send, body: 'null', times: 3 });
    const sending = alice.say({ user: bob.auid }, 'at once');
    await stage.control('usedUp', { path: send });
    // The next try would come in one to two seconds; the way back takes half a second at most.
    await stage.control('dropConnections', { auid: alice.auid });
    await alice.isBack();
    for (const text of ['one', 'two', 'three']) await alice.say({ user: carol.auid }, text);
    await bob.client.apis.userGet.call({ auid: bob.auid });
    equal(bob.bodies, ['at once'], 'what bob has three round trips later');
    await sending;
  },

  'the log holds no body, also none that the server echoes': async (stage) => {
    const bob = await stage.online('bob');
    const program = await stage.program();
    const alice = await program.online('alice', {}, { store: { kind: 'counted' } });
    await stage.cutOff();
    await alice.is('offline');
    await alice.say({ user: bob.auid }, 'while offline, and secret');
    await alice.stored('while offline, and secret');
    await stage.control('setFaults', { refuseSends: 403, echoBodies: true });
    const next = await program.again();
    await stage.letIn();
    const deaf = await next.online('alice', {}, { hears: [] });
    const before = /** @type {string[]} */ (await stage.control('printed')).length;
    // The message of the earlier run is refused first: the answer to this one comes after it.
    await deaf.say({ user: bob.auid }, 'another secret');
    await deaf.settled({ 'another secret': 'RefusedError' });
    const lines = /** @type {string[]} */ (await stage.control('printed')).slice(Math.max(0, before - 5));
    equal(
      lines.filter((line) => line.indexOf('secret') >= 0),
      [],
      'what the log says of it',
    );
    ok(
      lines.some((line) => line.indexOf('RefusedError') >= 0),
      `the refusal is not in the log: ${lines.join(' / ')}`,
    );
  },
};
