import { equal, ok, rejects } from './assert.mjs';

/** @typedef {import('./sdk.d.ts').Client} Client */

/** @param {Client} client */
const shown = (client) => client.outbox.list().map(({ state, type, body }) => [state, type, body]);

/** @type {import('./suite.mjs').Checks} */
export const outboxChecks = {
  'a message has its clientMessageId before its outcome, and the receipt has the same': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const to = { user: bob.auid };
    const file = await stage.file('note.txt', 'text');
    const sendings = [
      alice.client.sendText(to, 'text'),
      alice.client.send(to, { type: 'CARD', body: [] }),
      alice.client.sendFile(to, file),
      alice.client.sendImage(to, file),
    ];
    const ids = sendings.map(({ clientMessageId }) => clientMessageId);
    ok(
      ids.every((id, index) => typeof id === 'string' && id !== '' && ids.indexOf(id) === index),
      `the ids: ${ids}`,
    );
    equal(
      alice.client.outbox.list().map(({ clientMessageId }) => clientMessageId),
      ids,
      'what is listed',
    );
    const receipts = await Promise.all(sendings);
    equal(
      receipts.map(({ clientMessageId }) => clientMessageId),
      ids,
      'the receipts',
    );
    equal(alice.client.outbox.list(), [], 'what waits afterwards');
    const chosen = alice.client.send(to, { type: 'CARD', body: 1, clientMessageId: `chosen-${alice.auid}` });
    equal(
      [chosen.clientMessageId, (await chosen).clientMessageId],
      Array(2).fill(`chosen-${alice.auid}`),
      'a chosen id',
    );
    const withFile = alice.client.sendFile(to, file, { clientMessageId: `file-${alice.auid}` });
    equal(
      [withFile.clientMessageId, (await withFile).clientMessageId],
      Array(2).fill(`file-${alice.auid}`),
      'a chosen id of a message with a file',
    );
    const bad = alice.client.sendText(/** @type {never} */ ({}), 'nobody');
    ok(typeof bad.clientMessageId === 'string', 'a message that is refused has no id');
    await rejects(bad, 'ConfigError', 'a message without a target');
  },

  'client.outbox lists what waits and what is sent, in its order': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const to = { user: bob.auid };
    await stage.control('setFaults', { holdAnswers: true });
    const sendings = ['one', 'two'].map((text) => alice.client.sendText(to, text));
    await stage.control('accepted', { auid: alice.auid, count: 1 });
    equal(
      shown(alice.client),
      [
        ['sending', 'TEXT', 'one'],
        ['waiting', 'TEXT', 'two'],
      ],
      'what is listed',
    );
    const [first] = alice.client.outbox.list();
    equal([first?.way, first?.toTarget], ['P2P', bob.auid], 'the conversation of the first');
    await stage.control('setFaults', { holdAnswers: false });
    await Promise.all(sendings);
    equal(shown(alice.client), [], 'what is listed afterwards');
  },

  'client.outbox drops what waits: it never arrives, and its sender knows': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const to = { user: bob.auid };
    await stage.cutOff();
    await alice.is('offline');
    const [one, two, three] = ['one', 'two', 'three'].map((text) => alice.client.sendText(to, text));
    const { outbox } = alice.client;
    const dropped = rejects(/** @type {Promise<unknown>} */ (two), 'AbortError', 'the second');
    equal(outbox.drop(String(two?.clientMessageId)), true, 'that it was there');
    await dropped;
    equal([outbox.drop(String(two?.clientMessageId)), outbox.retry('none')], [false, false], 'that others are there');
    equal(
      shown(alice.client).map(([, , body]) => body),
      ['one', 'three'],
      'what waits',
    );
    await stage.letIn();
    await Promise.all([one, three]);
    await stage.exactly(alice, bob, ['one', 'three']);
    equal(alice.errors, [], 'the errors');
  },

  'client.outbox retries at once what waits out a pause, and gives it its tries anew': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const path = 'upstream_message/send';
    await stage.control('answerNext', { path, body: 'null', times: 9 });
    const sending = alice.client.sendText({ user: bob.auid }, 'one');
    let isOver = false;
    const over = stage.control('usedUp', { path }).then(() => (isOver = true));
    // Each pause is twice as long as the one before: without the retries nine tries take more than a minute.
    while (!isOver) {
      alice.client.outbox.retry(sending.clientMessageId);
      await alice.client.apis.userGet.call({ auid: bob.auid });
    }
    await over;
    await sending;
    await stage.exactly(alice, bob, ['one']);
  },

  'a retry connects at once': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await stage.control('setFaults', { refuseConnections: true });
    await stage.control('dropConnections', { auid: alice.auid });
    await alice.is('offline');
    const sending = alice.client.sendText({ user: bob.auid }, 'one');
    for (const _try of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const before = alice.states.length;
      alice.client.outbox.retry(sending.clientMessageId);
      await alice.until(() => alice.states.length >= before + 2 && alice.client.state === 'offline');
    }
    // By themselves eight attempts of a back-off that doubles from half a second take 30 seconds or more.
    await stage.letIn();
    alice.client.outbox.retry(sending.clientMessageId);
    await sending;
  },

  'what an ended program left is listed, and can be dropped': async (stage) => {
    const bob = await stage.online('bob');
    const program = await stage.program();
    const alice = await program.online('alice', {}, { store: { kind: 'counted' } });
    await stage.cutOff();
    await alice.is('offline');
    await alice.send({ user: bob.auid }, ['one', 'two']);
    await alice.stored('two');
    const next = await program.again();
    await stage.letIn();
    await stage.control('setFaults', { refuseSends: 503 });
    const again = await next.online('alice');
    await again.failed('RefusedError');
    equal(await again.tell('pending'), ['one', 'two'], 'what is listed');
    equal(await again.tell('drop', { body: 'one' }), true, 'that it was there');
    await stage.control('setFaults', { refuseSends: 0 });
    await stage.exactly(again, bob, ['two']);
    equal(
      (await again.errors()).filter(({ name }) => name === 'AbortError'),
      [],
      'the errors about what was dropped',
    );
  },

  'what another device of the account sends arrives, an echo of what this one sent does not': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const name = `alice-${apiTransport}`;
      const [alice, bob] = [await stage.online(name, { apiTransport }), await stage.online(`bob-${apiTransport}`)];
      const other = await stage.device(name, { apiTransport });
      await stage.control('setFaults', { echo: true });
      const { messageId } = await alice.client.sendText({ user: bob.auid }, 'to bob');
      await other.has('to bob');
      equal([other.messages[0]?.fromUser, other.messages[0]?.toTarget], [alice.auid, bob.auid], 'from whom, to whom');
      await stage.control('acknowledged', { auid: alice.auid, messageId, count: 2 });
      await other.say({ user: bob.auid }, 'from the other');
      await alice.has('from the other');
      equal([alice.bodies, other.bodies], [['from the other'], ['to bob']], 'what each has seen');
      await stage.control('setFaults', { echo: false });
      stage.clear();
    }
  },
};
