// Runs in a further program beside the SDK, and does what the suite tells it by text: `[method, argument]` as JSON in,
// `{ value }` or `{ error }` as JSON out. What it waits for are events; it has no timer.

import { FaultyStore } from './faulty_store.mjs';
import { Person } from './person.mjs';
import { control } from './question.mjs';

/** @typedef {import('./sdk.d.ts').Host} Host @typedef {import('./sdk.d.ts').Client} Client */
/** @typedef {import('./sdk.d.ts').Target} Target @typedef {{ readonly name: string } & Record<string, unknown>} Command */
/** What became of a text: `waiting`, `sent`, or the name of the error. @typedef {{ text: string, became: string }} Outcome */

/** A client and what was sent with it. */
class Puppet extends Person {
  /** @type {Outcome[]} */
  outcomes = [];
  /** How many of them wait. */
  waiting = 0;

  /** @param {Target} target @param {readonly string[]} texts sent in one turn */
  send(target, texts) {
    for (const text of texts) {
      const outcome = { text, became: 'waiting' };
      this.outcomes.push(outcome);
      this.waiting += 1;
      const became = (/** @type {string} */ word) => {
        outcome.became = word;
        this.waiting -= 1;
        this.changed();
      };
      this.client.sendText(target, text).then(
        () => became('sent'),
        (error) => became(error instanceof Error ? error.name : String(error)),
      );
    }
  }
}

/** @param {Host} host @returns {(command: string, answer: (text: string) => void) => void} never throws */
export function puppet(host) {
  /** @type {Map<string, Puppet>} */
  const puppets = new Map();
  /** @type {Map<string, FaultyStore>} */
  const stores = new Map();
  const of = (/** @type {string} */ name) => {
    const known = puppets.get(name);
    if (!known) throw new Error(`this program has no client ${name}`);
    return known;
  };

  const storeOf = (/** @type {string} */ name) => {
    const store = stores.get(name);
    if (!store) throw new Error(`${name} has no store of its own`);
    return store;
  };

  /** @type {Readonly<Record<string, (command: Command) => unknown>>} */
  const methods = {
    client: ({ name, config, store, hears, reports }) => {
      const storage =
        store === undefined
          ? host.storage
          : new FaultyStore(host.store, /** @type {import('./faulty_store.mjs').Fault} */ (store), (ms) =>
              control(host, 'after', { ms }),
            );
      if (storage instanceof FaultyStore) stores.set(name, storage);
      const client = host.sdk.createClient(Object.assign({}, config, storage && { storage }));
      puppets.set(name, new Puppet(name, client, /** @type {readonly string[]} */ (hears)));
      // A message is handled when it is reported: no program can die having acknowledged what nobody knows of.
      // What another program of the account has sent is seen here, too: that is no report of its arrival.
      if (reports)
        client.on('message', ({ fromUser, body }) => (fromUser === name ? null : control(host, 'saw', { name, body })));
    },
    hear: ({ name, event }) => of(name).hear(String(event)),
    connect: ({ name, options }) => of(name).client.connect(/** @type {object | undefined} */ (options ?? undefined)),
    send: ({ name, target, texts }) =>
      of(name).send(/** @type {Target} */ (target), /** @type {readonly string[]} */ (texts)),
    pending: ({ name }) =>
      of(name)
        .client.outbox.list()
        .map(({ body }) => body),
    drop: ({ name, body }) => {
      const { outbox } = of(name).client;
      return outbox.drop(String(outbox.list().filter((each) => each.body === body)[0]?.clientMessageId));
    },
    close: ({ name }) => of(name).client.close(),
    state: ({ name }) => of(name).client.state,
    states: ({ name }) => of(name).states,
    bodies: ({ name }) => of(name).bodies,
    errors: ({ name }) => of(name).errors.map(plain),
    outcomes: ({ name }) => of(name).outcomes,
    is: ({ name, state }) => of(name).until(() => of(name).client.state === state),
    has: ({ name, text }) => of(name).until(() => of(name).bodies.indexOf(text) >= 0),
    received: ({ name, count }) => of(name).until(() => of(name).messages.length >= Number(count)),
    failed: ({ name, error }) => of(name).until(() => of(name).errors.some((each) => each.name === error)),
    fewer: ({ name, count }) => of(name).until(() => of(name).waiting < Number(count)),
    settled: ({ name }) => of(name).until(() => of(name).outcomes.every(({ became }) => became !== 'waiting')),
    holds: ({ name, text }) => storeOf(name).holds(String(text)),
    stored: async ({ name, text }) => {
      const isOver = () => of(name).outcomes.some((each) => each.text === text && each.became !== 'waiting');
      await Promise.race([storeOf(name).holds(JSON.stringify(text)), of(name).until(isOver)]);
      await storeOf(name).idle();
    },
  };

  return (command, answer) => {
    const [method, argument] = JSON.parse(command);
    const run = async () => {
      const known = methods[method];
      if (!known) throw new Error(`no such command: ${method}`);
      return known(argument);
    };
    run().then(
      (value) => answer(JSON.stringify({ value: value === undefined ? null : value })),
      (error) => answer(JSON.stringify({ error: error instanceof Error ? `${error.name}: ${error.message}` : error })),
    );
  };
}

/** @param {Error} error */
const plain = (error) => ({
  name: error.name,
  message: error.message,
  clientMessageId: Reflect.get(error, 'clientMessageId'),
});
