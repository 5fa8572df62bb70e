import { equal } from './assert.mjs';

/** @type {import('./suite.mjs').Checks} */
export const eventChecks = {
  'a malformed packet is an error event, and is survived': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    for (const kind of ['text', 'nothing', 'fields', 'types', 'event']) {
      const before = bob.errors.length;
      equal(await stage.control('sendMalformed', { auid: bob.auid, kind }), 1, 'connections that got the packet');
      await bob.until(() => bob.errors.length > before);
      equal(bob.errors[before]?.name, 'ProtocolError', kind);
      equal(bob.client.state, 'online', `the state after ${kind}`);
    }
    await stage.exactly(alice, bob, []);
    equal(bob.errors.length, 5, 'errors in all');
  },

  'repeats of one error are joined, and counted by the next': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const malformed = { auid: bob.auid, kind: 'text' };
    for (const _time of [1, 2, 3, 4, 5]) await stage.control('sendMalformed', malformed);
    await alice.say({ user: bob.auid }, 'after them');
    await bob.has('after them');
    equal(bob.errors.length, 1, 'errors for five packets');
    await stage.control('dropConnections', { auid: bob.auid });
    await bob.isBack();
    await stage.control('sendMalformed', malformed);
    await bob.until(() => bob.errors.length > 1);
    equal(
      bob.errors.map((error) => Reflect.get(error, 'repeats') || 0),
      [0, 4],
      'the repeats before each error',
    );
  },

  'refused acknowledgements make one error, not one each': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await stage.control('setFaults', { refuseAcknowledgements: 503 });
    const texts = ['one', 'two', 'three', 'four', 'five'];
    for (const text of texts) await alice.say({ user: bob.auid }, text);
    await bob.until(() => bob.messages.length === texts.length && bob.errors.length > 0);
    await stage.control('setFaults', { refuseAcknowledgements: 0 });
    await stage.control('redeliver', { auid: bob.auid });
    await stage.control('allAcknowledged', { auid: bob.auid });
    await stage.exactly(alice, bob, texts);
    equal(bob.errors.length, 1, 'errors');
  },

  'a packet that is not even socket.io is an error event, and the client comes back': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    for (const [index, kind] of ['packet', 'handshake'].entries()) {
      equal(await stage.control('sendMalformed', { auid: bob.auid, kind }), 1, 'connections that got the packet');
      await bob.isBack(index + 1);
    }
    equal(
      bob.errors.map(({ name }) => name),
      ['ProtocolError', 'ProtocolError'],
      'the errors',
    );
    await stage.exactly(alice, bob, []);
  },

  'watchers learn who comes and goes': async (stage) => {
    const alice = await stage.online('alice');
    const bob = await stage.person('bob');
    await alice.client.apis.addOnlineMonitor.call({ auids: [bob.auid] });
    await bob.client.connect();
    bob.client.close();
    await alice.until(() => alice.presences.length === 2);
    equal(
      alice.presences,
      [
        { auid: bob.auid, online: true },
        { auid: bob.auid, online: false },
      ],
      'the presences',
    );
  },

  'who is watched is still watched after a lost connection': async (stage) => {
    const alice = await stage.online('alice');
    const bob = await stage.person('bob');
    await alice.client.apis.addOnlineMonitor.call({ auids: [bob.auid] });
    await stage.control('dropConnections', { auid: alice.auid });
    await alice.isBack();
    // A round trip later what the SDK does on its way back is done.
    await alice.client.apis.userGet.call({ auid: alice.auid });
    await bob.client.connect();
    await bob.say({ user: alice.auid }, 'here I am');
    await alice.has('here I am');
    equal(alice.presences[alice.presences.length - 1], { auid: bob.auid, online: true }, 'the last presence');
  },

  'who is watched is still watched after a login, and after a renewed token': async (stage) => {
    const alice = await stage.online('alice');
    const bob = await stage.person('bob');
    await alice.client.apis.addOnlineMonitor.call({ auids: [bob.auid] });
    await alice.client.apis.login.call();
    await stage.control('expireTokens');
    await alice.client.apis.userGet.call({ auid: alice.auid });
    await bob.client.connect();
    await alice.until(() => alice.presences.length > 0);
    equal(alice.presences, [{ auid: bob.auid, online: true }], 'the presences');
  },

  'who came and went while the client was offline is told when it is back': async (stage) => {
    const alice = await stage.online('alice');
    const [bob, carol] = [await stage.person('bob'), await stage.online('carol')];
    await alice.client.apis.addOnlineMonitor.call({ auids: [bob.auid, carol.auid] });
    await stage.cutOff();
    await alice.is('offline');
    carol.client.close();
    await stage.letIn();
    await bob.client.connect();
    await alice.isBack();
    await alice.until(() => alice.presences.length > 1);
    const told = /** @type {{ auid: string, online: boolean }[]} */ (alice.presences);
    equal(
      told.map(({ auid, online }) => `${auid} ${online}`).sort(),
      [`${bob.auid} true`, `${carol.auid} false`],
      'the presences',
    );
  },

  'a watch that is not answered after a loss is asked for again': async (stage) => {
    for (const answer of [{ body: '{"code":503,"msg":"later","data":null}' }, { status: 502, body: '<html>' }]) {
      const alice = await stage.online('alice');
      const bob = await stage.person('bob');
      await alice.client.apis.addOnlineMonitor.call({ auids: [bob.auid] });
      await stage.control('answerNext', { path: 'client/add_online_monitor', times: 2, ...answer });
      await stage.control('dropConnections', { auid: alice.auid });
      await alice.isBack();
      await stage.control('usedUp', { path: 'client/add_online_monitor' });
      await bob.client.connect();
      await alice.until(() => alice.presences.length > 0);
      equal(alice.presences, [{ auid: bob.auid, online: true }], 'the presences');
      stage.clear();
    }
  },

  'being pulled into a room is a notification': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const { data } = await alice.client.apis.roomAdd.call({ name: 'two', members: [bob.auid] });
    await bob.told({ type: 'ROOM_JOINED', rid: /** @type {{ rid: string }} */ (data).rid, auid: bob.auid });
  },

  'once hears one event, and can be taken back; messages wait for the next handler': async (stage) => {
    const alice = await stage.online('alice');
    const bob = await stage.person('bob', {}, ['error']);
    /** @type {unknown[]} */
    const heard = [];
    const listen = () => new Promise((resolve) => bob.client.once('message', ({ body }) => resolve(heard.push(body))));
    const stop = bob.client.once('state', () => heard.push('a state'));
    stop();
    await bob.client.connect();
    const first = listen();
    for (const text of ['one', 'two', 'three']) await alice.say({ user: bob.auid }, text);
    await first;
    equal(await stage.control('pending', { auid: bob.auid }), 2, 'messages that wait');
    await listen();
    equal(heard, ['one', 'two'], 'what was heard');
    bob.hear('message');
    await stage.exactly(alice, bob, ['three']);
  },

  'a kicked client says so, once, and is closed': async (stage) => {
    const alice = await stage.online('alice');
    await stage.control('kick', { auid: alice.auid });
    await alice.is('closed');
    equal(
      alice.kicks.map(({ type }) => type),
      ['KICKED'],
      'the kicks',
    );
  },

  'a handler that throws is reported, and keeps nothing from the others': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.person('bob')];
    const stop = bob.client.on('message', () => {
      throw new Error('a bug of the program');
    });
    await bob.client.connect();
    await alice.client.sendText({ user: bob.auid }, 'one');
    await bob.has('one');
    await bob.until(() => bob.errors.length > 0);
    stop();
    await stage.exactly(alice, bob, ['one']);
    equal(
      bob.errors.map(({ name }) => name),
      ['HandlerError'],
      'the errors',
    );
  },
};
