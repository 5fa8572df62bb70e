import { AssertionError, equal, rejects } from './assert.mjs';

/** @param {import('./stage.mjs').Stage} stage @param {Record<string, unknown>} [changes]
 * @returns {Promise<[import('./sdk.d.ts').Client | null, unknown]>} what `im.init` calls back with */
const init = (stage, changes) =>
  new Promise((resolve) => stage.sdk.im.init(stage.config('alice', changes), (sdk, error) => resolve([sdk, error])));

/** @type {import('./suite.mjs').Checks} */
export const sessionChecks = {
  'im.init calls back when connected and logged in': async (stage) => {
    await stage.account('alice');
    const [sdk, error] = await init(stage);
    if (!sdk) throw new AssertionError(`init gave no client: ${String(error)}`);
    equal(sdk.state, 'online', 'the state');
    const me = await sdk.apis.userGet.call({ auid: stage.auid('alice') });
    equal(me.data, { auid: stage.auid('alice'), nickname: 'alice' }, 'the user');
    sdk.close();
  },

  'im.init calls back with nothing when the login is refused': async (stage) => {
    await stage.account('alice');
    const [sdk, error] = await init(stage, { loginToken: 'wrong' });
    equal(sdk, null, 'the client');
    equal(error instanceof Error && error.name, 'LoginRefusedError', 'the reason');
  },

  'connect() rejects when the login is refused, and works when it no longer is': async (stage) => {
    const alice = await stage.person('alice');
    await stage.control('setFaults', { refuseLogin: true });
    await rejects(alice.client.connect(), 'LoginRefusedError', 'connect()');
    equal(alice.client.state, 'idle', 'the state after it');
    await stage.control('setFaults', { refuseLogin: false });
    await alice.client.connect();
    equal(alice.states, ['connecting', 'idle', 'connecting', 'online'], 'the states');
  },

  'connect() rejects when nobody listens': async (stage) => {
    const alice = await stage.person('alice', { socketPort: await stage.control('closedPort') });
    await rejects(alice.client.connect(), 'TransportError', 'connect()');
    equal(alice.client.state, 'idle', 'the state after it');
  },

  'an expired JWT is renewed once for all waiting calls': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const name = `alice-${apiTransport}`;
      const { client, auid } = await stage.online(name, { apiTransport });
      const before = Number(await stage.control('tokensIssued'));
      await stage.control('expireTokens');
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => client.apis.userGet.call({ auid })));
      equal(
        answers.map((answer) => answer.isSucceed()),
        [true, true, true, true, true],
        `the calls over ${apiTransport}`,
      );
      equal(Number(await stage.control('tokensIssued')) - before, 1, `logins that it took over ${apiTransport}`);
      client.close();
    }
  },
};
