import { Abort } from './abort.mjs';
import { equal, rejects } from './assert.mjs';

/** @type {import('./suite.mjs').Checks} */
export const apiChecks = {
  'userGet answers over HTTP and over SOCKET': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const name = `alice-${apiTransport}`;
      const { client, auid } = await stage.online(name, { apiTransport });
      const { code, msg, data } = await client.apis.userGet.call({ auid });
      equal({ code, msg, data }, { code: 200, msg: 'success', data: { auid, nickname: name } }, apiTransport);
    }
  },

  'text of any script comes back as it went, over both transports': async (stage) => {
    const signature = 'E聊 \u0000\u2028 "quoted" 🀄 e\u0301';
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const { client, auid } = await stage.online(`alice-${apiTransport}`, { apiTransport });
      await client.apis.userUpdate.call({ auid, signature });
      const { data } = await client.apis.userGet.call({ auid });
      equal(/** @type {{ signature: string }} */ (data).signature, signature, apiTransport);
    }
  },

  "a server's no is an answer, not a rejection": async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const { client } = await stage.online(`alice-${apiTransport}`, { apiTransport });
      const answer = await client.apis.userGet.call({ auid: 'nobody' });
      equal([answer.code, answer.isSucceed(), answer.isFailed()], [404, false, true], apiTransport);
    }
  },

  'a broken answer rejects, and the next call works': async (stage) => {
    const { client, auid } = await stage.online('alice');
    await stage.control('setFaults', { badGateways: 1 });
    await rejects(client.apis.userGet.call({ auid }), 'ProtocolError', 'a call that a proxy answered');
    equal((await client.apis.userGet.call({ auid })).isSucceed(), true, 'the next call');
  },

  'an acknowledgement with another requestId is refused': async (stage) => {
    const { client, auid } = await stage.online('alice', { apiTransport: 'SOCKET' });
    await stage.control('setFaults', { wrongRequestIds: 1 });
    await rejects(client.apis.userGet.call({ auid }), 'ProtocolError', 'the call');
    equal((await client.apis.userGet.call({ auid })).isSucceed(), true, 'the next call');
  },

  'an HTTP 401 with a page for a body renews the JWT, and the call succeeds': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const page = { status: 401, body: '<html><body>Unauthorized</body></html>' };
    await stage.control('answerNext', { path: 'user/get', ...page });
    const before = Number(await stage.control('tokensIssued'));
    equal((await alice.client.apis.userGet.call({ auid: bob.auid })).isSucceed(), true, 'the call');
    equal(Number(await stage.control('tokensIssued')) - before, 1, 'logins that it took');
    await stage.control('answerNext', { path: 'upstream_message/send', ...page });
    await stage.exactly(alice, bob, []);
  },

  'a call succeeds though the JWT expires twice while it lasts': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const { client, auid } = await stage.online(`alice-${apiTransport}`, { apiTransport });
      await stage.control('setFaults', { expiringTokens: 2 });
      equal((await client.apis.userGet.call({ auid })).isSucceed(), true, `the call over ${apiTransport}`);
    }
  },

  'a time-out may be infinite, and as long as one likes, and is a number': async (stage) => {
    const { client, auid } = await stage.online('alice');
    for (const timeout of [Infinity, Math.pow(2, 31), Number.MAX_SAFE_INTEGER]) {
      equal((await client.apis.userGet.call({ auid }, { timeout })).isSucceed(), true, `a call with ${timeout}`);
    }
    await rejects(client.apis.userGet.call({ auid }, { timeout: NaN }), 'ConfigError', 'a call with NaN');
  },

  'a call ends with its time-out and with its signal': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const { client, auid } = await stage.online(`alice-${apiTransport}`, { apiTransport });
      await stage.control('setFaults', { delay: 600 });
      await rejects(
        client.apis.userGet.call({ auid }, { timeout: 20 }),
        'TimeoutError',
        `time-out over ${apiTransport}`,
      );
      const signal = new Abort();
      const call = rejects(client.apis.userGet.call({ auid }, { signal }), 'AbortError', `signal over ${apiTransport}`);
      signal.abort();
      await call;
      await stage.control('setFaults', { delay: 0 });
      equal((await client.apis.userGet.call({ auid })).isSucceed(), true, `the next call over ${apiTransport}`);
    }
  },
};
