import { equal } from './assert.mjs';

const ten = Array.from({ length: 10 }, (_, index) => `number ${index}`);

/** What outlives the program: it dies as by a crash, and its next life begins on the same store. @type {import('./suite.mjs').Checks} */
export const restartChecks = {
  'what was sent while online arrives once, though the program dies before the answers': async (stage) => {
    for (const apiTransport of ['HTTP', 'SOCKET']) {
      const bob = await stage.online(`bob-${apiTransport}`);
      const program = await stage.program();
      const alice = await program.online(`alice-${apiTransport}`, { apiTransport }, { store: { kind: 'counted' } });
      await stage.control('setFaults', { holdAnswers: true });
      await alice.send({ user: bob.auid }, ten);
      await alice.stored('number 9');
      await stage.control('accepted', { auid: alice.auid, count: 1 });
      const next = await program.again();
      await stage.control('setFaults', { holdAnswers: false });
      const again = await next.online(`alice-${apiTransport}`, { apiTransport });
      await stage.exactly(again, bob, ten);
    }
  },

  'what was sent while offline arrives once, though the program dies before it is online': async (stage) => {
    const bob = await stage.online('bob');
    const program = await stage.program();
    const alice = await program.online('alice', {}, { store: { kind: 'counted' } });
    await stage.cutOff();
    await alice.is('offline');
    await alice.send({ user: bob.auid }, ten);
    await alice.stored('number 9');
    const next = await program.again();
    await stage.letIn();
    await stage.exactly(await next.online('alice'), bob, ten);
  },

  'a message is not seen again by the next program, though its acknowledgement was lost with this one': async (
    stage,
  ) => {
    const alice = await stage.online('alice');
    const program = await stage.program();
    const bob = await program.online('bob');
    await stage.control('setFaults', { lostAcknowledgements: 1 });
    await alice.say({ user: bob.auid }, 'one');
    await stage.control('usedUp', { fault: 'lostAcknowledgements' });
    equal(await bob.bodies(), ['one'], 'what this program saw');
    const next = await program.again();
    const again = await next.online('bob');
    await alice.say({ user: bob.auid }, 'two');
    await again.has('two');
    equal(await again.bodies(), ['two'], 'what the next program saw');
    await stage.control('allAcknowledged', { auid: bob.auid });
  },

  'what the server repeats is not seen again by the next program': async (stage) => {
    const alice = await stage.online('alice');
    const program = await stage.program();
    const bob = await program.online('bob');
    const receipts = await Promise.all(ten.map((text) => alice.client.sendText({ user: bob.auid }, text)));
    equal(await bob.received(ten.length), ten, 'what this program saw');
    await stage.control('allAcknowledged', { auid: bob.auid });
    const next = await program.again();
    const again = await next.online('bob');
    for (const { messageId } of receipts) await stage.control('repeat', { auid: bob.auid, messageId });
    await alice.say({ user: bob.auid }, 'new');
    await again.has('new');
    equal(await again.bodies(), ['new'], 'what the next program saw');
  },

  'a message that no handler has seen is there for the next program': async (stage) => {
    const alice = await stage.online('alice');
    const program = await stage.program();
    const deaf = await program.online('bob', { apiTransport: 'SOCKET' }, { hears: [] });
    await alice.say({ user: deaf.auid }, 'one');
    const next = await program.again();
    const bob = await next.online('bob');
    await alice.say({ user: bob.auid }, 'two');
    await bob.has('two');
    equal(await bob.bodies(), ['one', 'two'], 'what the next program saw');
  },
};
