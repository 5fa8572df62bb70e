// One call of `send`, and all that becomes of it.

import { bodyOf } from './wire.mjs';

/** @typedef {import('./page.mjs').Page} Page @typedef {import('./schedule.mjs').SendAction} SendAction */
/** @typedef {import('./sdk.mjs').Failure} Failure @typedef {import('./server.mjs').Message} Message */

export class Send {
  /** As its caller knows. @type {'pending' | 'resolved' | 'rejected'} */
  state = 'pending';
  settledAt = 0;
  settledSerial = 0;
  /** @type {Failure | null} */
  error = null;
  /** Each time it was put on the wire. @type {{ at: number, serial: number, page: Page }[]} */
  attempts = [];
  /** @type {{ at: number, message: Message }[]} */
  accepted = [];
  /** @type {Set<string>} */
  clientMessageIds = new Set();
  /** When the program gave it up by the outbox. @type {{ at: number, serial: number, page: Page } | null} */
  discarded = null;
  /** Answers that said neither yes nor no. */
  badAnswers = 0;
  #action;

  /** @param {Page} page the one that calls @param {SendAction} action */
  constructor(page, action) {
    const { world } = page;
    this.id = world.sends.length;
    this.page = page;
    this.#action = action;
    this.at = world.clock.now;
    world.sends.push(this);
  }

  get target() {
    return this.#action.to;
  }

  /** Characters of the body. */
  get size() {
    return this.#action.size;
  }

  /** What the server does with it. */
  get plan() {
    return this.#action.plan;
  }

  get isTimed() {
    return this.#action.timeout !== undefined;
  }

  get isAborted() {
    return this.#action.abort !== undefined;
  }

  /** When its time limit, its signal or the outbox ends it; Infinity without. */
  get givenUpAt() {
    const { timeout = Infinity, abort = Infinity } = this.#action;
    return Math.min(this.at + Math.min(timeout, abort), this.discarded?.at ?? Infinity);
  }

  /** @param {import('./sdk.mjs').Client} client */
  start(client) {
    const { to, size, timeout, abort, isObject } = this.#action;
    const text = bodyOf(this.id, size);
    const content = isObject ? { type: 'CARD', body: { text, list: [1, null, 'a'] } } : { type: 'TEXT', body: text };
    const signal = abort === undefined ? undefined : this.#signalAfter(abort);
    const options = { ...(timeout !== undefined && { timeout }), ...(signal !== undefined && { signal }) };
    client.send(to === 'room' ? { room: to } : { user: to }, content, options).then(
      () => this.#settle('resolved', null),
      (error) => this.#settle('rejected', error),
    );
  }

  /** @param {'resolved' | 'rejected'} state @param {Failure | null} error */
  #settle(state, error) {
    const { page } = this;
    const { world } = page;
    if (!page.isAlive) return;
    this.state = state;
    this.error = error;
    this.settledAt = world.clock.now;
    this.settledSerial = world.nextSerial();
    world.note(page.name, `send ${this.id} is ${state} ${error?.name ?? ''}`);
    if (error !== null) page.noteText('an error', error.message);
  }

  /** @param {number} delay milliseconds, 0 for one that has aborted already */
  #signalAfter(delay) {
    const controller = new AbortController();
    const abort = () => this.page.run(() => controller.abort());
    if (delay === 0) controller.abort();
    else this.page.world.clock.after(delay, abort);
    return controller.signal;
  }
}
