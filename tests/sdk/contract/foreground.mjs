import { equal, ok } from './assert.mjs';

/** Gives each sign that the host has. @param {import('./stage.mjs').Stage} stage @param {(give: () => Promise<unknown>) => Promise<void>} check */
async function withEachSign(stage, check) {
  const kinds = /** @type {string[]} */ (await stage.control('signs'));
  ok(kinds.length > 0, 'the host has no sign');
  for (const kind of kinds) await check(() => stage.control('sign', { kind }));
}

/** The program comes back to the foreground, or its network is back. @type {import('./suite.mjs').Checks} */
export const foregroundChecks = {
  'an offline client connects at once when it is told that it may go on': async (stage) => {
    const alice = await stage.online('alice');
    await withEachSign(stage, async (give) => {
      await stage.control('setFaults', { refuseConnections: true });
      await stage.control('dropConnections', { auid: alice.auid });
      await alice.is('offline');
      for (const _try of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const before = alice.states.length;
        await give();
        await alice.until(() => alice.states.length >= before + 2 && alice.client.state === 'offline');
      }
      // By themselves eight attempts of a back-off that doubles from half a second take 30 seconds or more.
      await stage.letIn();
      await give();
      await alice.is('online');
    });
  },

  'a connection that died while the program was away is replaced when it may go on': async (stage) => {
    await withEachSign(stage, async (give) => {
      // By the pings it takes 45 seconds to notice: more than a check may take.
      const [alice, bob] = [await stage.online('alice', { requestTimeout: 500 }), await stage.online('bob')];
      equal(await stage.control('silence', { auid: alice.auid }), 1, 'connections that are silent');
      await give();
      await alice.isBack();
      await stage.exactly(bob, alice, []);
      stage.clear();
    });
  },

  'a connection that lives is kept when the program hears that it may go on': async (stage) => {
    const alice = await stage.online('alice', { apiTransport: 'SOCKET' });
    await withEachSign(stage, async (give) => {
      await give();
      // It is answered after what was asked before it.
      await alice.client.apis.userGet.call({ auid: alice.auid });
    });
    equal(alice.states, ['connecting', 'online'], 'the states');
    equal(alice.errors, [], 'the errors');
  },
};
