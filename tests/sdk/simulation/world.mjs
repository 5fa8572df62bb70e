// The world of one schedule: clock, network, server, stores and pages. It plays the schedule, heals, gives every account a
// fresh page, waits until nothing is in motion, and has the laws judge what has happened.

import { act } from './actions.mjs';
import { Clock, dateOf } from './clock.mjs';
import { Faults } from './faults.mjs';
import { judgeUnread } from './laws/conversations.mjs';
import { isLost, judgeOutcome } from './laws/outcome.mjs';
import { Network } from './network.mjs';
import { Page } from './page.mjs';
import { Random } from './random.mjs';
import { Server } from './server.mjs';
import { Store } from './store.mjs';

/** @typedef {import('./schedule.mjs').Schedule} Schedule @typedef {import('./schedule.mjs').StartAction} StartAction */
/** @typedef {{ law: number | string, text: string }} Breach */
/**
 * @typedef {object} Outcome
 * @property {Breach[]} breaches @property {number} sends @property {number} accepted @property {number} starts
 * @property {number} hours virtual @property {Record<string, number>} strikes faults that struck, by kind @property {string[]} lines the trace
 */

/** Milliseconds after the healing in which everything must have come to rest. */
const longestRest = 30 * 60_000;

/** How a fresh page starts. */
const fresh = /** @type {const} */ ({
  do: 'start',
  wait: true,
  transport: 'HTTP',
  requestTimeout: 10_000,
  handler: 'plain',
  handlerMs: 0,
  handlerDelay: 0,
  counts: true,
});

export class World {
  clock = new Clock();
  date = dateOf(this.clock);
  /** @type {Page[]} */
  pages = [];
  /** @type {import('./send.mjs').Send[]} */
  sends = [];
  /** @type {Breach[]} */
  breaches = [];
  /** @type {Record<string, number>} */
  strikes = {};
  /** @type {string[]} */
  lines = [];
  #tracing;
  #serial = 0;
  /** When the wall clock jumped last, among all facts. */
  jumpSerial = 0;
  /** @type {Map<string, Store>} */
  #stores = new Map();

  /** @param {Schedule} schedule @param {{ tracing?: boolean }} [options] */
  constructor(schedule, { tracing = false } = {}) {
    this.schedule = schedule;
    this.#tracing = tracing;
    this.random = new Random(schedule.seed);
    this.faults = new Faults(this);
    this.network = new Network(this);
    this.server = new Server(this);
    schedule.accounts.forEach((account, index) => {
      const kind = schedule.stores[index] ?? { kind: 'host', slow: false, order: 'all', lateHangs: false };
      this.#stores.set(account, new Store(this, account, kind));
    });
  }

  get accounts() {
    return this.schedule.accounts;
  }

  /** @param {string} account @returns {Store} */
  storeOf(account) {
    return /** @type {Store} */ (this.#stores.get(account));
  }

  /** @param {import('./schedule.mjs').OnPage} on @returns {Page | undefined} the page that lives there */
  pageAt({ account, slot }) {
    return this.pages.findLast((page) => page.isAlive && page.account === account && page.action.slot === slot);
  }

  /** @param {StartAction} action */
  startPage(action) {
    if (this.pageAt(action) !== undefined) return;
    const name = `${action.account}.${action.slot}#${this.pages.length}`;
    this.note(name, `starts with ${action.transport}${action.wait ? ', waits' : ''}`);
    this.pages.push(new Page(this, name, action));
  }

  /** @returns {number} the place of a fact among all facts */
  nextSerial() {
    this.#serial += 1;
    return this.#serial;
  }

  /** @param {string} kind a fault that has struck */
  struck(kind) {
    this.strikes[kind] = (this.strikes[kind] ?? 0) + 1;
    this.note('fault', kind);
  }

  /** @param {string} who @param {string} what for the trace */
  note(who, what) {
    if (this.#tracing) this.lines.push(`${(this.clock.now / 1000).toFixed(3).padStart(9)} ${who.padEnd(8)} ${what}`);
  }

  /** @param {number | string} law @param {string} text in words */
  breach(law, text) {
    this.note('BREACH', `of law ${law}: ${text}`);
    this.breaches.push({ law, text });
  }

  /** @returns {Promise<Outcome>} */
  async play() {
    const { clock, schedule } = this;
    const { strict } = schedule;
    for (const action of schedule.actions) {
      clock.after(action.at, () => {
        this.note('action', JSON.stringify(action));
        act(this, action);
      });
    }
    const last = Math.max(0, ...schedule.actions.map(({ at }) => at));
    await clock.run({ until: last + 1500, strict });
    await this.#heal();
    const begin = clock.now;
    for (const account of this.accounts) this.startPage({ ...fresh, account, slot: -1, at: begin });
    const end = begin + longestRest;
    // A repetition may come late; so may a timer that was forgotten. What they set in motion comes to rest, too.
    do {
      // What is asked every second is asked seldom enough.
      while (this.waiting().length > 0 && clock.now < end) await clock.run({ until: clock.now + 1000, strict });
      await clock.run({ until: clock.now + 16_000, strict });
    } while (this.waiting().length > 0 && clock.now < end);
    const waiting = this.waiting();
    if (waiting.length > 0)
      this.breach('rest', `after ${(clock.now - begin) / 1000} s there still waits: ${waiting.join('; ')}`);
    judgeOutcome(this);
    judgeUnread(this);
    for (const page of this.pages) page.close();
    await clock.run({ until: clock.now + 3100, strict });
    return this.#outcome();
  }

  /** @returns {string[]} what is still in motion, in words */
  waiting() {
    const pages = this.pages.filter(
      (page) => page.isOpen && (page.action.wait || page.hasBeenOnline) && page.state !== 'online' && !page.isShutOut,
    );
    const sends = this.sends.filter((send) =>
      send.state === 'pending' ? send.page.isAlive || isLost(this, send) : false,
    );
    return [
      ...pages.map(({ name, state }) => `${name} is ${state}`),
      ...sends.map(({ id, page }) => `send ${id} of ${page.name}${page.isAlive ? '' : ', which died'}`),
      ...this.accounts.filter((each) => this.storeOf(each).hasLateCalls).map((each) => `the store of ${each}`),
      ...this.accounts.flatMap((account) =>
        this.server.pending(account).map(({ messageId }) => `${messageId} in the mailbox of ${account}`),
      ),
    ];
  }

  async #heal() {
    const { clock, schedule } = this;
    this.note('world', 'heals');
    this.faults.heal();
    this.network.heal();
    this.server.heal();
    for (const store of this.#stores.values()) store.heal();
    for (const page of this.pages) {
      // Without locks a store has one program at a time.
      if (schedule.survivors === 'die' || (schedule.survivors === 'keep' && !schedule.locks)) page.die(0);
      else if (schedule.survivors === 'close') page.close();
      else page.tellNetwork(true);
    }
    // Calls to the stores that the dead have made are carried out first: what is in a store late is found late.
    await clock.run({ until: clock.now + 5000, strict: schedule.strict });
  }

  /** @returns {Outcome} */
  #outcome() {
    return {
      breaches: this.breaches,
      sends: this.sends.length,
      accepted: this.server.messages.length,
      starts: this.pages.length,
      hours: this.clock.now / 3_600_000,
      strikes: this.strikes,
      lines: this.lines,
    };
  }
}
