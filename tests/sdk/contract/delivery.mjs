import { equal, rejects } from './assert.mjs';

/** @type {import('./suite.mjs').Checks} */
export const deliveryChecks = {
  'a message arrives once, over HTTP and over SOCKET': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const alice = await stage.online(`alice-${apiTransport}`, { apiTransport });
      const bob = await stage.online(`bob-${apiTransport}`, { apiTransport });
      const receipt = await alice.client.sendText({ user: bob.auid }, 'hello');
      await bob.has('hello');
      const { messageId, fromUser, toTarget, way, type, body } = bob.messages[0] ?? {};
      equal(
        { messageId, fromUser, toTarget, way, type, body },
        {
          messageId: receipt.messageId,
          fromUser: alice.auid,
          toTarget: bob.auid,
          way: 'P2P',
          type: 'TEXT',
          body: 'hello',
        },
        'the message',
      );
      await stage.exactly(alice, bob, ['hello']);
      await stage.control('allAcknowledged', { auid: bob.auid });
    }
  },

  'apis.sendMessage sends, too': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const answer = await alice.client.apis.sendMessage.call({
      toTarget: bob.auid,
      way: 'P2P',
      type: 'TEXT',
      body: 'by form',
    });
    equal(answer.code, 200, 'the code');
    await stage.exactly(alice, bob, ['by form']);
  },

  'a message of any type arrives with its body, whatever JSON that is': async (stage) => {
    const bodies = [
      { title: 'E聊', tags: [1, null, 'two'], deep: { a: { b: {} } } },
      [],
      [[{}], 'x'],
      0,
      -1.5,
      '',
      false,
    ];
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const alice = await stage.online(`alice-${apiTransport}`, { apiTransport });
      const bob = await stage.online(`bob-${apiTransport}`, { apiTransport });
      for (const body of bodies) await alice.client.send({ user: bob.auid }, { type: 'SHOP.CARD', body });
      await stage.exactly(alice, bob, bodies);
      equal(bob.messages[0]?.type, 'SHOP.CARD', 'the type');
      const pages = await alice.client.history({ user: bob.auid }).next();
      equal(
        pages.value?.map(({ type, body }) => [type, body])[0],
        ['SHOP.CARD', bodies[0]],
        'the first in the history',
      );
    }
    const { client } = await stage.online('carol');
    for (const content of [{ type: 'CARD', body: null }, { type: 'CARD' }, { type: 7, body: 1 }])
      await rejects(client.send({ user: stage.auid('carol') }, content), 'ConfigError', JSON.stringify(content));
  },

  'a room message arrives at every member but the sender': async (stage) => {
    const [alice, bob, carol] = [await stage.online('alice'), await stage.online('bob'), await stage.online('carol')];
    const { data } = await alice.client.apis.roomAdd.call({ name: 'three', members: [bob.auid, carol.auid] });
    await alice.client.sendText({ room: /** @type {{ rid: string }} */ (data).rid }, 'to all');
    for (const member of [bob, carol]) {
      await stage.exactly(alice, member, ['to all']);
      equal(member.messages[0]?.way, 'P2R', 'the way');
    }
    equal(alice.bodies, [], 'what alice received');
  },

  'across a lost connection: sent before, while offline and after, each arrives once and in order': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const alice = await stage.online(`alice-${apiTransport}`, { apiTransport });
      const bob = await stage.online(`bob-${apiTransport}`, { apiTransport });
      const to = { user: bob.auid };
      await alice.client.sendText(to, 'before');

      await stage.control('setFaults', { refuseConnections: true });
      await stage.control('dropConnections');
      await Promise.all([alice.is('offline'), bob.is('offline')]);
      const waiting = ['while offline 1', 'while offline 2', 'while offline 3'].map((text) =>
        alice.client.sendText(to, text),
      );
      await stage.control('setFaults', { refuseConnections: false });

      await Promise.all([alice.is('online'), bob.is('online'), ...waiting]);
      await alice.client.sendText(to, 'after');
      await stage.exactly(alice, bob, ['before', 'while offline 1', 'while offline 2', 'while offline 3', 'after']);
    }
  },

  'a message whose answer was lost is sent again and arrives once': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const alice = await stage.online(`alice-${apiTransport}`, { apiTransport });
      const bob = await stage.online(`bob-${apiTransport}`, { apiTransport });
      await stage.control('setFaults', { lostReplies: 1 });
      const receipt = await alice.client.sendText({ user: bob.auid }, 'unanswered');
      await stage.exactly(alice, bob, ['unanswered']);
      equal(receipt.messageId, bob.messages[0]?.messageId, 'the receipt');
    }
  },

  'what the server repeats is seen once': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await stage.control('setFaults', { repeat: 3 });
    const { messageId } = await alice.client.sendText({ user: bob.auid }, 'three times');
    await bob.has('three times');
    await stage.control('setFaults', { repeat: 1 });
    await stage.control('allAcknowledged', { auid: bob.auid });
    await stage.control('repeat', { auid: bob.auid, messageId });
    await stage.exactly(alice, bob, ['three times']);
  },

  'what was sent to someone absent is there at the next login, in order': async (stage) => {
    const alice = await stage.online('alice');
    const absent = await stage.person('bob');
    for (const text of ['one', 'two', 'three']) await alice.client.sendText({ user: absent.auid }, text);
    await absent.client.connect();
    await stage.exactly(alice, absent, ['one', 'two', 'three']);
  },

  'messages wait until the first handler is there': async (stage) => {
    const alice = await stage.online('alice');
    const bob = await stage.person('bob', { apiTransport: 'SOCKET' }, ['error', 'state']);
    const texts = ['one', 'two', 'three'];
    for (const text of texts) await alice.say({ user: bob.auid }, text);
    await bob.client.connect();
    // What was pushed at the login has come before these answers, and its acknowledgement would have gone before the second.
    for (const _round of [1, 2]) await bob.client.apis.userGet.call({ auid: bob.auid });
    equal(await stage.control('pending', { auid: bob.auid }), 3, 'messages without an acknowledgement');
    bob.hear('message');
    await stage.exactly(alice, bob, texts);
    await stage.control('allAcknowledged', { auid: bob.auid });
  },

  "messages wait for the handler that im.init's callback registers": async (stage) => {
    const bob = await stage.online('bob');
    await stage.account('alice');
    const texts = ['one', 'two', 'three'];
    for (const text of texts) await bob.say({ user: stage.auid('alice') }, text);
    /** @type {unknown[]} */
    const bodies = [];
    await new Promise((resolve) =>
      stage.sdk.im.init(stage.config('alice'), (client) => {
        client?.on('message', ({ body }) => bodies.push(body));
        resolve(client && stage.adopt(client));
      }),
    );
    await stage.control('allAcknowledged', { auid: stage.auid('alice') });
    equal(bodies, texts, 'what the handler saw');
  },

  "a message is acknowledged when its handler's promise has resolved": async (stage) => {
    const alice = await stage.online('alice');
    const bob = await stage.person('bob', { apiTransport: 'SOCKET' }, []);
    let finish = () => {};
    /** @type {Promise<void>} */
    const handled = new Promise((resolve) => (finish = resolve));
    const seen = new Promise((resolve) => {
      bob.client.on('message', () => {
        resolve(undefined);
        return handled;
      });
    });
    await bob.client.connect();
    await alice.say({ user: bob.auid }, 'one');
    await seen;
    for (const _round of [1, 2]) await bob.client.apis.userGet.call({ auid: bob.auid });
    equal(await stage.control('pending', { auid: bob.auid }), 1, 'messages without an acknowledgement');
    finish();
    await stage.control('allAcknowledged', { auid: bob.auid });
  },

  'ids are unique though Math.random repeats itself': async (stage) => {
    const bob = await stage.online('bob');
    await stage.account('alice');
    const { random } = Math;
    Math.random = () => 0.5;
    try {
      const twins = [stage.again('alice'), stage.again('alice')];
      await Promise.all(twins.map(({ client }) => client.connect()));
      const receipts = await Promise.all(
        twins.map(({ client }, index) => client.sendText({ user: bob.auid }, `of twin ${index}`)),
      );
      const [one, other] = receipts.map(({ clientMessageId }) => clientMessageId);
      equal(one === other, false, 'whether two messages have one id');
    } finally {
      Math.random = random;
    }
    await bob.until(() => bob.messages.length === 2);
  },

  'a clientMessageId that is undefined does not replace the made one': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const content = { type: 'TEXT', body: 'one', clientMessageId: undefined };
    const { clientMessageId } = await alice.client.send({ user: bob.auid }, content);
    equal(typeof clientMessageId, 'string', 'its type');
    await stage.exactly(alice, bob, ['one']);
  },

  'a restart of the server is survived': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await stage.control('restart');
    await Promise.all([alice.isBack(), bob.isBack()]);
    await stage.exactly(alice, bob, []);
  },

  'a message that was reported failed is not sent by the next client': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await stage.control('setFaults', { refuseConnections: true });
    await stage.control('dropConnections', { auid: alice.auid });
    await alice.is('offline');
    const given = ['one', 'two'].map((text) =>
      rejects(alice.client.sendText({ user: bob.auid }, text), 'StateError', text),
    );
    alice.client.close();
    await Promise.all(given);
    await stage.control('setFaults', { refuseConnections: false });

    const next = stage.again('alice');
    await next.client.connect();
    await stage.exactly(next, bob, []);
  },

  'what is larger than the server takes at once is refused, and costs no connection': async (stage) => {
    const alice = await stage.online('alice', { apiTransport: 'SOCKET' });
    const bob = await stage.online('bob');
    // socket.io's server takes a megabyte: more of these by their bytes, though not by their length.
    for (const text of [
      'x'.repeat(1100000),
      '\u00e9'.repeat(550000),
      '\u20ac'.repeat(350000),
      '\ud83c\udc04'.repeat(270000),
    ]) {
      await rejects(
        alice.client.sendText({ user: bob.auid }, text),
        'RefusedError',
        `${text.length} times ${text.charAt(0)}`,
      );
    }
    await alice.client.sendText({ user: bob.auid }, '\u20ac'.repeat(330000));
    await stage.exactly(alice, bob, ['\u20ac'.repeat(330000)]);
    equal(alice.states, ['connecting', 'online'], 'the states');
  },

  'two hundred messages in one go arrive once each, in order': async (stage) => {
    const alice = await stage.online('alice', { apiTransport: 'SOCKET' });
    const bob = await stage.online('bob');
    const texts = Array.from({ length: 200 }, (_, index) => `number ${index}`);
    await Promise.all(texts.map((text) => alice.client.sendText({ user: bob.auid }, text)));
    await stage.exactly(alice, bob, texts);
  },
};
