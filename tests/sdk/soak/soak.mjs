// One platform's soak: messages from one account to another and to rooms, through programs that die and a server that fails.

import { tokenOf } from '../contract/stage.mjs';
import { Faults } from './faults.mjs';
import { Ledger } from './ledger.mjs';
import { Life } from './people.mjs';
import { Random } from './random.mjs';

/** @typedef {import('./ledger.mjs').Verdict} Verdict @typedef {import('../contract/sdk.d.ts').Target} Target */
/**
 * @typedef {object} Setting
 * @property {import('../hosts/programs.mjs').Programs} programs
 * @property {import('../../server/controls.mjs').Controls} controls
 * @property {import('../bench.mjs').Job['server']} server
 * @property {number} senders how many programs of the sending account run at a time
 * @property {number} messages @property {number} seed
 */

/** Messages between two faults: so many are sent at most, and a twentieth of all of them. */
const pace = 150;
/** Messages that one program may have waiting. */
const most = 60;
/** Milliseconds without a message until the rest counts as lost: the longest back-off, and the time between two looks for what
 * the dead left. */
const patience = 45000;

export class Soak {
  #setting;
  #random;
  #ledger = new Ledger();
  /** @type {Life[]} */
  #senders;
  #receiver;
  #faults;
  /** @type {Target[]} */
  #targets = [];
  /** Handed to `send` so far, or about to be. */
  #sent = 0;
  /** The beginnings of the lives that go on. @type {Map<Life, Promise<void>>} */
  #births = new Map();
  /** @type {string[]} */
  #failures = [];
  /** Names the texts. */
  #serial = 0;

  /** @param {Setting} setting */
  constructor(setting) {
    this.#setting = setting;
    this.#random = new Random(setting.seed);
    const { controls, programs, senders } = setting;
    for (const auid of ['alice', 'bob']) controls.addUser({ auid, token: tokenOf(auid) });
    this.#senders = Array.from(
      { length: senders },
      (_, index) => new Life(programs, this.#config('alice'), `${index}`),
    );
    this.#receiver = new Life(programs, this.#config('bob'), 'only');
    this.#faults = new Faults(controls, this.#random, ['alice', 'bob'], () => this.#kill());
    const rooms = [1, 2].map((number) => controls.addRoom({ name: `room ${number}`, members: ['alice', 'bob'] }));
    this.#targets = [{ user: 'bob' }, ...rooms.map((room) => ({ room }))];
  }

  /** @param {string} text what the receiver has just seen */
  saw(text) {
    this.#ledger.see(text);
  }

  /** @returns {readonly string[]} what living senders were told of their messages, other than that they were sent */
  get failures() {
    return this.#failures;
  }

  /** @returns {string[]} where each lost message was last known to be, for the person who looks into it */
  get traces() {
    const { controls } = this.#setting;
    const pending = new Set(controls.pendingMessages({ auid: 'bob' }).map(({ body }) => body));
    return this.#ledger.missing.map((text) => {
      const accepted = controls.messages().find(({ body }) => body === text);
      if (!accepted) return `${this.#ledger.describe(text)}: the server never had it`;
      return `${this.#ledger.describe(text)}: ${accepted.messageId} ${pending.has(text) ? 'waits for its acknowledgement' : 'was acknowledged'}`;
    });
  }

  /** @returns {Promise<Verdict & { faults: number }>} */
  async run() {
    await Promise.all([...this.#senders, this.#receiver].map((life) => life.begin()));
    let isOver = false;
    const striking = this.#strike(() => isOver);
    await Promise.all(this.#senders.map((life) => this.#send(life)));
    isOver = true;
    await striking;
    this.#setting.controls.clearFaults();
    await this.#arrive();
    for (const life of this.#senders) this.#failures.push(...(await failuresOf(life)));
    return { ...this.#ledger.verdict, faults: this.#faults.struck };
  }

  /** Hands messages over, through all the lives of one program. @param {Life} life */
  async #send(life) {
    while (this.#sent < this.#setting.messages) {
      const count = Math.min(1 + this.#random.below(20), this.#setting.messages - this.#sent);
      const target = this.#random.of(this.#targets);
      const texts = Array.from({ length: count }, () => `message ${(this.#serial += 1)}`);
      this.#sent += count;
      for (const text of texts) this.#ledger.hand(text, life.name, JSON.stringify(target));
      let isStored = false;
      try {
        await life.tell('send', { target, texts });
        await life.tell('stored', { text: texts[texts.length - 1] });
        isStored = true;
        this.#ledger.safe(texts);
        await life.tell('fewer', { count: most });
      } catch {
        // It was killed. What was not stored yet may be lost: others are sent in its place.
        if (!isStored) this.#sent -= count;
        await this.#births.get(life);
      }
    }
  }

  /** @param {() => boolean} isOver */
  async #strike(isOver) {
    const step = Math.min(pace, Math.ceil(this.#setting.messages / 20));
    let next = step;
    while (!isOver()) {
      await this.#ledger.change(100);
      if (this.#sent < next) continue;
      next = this.#sent + step;
      // Not in the very turn in which a message is seen: it would be the same fault each time.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#faults.strike();
    }
  }

  /** Kills one of the programs, and begins its next life. */
  async #kill() {
    const life = this.#random.of([...this.#senders, this.#receiver]);
    this.#births.set(life, this.#restart(life));
    await this.#births.get(life);
  }

  /** @param {Life} life */
  async #restart(life) {
    await life.end();
    if (life === this.#receiver) {
      const { controls } = this.#setting;
      const waiting = new Set(controls.pendingMessages({ auid: 'bob' }).map(({ body }) => String(body)));
      this.#ledger.died(waiting);
    }
    await life.begin();
  }

  /** Until all that must arrive has arrived, or nothing comes any more. */
  async #arrive() {
    let [seen, since] = [-1, Date.now()];
    while (this.#ledger.missing.length > 0 && Date.now() - since < patience) {
      if (this.#ledger.seen > seen) [seen, since] = [this.#ledger.seen, Date.now()];
      await this.#ledger.change(patience);
    }
    // What comes twice comes now, as do the senders' replies.
    const settled = this.#senders.map((life) => life.tell('settled'));
    await Promise.race([
      Promise.all([this.#setting.controls.allAcknowledged({ auid: 'bob' }), ...settled]),
      new Promise((resolve) => setTimeout(resolve, patience).unref()),
    ]);
  }

  /** @param {string} auid */
  #config(auid) {
    const { host, httpPort, socketPort, appKey: key, secure } = this.#setting.server;
    const apiTransport = this.#random.of(['HTTP', 'SOCKET']);
    return { host, httpPort, socketPort, secure, key, apiTransport, loginAuid: auid, loginToken: tokenOf(auid) };
  }
}

/** @param {Life} life @returns {Promise<string[]>} */
async function failuresOf(life) {
  const outcomes = /** @type {import('../contract/puppet.mjs').Outcome[]} */ (await life.tell('outcomes'));
  return outcomes
    .filter(({ became }) => became !== 'sent')
    .map(({ text, became }) => `${text} of ${life.name}: ${became}`);
}
