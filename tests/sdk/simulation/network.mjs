// The modelled network between the pages and the server: who has one, how long things take, and HTTP.

import { Connection } from './connection.mjs';

/** @typedef {import('./world.mjs').World} World @typedef {import('./page.mjs').Page} Page */

export class Network {
  #world;
  #random;
  /** Accounts whose machine has no network. @type {Set<string>} */
  #down = new Set();
  /** @type {Set<Connection>} */
  #connections = new Set();

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
    this.#random = world.random.fork('network');
  }

  /** @param {string} account */
  isUp(account) {
    return !this.#down.has(account);
  }

  /** @param {import('./random.mjs').Random} random @returns {number} milliseconds one way */
  delay(random) {
    const [low, high] = this.#world.schedule.latency;
    return random.between(low, high);
  }

  /** @param {Page} page @param {EchatHostSocketEvents} events @returns {Connection} */
  open(page, events) {
    const connection = new Connection(this.#world, page, events);
    this.#connections.add(connection);
    return connection;
  }

  /** Connections of which an end is still open. @param {string} [account] @returns {Connection[]} */
  connections(account) {
    for (const each of this.#connections)
      if (each.client === 'closed' && each.server !== 'open') this.#connections.delete(each);
    return [...this.#connections].filter(({ page }) => account === undefined || page.account === account);
  }

  /**
   * @param {string} account
   * @param {boolean} up what is open when the network goes either ends soon or falls silent
   */
  set(account, up) {
    if (up) return void this.#down.delete(account);
    this.#down.add(account);
    for (const connection of this.connections(account)) {
      if (this.#random.chance(0.5)) connection.fallSilent('both');
      else connection.end();
    }
  }

  heal() {
    this.#down.clear();
  }

  /**
   * Carries a request to the server and its answer back.
   * @param {Page} page @param {EchatHostRequest} request
   * @param {(error: string | null, status: number, body: string) => void} done called once, or never when the network is silent
   */
  request(page, { url, headers, body }, done) {
    const { clock, faults, server } = this.#world;
    const { account } = page;
    const fail = (/** @type {string} */ reason) => {
      // Silence: only a time limit ends the request.
      if (this.#random.chance(0.4)) return;
      clock.after(this.#random.between(0, 2000), () => done(reason, 0, ''));
    };
    clock.after(this.#requestDelay(account), () => {
      if (!this.isUp(account)) return fail('no network');
      if (server.isDown) return fail('refused');
      if (faults.strikes('loseRequest', account)) return fail('the request was lost');
      const { status, text } = server.post(page, url, headers, body);
      const isLost = faults.strikes('loseAnswer', account);
      clock.after(this.#requestDelay(account), () => {
        if (isLost || !this.isUp(account)) fail('the answer was lost');
        else done(null, status, text);
      });
    });
  }

  /** @param {string} account */
  #requestDelay(account) {
    const late = this.#world.faults.strikes('slowRequest', account) ? this.#random.between(0, 15_000) : 0;
    return this.delay(this.#random) + late;
  }
}
