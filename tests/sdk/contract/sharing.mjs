import { equal } from './assert.mjs';

/** @param {string} prefix @param {number} count */
const numbered = (prefix, count) => Array.from({ length: count }, (_, index) => `${prefix} ${index}`);

/** Several programs of one account at a time, on one store. @type {import('./suite.mjs').Checks} */
export const sharingChecks = {
  'of several programs on one store each sends its own messages, once': async (stage) => {
    const before = Number(await stage.control('knownSends'));
    const bob = await stage.online('bob');
    const programs = await Promise.all([stage.program(), stage.program()]);
    const [one, two] = await Promise.all(programs.map((program) => program.online('alice')));
    if (!one || !two) throw new Error('two programs were started');
    await stage.cutOff();
    await Promise.all([one.is('offline'), two.is('offline')]);
    await Promise.all([
      one.send({ user: bob.auid }, numbered('one', 3)),
      two.send({ user: bob.auid }, numbered('two', 3)),
    ]);
    await stage.letIn();
    await Promise.all([
      one.settled({ 'one 0': 'sent', 'one 1': 'sent', 'one 2': 'sent' }),
      two.settled({ 'two 0': 'sent', 'two 1': 'sent', 'two 2': 'sent' }),
    ]);
    await arrived(stage, bob, [numbered('one', 3), numbered('two', 3)]);
    equal(Number(await stage.control('knownSends')) - before, 0, 'sends of a message that the server knew');
  },

  'what several programs left when they died is sent by the next one, all of it and once': async (stage) => {
    const bob = await stage.online('bob');
    const programs = await Promise.all([stage.program(), stage.program()]);
    const people = await Promise.all(programs.map((program) => program.online('alice')));
    await stage.cutOff();
    await Promise.all(people.map((person) => person.is('offline')));
    await Promise.all(people.map((person, index) => person.send({ user: bob.auid }, numbered(`of ${index}`, 3))));
    await Promise.all(programs.map((program) => program.kill()));
    await stage.letIn();
    await (await stage.program()).online('alice');
    await arrived(stage, bob, [numbered('of 0', 3), numbered('of 1', 3)]);
  },

  'the same on a store that is slow': async (stage) => {
    const bob = await stage.online('bob');
    /** @type {{ kind: 'slow', ms: number }} */
    const slow = { kind: 'slow', ms: 30 };
    const programs = await Promise.all([stage.program(), stage.program()]);
    const people = await Promise.all(programs.map((program) => program.online('alice', {}, { store: slow })));
    // By then the store is ready for more.
    await Promise.all(people.map((person) => person.say({ user: bob.auid }, 'first')));
    await Promise.all(people.map((person) => person.settled({ first: 'sent' })));
    await stage.cutOff();
    await Promise.all(people.map((person) => person.is('offline')));
    await Promise.all(people.map((person, index) => person.send({ user: bob.auid }, numbered(`of ${index}`, 5))));
    await Promise.all(people.map((person, index) => person.stored(`of ${index} 4`)));
    await Promise.all(programs.map((program) => program.kill()));
    await stage.letIn();
    await (await stage.program()).online('alice', {}, { store: slow });
    await arrived(stage, bob, [['first', 'first'], numbered('of 0', 5), numbered('of 1', 5)]);
  },

  'a program does not send what another one that lives holds, and what was reported failed is not sent': async (
    stage,
  ) => {
    const bob = await stage.online('bob', { socketPort: await stage.control('openSideDoor') });
    const program = await stage.program();
    const offline = await program.online('alice');
    await stage.cutOff();
    await offline.is('offline');
    await offline.send({ user: bob.auid }, numbered('offline', 3));

    const other = await (await stage.program()).online('alice', { socketPort: await stage.control('openSideDoor') });
    await other.say({ user: bob.auid }, 'from the other');
    await bob.has('from the other');
    await offline.close();
    await offline.settled({ 'offline 0': 'StateError', 'offline 1': 'StateError', 'offline 2': 'StateError' });
    await stage.exactly(other, bob, ['from the other']);
  },

  'what a dead program left is taken up by exactly one of the living': async (stage) => {
    const before = Number(await stage.control('knownSends'));
    const socketPort = await stage.control('openSideDoor');
    const bob = await stage.online('bob', { socketPort });
    const program = await stage.program();
    const dead = await program.online('alice');
    const living = await Promise.all([stage.program(), stage.program()]);
    await stage.cutOff();
    await dead.is('offline');
    await dead.send({ user: bob.auid }, numbered('left', 3));
    await program.kill();
    await Promise.all(living.map((each) => each.online('alice', { socketPort })));
    await arrived(stage, bob, [numbered('left', 3)]);
    equal(Number(await stage.control('knownSends')) - before, 0, 'sends of a message that the server knew');
  },

  'more messages than one outbox holds, which two programs left, are all sent, the oldest too': async (stage) => {
    const bob = await stage.online('bob');
    const programs = await Promise.all([stage.program(), stage.program()]);
    const people = await Promise.all(
      programs.map((program) => program.online('alice', {}, { store: { kind: 'counted' } })),
    );
    // More than a thousand. Conversations don't wait for each other: in twelve of them the messages are sent in a twelfth of the time.
    const members = [stage.auid('alice'), bob.auid];
    const rooms = await Promise.all(numbered('', 12).map(() => stage.control('addRoom', { name: 'room', members })));
    await stage.cutOff();
    await Promise.all(people.map((person) => person.is('offline')));
    /** @type {string[][]} */
    const lists = [];
    for (const [index, person] of people.entries()) {
      for (const room of rooms) {
        const texts = numbered(`of ${index} in ${room}, number`, 43);
        await person.send({ room: String(room) }, texts);
        lists.push(texts);
      }
      await person.stored(String(lists[lists.length - 1]?.[42]));
    }
    await Promise.all(programs.map((program) => program.kill()));
    await stage.letIn();
    const next = await (await stage.program()).online('alice', { apiTransport: 'SOCKET' });
    await arrived(stage, bob, lists);
    equal(await next.errors(), [], 'the errors');
  },
};

/**
 * Shows that bob has received each list whole, once and in its order; how the lists mix is nobody's promise.
 * @param {import('./stage.mjs').Stage} stage @param {import('./person.mjs').Person} bob @param {string[][]} lists
 */
async function arrived(stage, bob, lists) {
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  await bob.until(() => bob.messages.length >= count);
  // A round trip later nothing more has come.
  await bob.client.apis.userGet.call({ auid: bob.auid });
  for (const list of lists) {
    const actual = bob.bodies.filter((body) => list.indexOf(String(body)) >= 0);
    equal(actual, list, 'what bob received of one program');
  }
  equal(bob.messages.length, count, 'how many he received');
}
