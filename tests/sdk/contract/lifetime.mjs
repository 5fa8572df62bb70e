import { equal, rejects } from './assert.mjs';

/** @type {import('./suite.mjs').Checks} */
export const lifetimeChecks = {
  'close() ends what waits, and leaves no socket and no timer': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob', { apiTransport: 'SOCKET' })];
    await stage.control('setFaults', { delay: 500 });
    const waiting = [
      rejects(alice.client.apis.userGet.call({ auid: bob.auid }), 'StateError', 'a call over HTTP'),
      rejects(bob.client.apis.userGet.call({ auid: bob.auid }), 'StateError', 'a call over SOCKET'),
      rejects(alice.client.sendText({ user: bob.auid }, 'never answered'), 'StateError', 'a message'),
    ];
    alice.client.close();
    bob.client.close();
    equal([alice.client.state, bob.client.state], ['closed', 'closed'], 'the states');
    await stage.control('quiet');
    await Promise.all(waiting);
    await rejects(alice.client.connect(), 'StateError', 'connect() after close()');
    await rejects(alice.client.sendText({ user: bob.auid }, 'x'), 'StateError', 'sendText() after close()');
  },

  'close() while connecting leaves nothing': async (stage) => {
    const alice = await stage.person('alice');
    const connecting = rejects(alice.client.connect(), 'StateError', 'connect()');
    await alice.is('connecting');
    alice.client.close();
    await connecting;
    await stage.control('quiet');
    equal(alice.states, ['connecting', 'closed'], 'the states');
  },

  'close() while offline stops the way back, and rejects what waits to be sent': async (stage) => {
    const alice = await stage.online('alice');
    await stage.control('setFaults', { refuseConnections: true });
    await stage.control('dropConnections');
    await alice.is('offline');
    const waiting = rejects(alice.client.sendText({ user: alice.auid }, 'never sent'), 'StateError', 'the message');
    alice.client.close();
    await waiting;
    await stage.control('quiet');
  },

  'two clients do not meet': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    alice.client.close();
    equal([alice.client.state, bob.client.state], ['closed', 'online'], 'the states');
    equal((await bob.client.apis.userGet.call({ auid: bob.auid })).isSucceed(), true, "the other's call");
  },
};
