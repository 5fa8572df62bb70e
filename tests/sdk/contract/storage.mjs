import { equal, ok, rejects } from './assert.mjs';

/** Characters of a message of 200 in the store, with all that is around it. */
const fairShare = 2000;

/** @type {import('./suite.mjs').Checks} */
export const storageChecks = {
  'a message that finds no room is reported with its id, and costs the others nothing': async (stage) => {
    const bob = await stage.online('bob');
    const program = await stage.program();
    const alice = await program.online('alice', {}, { store: { kind: 'full', quota: 20000 } });
    await stage.cutOff();
    await alice.is('offline');
    await alice.send({ user: bob.auid }, ['small 1', 'x'.repeat(150000), 'small 2']);
    await alice.holds('small 1');
    await alice.holds('small 2');
    const errors = await alice.failed('StorageError');
    ok(
      errors.some(({ clientMessageId }) => typeof clientMessageId === 'string' && clientMessageId !== ''),
      'no error names the message',
    );
    const next = await program.again();
    await stage.letIn();
    await stage.exactly(await next.online('alice'), bob, ['small 1', 'small 2']);
  },

  'a message that finds no room is sent all the same, in its place, while the program lives': async (stage) => {
    const bob = await stage.online('bob');
    const alice = await stage.online('alice', { storage: stage.store({ kind: 'full', quota: 20000 }) });
    await stage.cutOff();
    await alice.is('offline');
    const texts = ['small 1', 'x'.repeat(150000), 'small 2'];
    const sending = Promise.all(texts.map((text) => alice.say({ user: bob.auid }, text)));
    await stage.letIn();
    await sending;
    await stage.exactly(alice, bob, texts);
  },

  'a message is in the store before it is on the wire, and leaves it with the answer': async (stage) => {
    const bob = await stage.online('bob');
    const store = stage.store({ kind: 'slow', ms: 50 });
    const alice = await stage.online('alice', { storage: store });
    /** @type {string[]} */
    const order = [];
    void store.holds('in the store').then(() => order.push('stored'));
    const accepted = stage.control('accepted', { auid: alice.auid, count: 1 }).then(() => order.push('accepted'));
    await Promise.all([alice.say({ user: bob.auid }, 'in the store'), accepted]);
    equal(order, ['stored', 'accepted'], 'what happened first');
    await store.idle();
    equal(store.has('in the store'), false, 'whether the store holds it when it was answered');
    equal(
      store.keys.filter((key) => key.indexOf('echat.') !== 0),
      [],
      'the keys that are not of the SDK',
    );
    await stage.exactly(alice, bob, ['in the store']);
  },

  'what a message costs in the store does not depend on how many wait': async (stage) => {
    const bob = await stage.online('bob');
    const store = stage.store({ kind: 'counted' });
    const alice = await stage.online('alice', { storage: store });
    await stage.cutOff();
    await alice.is('offline');
    const before = store.written;
    const texts = Array.from({ length: 60 }, (_, index) => `${'x'.repeat(200)} ${index}.`);
    const sending = [];
    for (const text of texts) {
      sending.push(alice.say({ user: bob.auid }, text));
      await store.holds(` ${texts.indexOf(text)}.`);
    }
    ok(store.longest <= fairShare, `an item of ${store.longest} characters`);
    ok(
      store.written - before <= texts.length * fairShare,
      `${store.written - before} characters were written for ${texts.length} messages`,
    );
    await stage.letIn();
    await Promise.all(sending);
    await stage.exactly(alice, bob, texts);
  },

  'a body that JSON does not hold is refused, and what is sent after it is stored': async (stage) => {
    const bob = await stage.online('bob');
    const store = stage.store({ kind: 'counted' });
    const alice = await stage.online('alice', { storage: store });
    await stage.cutOff();
    await alice.is('offline');
    /** @type {Record<string, unknown>} */
    const cycle = {};
    cycle['itself'] = cycle;
    const target = { user: bob.auid };
    await rejects(alice.client.send(target, { type: 'FILE', body: cycle }), 'ConfigError', 'a body with a cycle');
    await rejects(alice.client.send(target, { type: 'FILE', body: () => 1 }), 'ConfigError', 'a function for a body');
    if (typeof BigInt === 'function')
      await rejects(
        alice.client.send(target, { type: 'FILE', body: { size: BigInt(1) } }),
        'ConfigError',
        'a body with a BigInt',
      );
    const sending = alice.say(target, 'text after it');
    await store.holds('text after it');
    await stage.letIn();
    await sending;
    await stage.exactly(alice, bob, ['text after it']);
  },

  'a store that never answers is reported, and keeps nobody from coming online and sending': async (stage) => {
    const bob = await stage.online('bob');
    const hangs = async (/** @type {string[]} */ members) => {
      const storage = stage.store({ kind: 'hanging', members });
      const alice = await stage.online(`alice-${members.length}`, { storage, connectTimeout: 4000 });
      await alice.failed('StorageError');
      await alice.say({ user: bob.auid }, `from ${alice.auid}`);
      await bob.has(`from ${alice.auid}`);
    };
    await Promise.all([hangs(['getItem']), hangs(['getItem', 'setItem', 'removeItem'])]);
  },

  'a store that throws is reported, and keeps nobody from coming online and sending': async (stage) => {
    const bob = await stage.online('bob');
    const alice = await stage.online('alice', { storage: stage.store({ kind: 'throwing' }) });
    await alice.failed('StorageError');
    const texts = Array.from({ length: 20 }, (_, index) => `number ${index}`);
    await Promise.all(texts.map((text) => alice.say({ user: bob.auid }, text)));
    await stage.exactly(alice, bob, texts);
    ok(alice.errors.length <= 5, `${alice.errors.length} errors for ${texts.length} messages`);
  },

  'what is corrupted in the store is survived': async (stage) => {
    const bob = await stage.online('bob');
    const program = await stage.program();
    const earlier = await program.online('alice');
    await bob.say({ user: earlier.auid }, 'seen by the earlier program');
    await stage.control('allAcknowledged', { auid: earlier.auid });
    await stage.cutOff();
    await earlier.is('offline');
    await earlier.send({ user: bob.auid }, ['lost', 'with', 'the store']);
    await program.kill();
    await stage.letIn();
    const alice = await stage.online('alice', { storage: stage.store({ kind: 'corrupted' }) });
    await alice.failed('StorageError');
    equal((await alice.client.apis.userGet.call({ auid: bob.auid })).isSucceed(), true, 'a call');
    await bob.say({ user: alice.auid }, 'the other way');
    await alice.has('the other way');
    await stage.exactly(alice, bob, []);
  },

  'messages on a slow store arrive once and in order': async (stage) => {
    const bob = await stage.online('bob');
    const alice = await stage.online('alice', { storage: stage.store({ kind: 'slow', ms: 20 }) });
    const texts = Array.from({ length: 10 }, (_, index) => `number ${index}`);
    await Promise.all(texts.map((text) => alice.say({ user: bob.auid }, text)));
    await stage.exactly(alice, bob, texts);
  },
};
