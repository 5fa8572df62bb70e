import { Abort } from './abort.mjs';
import { equal, ok } from './assert.mjs';

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./person.mjs').Person} Person */
/**
 * How an error of a class comes about, and what it tells beside its message.
 * @typedef {{ readonly arise: (stage: Stage) => Promise<unknown>, readonly fields?: Readonly<Record<string, unknown>>,
 *   readonly hasCause?: boolean, readonly kinds?: readonly string[] }} Row `kinds`: the other classes that it belongs to
 */

const userGet = 'user/get';
const send = 'upstream_message/send';

/** What a promise rejects with. @param {Promise<unknown>} promise @returns {Promise<unknown>} */
const reasonOf = (promise) =>
  promise.then(
    () => null,
    (/** @type {unknown} */ reason) => reason,
  );

/** @param {Stage} stage @param {Person} alice */
async function unknownOutcome(stage, alice) {
  const [kind] = /** @type {string[]} */ (await stage.control('signs'));
  let isOver = false;
  await stage.control('answerNext', { path: send, body: 'null', times: 8 });
  const reason = reasonOf(alice.client.sendText({ user: alice.auid }, 'x')).then((error) => {
    isOver = true;
    return error;
  });
  // Back online, a message is tried at once: the pauses between eight tries take a minute.
  for (let losses = 1; !isOver; losses += 1) {
    await stage.control('dropConnections', { auid: alice.auid });
    await alice.until(() => alice.states.filter((state) => state === 'offline').length >= losses);
    await stage.control('sign', { kind });
    await alice.is('online');
    await alice.client.apis.userGet.call({ auid: alice.auid });
  }
  return reason;
}

/** Every class, by its name. @type {Readonly<Record<string, Row>>} */
const rows = {
  ConfigError: {
    arise: async (stage) => reasonOf((async () => stage.sdk.createClient(stage.config('a', { httpPort: 'x' })))()),
    fields: { field: 'httpPort' },
  },
  TransportError: {
    arise: async (stage) => {
      const { client } = await stage.person('alice', { socketPort: await stage.control('closedPort') });
      return reasonOf(client.connect());
    },
    hasCause: true,
  },
  ProtocolError: {
    arise: async (stage) => {
      const { client, auid } = await stage.online('alice');
      await stage.control('answerNext', { path: userGet, body: '<html>' });
      return reasonOf(client.apis.userGet.call({ auid }));
    },
    hasCause: true,
    kinds: ['TransportError'],
  },
  TimeoutError: {
    arise: async (stage) => {
      const { client, auid } = await stage.online('alice');
      await stage.control('setFaults', { delay: 300 });
      return reasonOf(client.apis.userGet.call({ auid }, { timeout: 20 }));
    },
    fields: { timeout: 20 },
    kinds: ['TransportError'],
  },
  AbortError: {
    arise: async (stage) => {
      const { client, auid } = await stage.online('alice');
      const signal = new Abort();
      signal.abort();
      return reasonOf(client.apis.userGet.call({ auid }, { signal }));
    },
  },
  StateError: { arise: async (stage) => reasonOf((await stage.person('alice')).client.sendText({ user: 'b' }, 'x')) },
  RefusedError: {
    arise: async (stage) => {
      const { client, auid } = await stage.online('alice');
      await stage.control('setFaults', { refuseSends: 403 });
      return reasonOf(client.sendText({ user: auid }, 'x'));
    },
    fields: { code: 403 },
  },
  LoginRefusedError: {
    arise: async (stage) => {
      const alice = await stage.person('alice');
      await stage.control('setFaults', { refuseLogin: true });
      return reasonOf(alice.client.connect());
    },
    fields: { code: 403 },
    kinds: ['RefusedError'],
  },
  SessionExpiredError: {
    arise: async (stage) => {
      const { client, auid } = await stage.online('alice');
      await stage.control('setFaults', { expiringTokens: 100 });
      return reasonOf(client.apis.userGet.call({ auid }));
    },
  },
  KickedError: {
    arise: async (stage) => {
      const alice = await stage.online('alice');
      await stage.control('kick', { auid: alice.auid });
      await alice.is('closed');
      return reasonOf(alice.client.apis.userGet.call({ auid: alice.auid }));
    },
  },
  OutboxFullError: {
    arise: async (stage) => {
      const { client, auid } = await stage.online('alice', { storage: stage.store({ kind: 'throwing' }) });
      await stage.control('setFaults', { holdAnswers: true });
      const sending = Array.from({ length: 1001 }, () => reasonOf(client.sendText({ user: auid }, 'x')));
      const reason = await sending[1000];
      client.close();
      await Promise.all(sending);
      return reason;
    },
  },
  OutcomeUnknownError: {
    arise: async (stage) => unknownOutcome(stage, await stage.online('alice')),
    fields: { tries: 8 },
    hasCause: true,
  },
  StorageError: {
    arise: async (stage) => {
      const alice = await stage.online('alice', { storage: stage.store({ kind: 'throwing' }) });
      return alice.failed('StorageError');
    },
    hasCause: true,
  },
  HandlerError: {
    arise: async (stage) => {
      const alice = await stage.person('alice');
      alice.client.on('state', () => {
        throw new Error('a bug of the program');
      });
      await alice.client.connect();
      return alice.failed('HandlerError');
    },
    hasCause: true,
  },
};

/** @param {string} name @param {Row} row @returns {import('./suite.mjs').Check} */
const arises =
  (name, { arise, fields = {}, hasCause = false, kinds = [] }) =>
  async (stage) => {
    const { sdk } = stage;
    const error = await arise(stage);
    ok(error instanceof Error, `${String(error)} is no error`);
    equal(/** @type {Error} */ (error).name, name, 'the name');
    for (const field of Object.keys(fields)) equal(Reflect.get(Object(error), field), fields[field], field);
    equal(Reflect.get(Object(error), 'cause') instanceof Error, hasCause, 'whether the cause is known');
    const belongsTo = [name, ...kinds];
    for (const each of Object.keys(rows)) {
      const expected = belongsTo.indexOf(each) >= 0;
      equal(/** @type {(value: unknown) => boolean} */ (Reflect.get(sdk, `is${each}`))(error), expected, `is${each}`);
      equal(error instanceof Reflect.get(sdk, each), expected, `instanceof ${each}`);
    }
    ok(error instanceof Reflect.get(sdk, 'EchatError'), 'it is no EchatError');
  };

/** @type {Record<string, import('./suite.mjs').Check>} */
export const errorChecks = {
  'there is a check for every class of errors': async ({ sdk }) => {
    const classes = Object.keys(sdk).filter((name) => /^[A-Z]\w+Error$/.test(name) && name !== 'EchatError');
    equal(classes.sort(), Object.keys(rows).sort(), 'the classes');
  },
};
for (const name of Object.keys(rows))
  errorChecks[`${name} arises, with its guard and its cause`] = arises(name, /** @type {Row} */ (rows[name]));
