// Where the checks play: accounts on the server, clients of the SDK here and in other programs on the same store.

import { equal } from './assert.mjs';
import { FaultyStore } from './faulty_store.mjs';
import { Person } from './person.mjs';
import { Program } from './program.mjs';
import { control } from './question.mjs';

/** @typedef {import('./sdk.d.ts').Client} Client */

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
   * @param {readonly string[]} [hears] the events that it listens to, by default all
   * @returns {Promise<Person>} */
  async person(name, changes = {}, hears) {
    await this.account(name);
    return this.again(name, changes, hears);
  }

  /** Another client for an account that exists. @param {string} name @param {Record<string, unknown>} [changes]
   * @param {readonly string[]} [hears] @returns {Person} */
  again(name, changes = {}, hears) {
    const client = this.sdk.createClient(this.config(name, changes));
    this.#clients.push(client);
    return new Person(this.auid(name), client, hears);
  }

  /** A client made elsewhere, to be closed after the check. @param {Client} client */
  adopt(client) {
    this.#clients.push(client);
  }

  /** A store over the platform's own, for `config.storage`. @param {import('./faulty_store.mjs').Fault} fault */
  store(fault) {
    return new FaultyStore(this.#host.store, fault, (ms) => this.control('after', { ms }));
  }

  /** Cuts all connections, and lets nobody in: `offline` comes. */
  async cutOff() {
    await this.control('setFaults', { refuseConnections: true });
    await this.control('dropConnections');
  }

  /** Lets everybody in again. */
  async letIn() {
    await this.control('setFaults', { refuseConnections: false });
  }

  /** Starts another program on the same store. @returns {Promise<Program>} */
  async program() {
    return new Program(this, Number(await this.control('startProgram')));
  }

  /** A new account, online. @param {string} name @param {Record<string, unknown>} [changes] @returns {Promise<Person>} */
  async online(name, changes = {}) {
    const person = await this.person(name, changes);
    await person.client.connect();
    equal(person.client.state, 'online', `${name}'s state after connect()`);
    return person;
  }

  /** One more client of an account, online: another device. @param {string} name @param {Record<string, unknown>} [changes] @returns {Promise<Person>} */
  async device(name, changes = {}) {
    const person = this.again(name, changes);
    await person.client.connect();
    return person;
  }

  /**
   * Shows that `to` has received exactly `bodies`: one more message is sent, and when that has come, in its place, nothing
   * that came before it is still on its way.
   * @param {Pick<Person, 'say'>} from @param {Person} to @param {readonly unknown[]} bodies
   */
  async exactly(from, to, bodies) {
    await from.say({ user: to.auid }, 'the last one');
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

/**
 * A check of APIs, made over each transport.
 * @param {(people: { online(name: string): Promise<Person>, device(name: string): Promise<Person> }, stage: Stage) => Promise<void>} check
 * @returns {import('./suite.mjs').Check}
 */
export const overBoth = (check) => async (stage) => {
  for (const apiTransport of ['HTTP', 'SOCKET']) {
    const people = {
      online: (/** @type {string} */ name) => stage.online(`${name}-${apiTransport}`, { apiTransport }),
      device: (/** @type {string} */ name) => stage.device(`${name}-${apiTransport}`, { apiTransport }),
    };
    try {
      await check(people, stage);
    } catch (error) {
      if (error instanceof Error) error.message = `over ${apiTransport}: ${error.message}`;
      throw error;
    }
    // Mini-programs have five connections at most.
    stage.clear();
  }
};
