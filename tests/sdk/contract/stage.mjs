// Where the checks play: accounts on the server, clients of the SDK, and what they have seen so far. A check awaits
// what it needs to have happened; the deadline is kept outside, so that nothing here needs a timer.

import { equal } from './assert.mjs';

/** @typedef {import('./sdk.d.ts').Client} Client @typedef {import('./sdk.d.ts').Message} Message */

/** One account, its client, and a record of all the client's events. */
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

  /** @param {string} auid @param {Client} client */
  constructor(auid, client) {
    this.auid = auid;
    this.client = client;
    client.on('message', (message) => this.#record(this.messages, message));
    client.on('error', (error) => this.#record(this.errors, error));
    client.on('state', (state) => this.#record(this.states, state));
    client.on('presence', (presence) => this.#record(this.presences, presence));
    client.on('notification', (notification) => this.#record(this.notifications, notification));
    client.on('kicked', (kick) => this.#record(this.kicks, kick));
  }

  /** @returns {unknown[]} the bodies received so far */
  get bodies() {
    return this.messages.map(({ body }) => body);
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

  /** @param {string} text */
  has(text) {
    return this.until(() => this.bodies.indexOf(text) >= 0);
  }

  /** @template T @param {T[]} list @param {T} item */
  #record(list, item) {
    list.push(item);
    for (const watcher of [...this.#watchers]) watcher();
  }
}

export class Stage {
  #host;
  #serial;
  /** @type {Client[]} */
  #clients = [];

  /** @param {import('./sdk.d.ts').Host} host @param {number} serial tells the accounts of this check from all others */
  constructor(host, serial) {
    this.#host = host;
    this.#serial = serial;
  }

  get sdk() {
    return this.#host.sdk;
  }

  /** Asks the server (a method of its controls) or the host. @param {string} action @param {object} [args] @returns {Promise<unknown>} */
  control(action, args = {}) {
    return control(this.#host, action, args);
  }

  /** @param {string} name @param {Record<string, unknown>} [changes] @returns {Record<string, unknown>} a good config, but for the changes */
  config(name, changes = {}) {
    const { host, httpPort, socketPort, appKey, secure } = this.#host.server;
    return {
      host,
      httpPort,
      socketPort,
      secure,
      key: appKey,
      secret: '',
      apiTransport: 'HTTP',
      loginAuid: this.auid(name),
      loginToken: tokenOf(this.auid(name)),
      fileServerConfig: {
        use: 'local',
        client: 'plupload',
        baseUrl: `http${secure ? 's' : ''}://${host}:${httpPort}`,
        version: 'v1',
      },
      ...(this.#host.storage && { storage: this.#host.storage }),
      ...changes,
    };
  }

  /** @param {string} name @returns {string} the auid that `name` has in this check */
  auid(name) {
    return `${name}${this.#serial}`;
  }

  /** @param {string} name */
  async account(name) {
    const auid = this.auid(name);
    await this.control('addUser', { auid, token: tokenOf(auid), profile: { nickname: name } });
  }

  /** A new account with its client, not connected yet. @param {string} name @param {Record<string, unknown>} [changes] to its config
   * @returns {Promise<Person>} */
  async person(name, changes = {}) {
    await this.account(name);
    return this.again(name, changes);
  }

  /** Another client for an account that exists. @param {string} name @param {Record<string, unknown>} [changes] @returns {Person} */
  again(name, changes = {}) {
    const client = this.sdk.createClient(this.config(name, changes));
    this.#clients.push(client);
    return new Person(this.auid(name), client);
  }

  /** A new account, online. @param {string} name @param {Record<string, unknown>} [changes] @returns {Promise<Person>} */
  async online(name, changes = {}) {
    const person = await this.person(name, changes);
    await person.client.connect();
    equal(person.client.state, 'online', `${name}'s state after connect()`);
    return person;
  }

  /**
   * Shows that `to` has received exactly `bodies`: one more message is sent, and when that has come, in its place, nothing
   * that came before it is still on its way.
   * @param {Person} from @param {Person} to @param {string[]} bodies
   */
  async exactly(from, to, bodies) {
    await from.client.sendText({ user: to.auid }, 'the last one');
    await to.has('the last one');
    equal(to.bodies, [...bodies, 'the last one'], `what ${to.auid} received`);
  }

  /** @param {string} name @param {string} text @returns {Promise<unknown>} a file of this platform */
  async file(name, text) {
    return this.#host.file(String(await this.control('writeFile', { name, text })), name, text);
  }

  /** Closes what the check left open. */
  clear() {
    for (const client of this.#clients) client.close();
  }
}

/** An account's token; recognisable, so that it can be looked for in logs. @param {string} auid */
export const tokenOf = (auid) => `secret-of-${auid}`;

/** @param {import('./sdk.d.ts').Host} host @param {string} action @param {object} [args] @returns {Promise<unknown>} */
export function control(host, action, args = {}) {
  return new Promise((resolve, reject) => {
    host.ask(JSON.stringify([action, args]), (text) => {
      const answer = JSON.parse(text);
      if ('error' in answer) reject(new Error(`${action}: ${answer.error}`));
      else resolve(answer.value);
    });
  });
}
