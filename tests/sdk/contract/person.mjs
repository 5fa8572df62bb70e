// One account's client, and a record of what it has told. Whoever waits awaits what it needs to have happened; the deadline
// is kept outside, so that nothing here needs a timer.

import { equal } from './assert.mjs';

/** @typedef {import('./sdk.d.ts').Client} Client @typedef {import('./sdk.d.ts').Message} Message */

/** The events that are heard unless somebody says otherwise: all. */
export const allEvents = Object.freeze(['message', 'error', 'state', 'presence', 'notification', 'kicked']);

/** @param {object} fields in whatever order */
const sorted = (fields) =>
  Object.keys(fields)
    .sort()
    .map((name) => [name, Reflect.get(fields, name)]);

export class Person {
  /** @type {Message[]} */
  messages = [];
  /** @type {Error[]} */
  errors = [];
  /** @type {string[]} */
  states = [];
  /** @type {unknown[]} */
  presences = [];
  /** @type {{ readonly type: string }[]} */
  notifications = [];
  /** @type {{ readonly type: string }[]} */
  kicks = [];
  /** @type {Set<() => void>} */
  #watchers = new Set();

  /** @param {string} auid @param {Client} client @param {readonly string[]} [hears] the events with a handler from the start */
  constructor(auid, client, hears = allEvents) {
    this.auid = auid;
    this.client = client;
    for (const event of hears) this.hear(event);
  }

  /** @returns {unknown[]} the bodies received so far */
  get bodies() {
    return this.messages.map(({ body }) => body);
  }

  /** Registers a handler that records. @param {string} event */
  hear(event) {
    const { client } = this;
    switch (event) {
      case 'message':
        return void client.on('message', (message) => this.#record(this.messages, message));
      case 'error':
        return void client.on('error', (error) => this.#record(this.errors, error));
      case 'state':
        return void client.on('state', (state) => this.#record(this.states, state));
      case 'presence':
        return void client.on('presence', (presence) => this.#record(this.presences, presence));
      case 'notification':
        return void client.on('notification', (notification) => this.#record(this.notifications, notification));
      default:
        return void client.on('kicked', (kick) => this.#record(this.kicks, kick));
    }
  }

  /** Sends one text. @param {import('./sdk.d.ts').Target} target @param {string} text */
  async say(target, text) {
    await this.client.sendText(target, text);
  }

  /** Resolves as soon as `condition` holds; it is asked after each event. @param {() => boolean} condition @returns {Promise<void>} */
  until(condition) {
    return new Promise((resolve) => {
      const watcher = () => {
        if (!condition()) return;
        this.#watchers.delete(watcher);
        resolve();
      };
      this.#watchers.add(watcher);
      watcher();
    });
  }

  /** @param {Client['state']} state */
  is(state) {
    return this.until(() => this.client.state === state);
  }

  /** Has lost its connection, and is online again; for clients that listen to `state`. @param {number} [losses] how often so far */
  async isBack(losses = 1) {
    await this.until(() => this.states.filter((state) => state === 'offline').length >= losses);
    await this.is('online');
  }

  /** @param {string} text */
  has(text) {
    return this.until(() => this.bodies.indexOf(text) >= 0);
  }

  /** @param {string} name of an error @returns {Promise<Error>} the first such `error` event */
  async failed(name) {
    const find = () => this.errors.filter((error) => error.name === name)[0];
    await this.until(() => find() !== undefined);
    return /** @type {Error} */ (find());
  }

  /** Has been told so, and of nothing else since the last time. @param {({ readonly type: string } & Readonly<Record<string, unknown>>)[]} notifications @returns {Promise<void>} */
  async told(...notifications) {
    await this.until(() => this.notifications.length >= notifications.length);
    equal(this.notifications.splice(0).map(sorted), notifications.map(sorted), `what ${this.auid} was told`);
  }

  /** Something happened that a watcher may wait for. */
  changed() {
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** @template T @param {T[]} list @param {T} item */
  #record(list, item) {
    list.push(item);
    this.changed();
  }
}
