// Another program on the same store, as the suite sees it: clients that live over there, told by text what to do.

import { equal } from './assert.mjs';

/** @typedef {import('./stage.mjs').Stage} Stage @typedef {import('./sdk.d.ts').Target} Target */
/** @typedef {{ readonly name: string, readonly message: string, readonly clientMessageId?: string }} FarError */

export class Program {
  #stage;
  #id;

  /** @param {Stage} stage @param {number} id */
  constructor(stage, id) {
    this.#stage = stage;
    this.#id = id;
  }

  /**
   * A client of an account there, not connected yet.
   * @param {string} name the account's in this check, made if need be @param {Record<string, unknown>} [changes] to its config
   * @param {{ store?: import('./faulty_store.mjs').Fault, hears?: readonly string[] }} [options]
   * @returns {Promise<FarPerson>}
   */
  async client(name, changes = {}, options = {}) {
    const stage = this.#stage;
    await stage.account(name);
    const { storage: _here, ...config } = stage.config(name, changes);
    const person = new FarPerson(this, stage.auid(name));
    await person.tell('client', Object.assign({ config }, options));
    return person;
  }

  /** A client that is online. @param {string} name @param {Record<string, unknown>} [changes]
   * @param {{ store?: import('./faulty_store.mjs').Fault, hears?: readonly string[] }} [options] */
  async online(name, changes = {}, options = {}) {
    const person = await this.client(name, changes, options);
    await person.connect();
    return person;
  }

  /** @param {string} method of puppet.mjs @param {object} argument @returns {Promise<unknown>} */
  async tell(method, argument) {
    const command = JSON.stringify([method, argument]);
    const answer = JSON.parse(String(await this.#stage.control('tellProgram', { id: this.#id, command })));
    if ('error' in answer) throw new Error(`${method} over there: ${answer.error}`);
    return answer.value;
  }

  /** Ends it at once, as a crash does. */
  async kill() {
    await this.#stage.control('killProgram', { id: this.#id });
  }

  /** Its next life: a page is reloaded, other programs are killed and started again. @returns {Promise<Program>} */
  async again() {
    if (await this.#stage.control('reloadProgram', { id: this.#id })) return this;
    await this.kill();
    return this.#stage.program();
  }
}

/** The far end of a Person. */
export class FarPerson {
  #program;

  /** @param {Program} program @param {string} auid */
  constructor(program, auid) {
    this.#program = program;
    this.auid = auid;
  }

  /** @param {string} method @param {object} [argument] */
  tell(method, argument = {}) {
    return this.#program.tell(method, Object.assign({ name: this.auid }, argument));
  }

  /** @param {{ wait?: boolean }} [options] */
  async connect(options) {
    await this.tell('connect', { options });
  }

  /** Sends in one turn, and waits for nothing. @param {Target} target @param {readonly string[]} texts */
  async send(target, texts) {
    await this.tell('send', { target, texts });
  }

  /** Sends one text. @param {Target} target @param {string} text */
  async say(target, text) {
    await this.send(target, [text]);
  }

  async close() {
    await this.tell('close');
  }

  /** @param {string} event */
  async hear(event) {
    await this.tell('hear', { event });
  }

  /** Until it is so. @param {string} state */
  async is(state) {
    await this.tell('is', { state });
  }

  /** Until it has come. @param {string} text */
  async has(text) {
    await this.tell('has', { text });
  }

  /** Until so many have come. @param {number} count @returns {Promise<unknown[]>} the bodies */
  async received(count) {
    await this.tell('received', { count });
    return this.bodies();
  }

  /** Until there was such an `error`. @param {string} error its name @returns {Promise<FarError[]>} all so far */
  async failed(error) {
    await this.tell('failed', { error });
    return this.errors();
  }

  /** Until an item of the store holds a text; for clients with a store of their own. @param {string} text */
  async holds(text) {
    await this.tell('holds', { text });
  }

  /** Until a text that was sent, and all before it, are stored; for clients with a store of their own. @param {string} text */
  async stored(text) {
    await this.tell('stored', { text });
  }

  /** Until nothing waits any more. @param {Readonly<Record<string, string>>} became what each text is to have become */
  async settled(became) {
    await this.tell('settled');
    const outcomes = /** @type {import('./puppet.mjs').Outcome[]} */ (await this.tell('outcomes'));
    const actual = outcomes.map(({ text, became }) => [text, became]);
    equal(
      actual,
      Object.keys(became).map((text) => [text, became[text]]),
      `what became of ${this.auid}'s messages`,
    );
  }

  async bodies() {
    return /** @type {unknown[]} */ (await this.tell('bodies'));
  }

  async states() {
    return /** @type {string[]} */ (await this.tell('states'));
  }

  async errors() {
    return /** @type {FarError[]} */ (await this.tell('errors'));
  }
}
