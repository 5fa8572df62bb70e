/// <reference path="../../../targets/native/host.d.ts" />
// The modelled host of one page: everything the SDK may ask of a program, in virtual time. When the page has died nothing
// of it has an effect any more.

/** @typedef {import('./world.mjs').World} World @typedef {import('./page.mjs').Page} Page */

/** @implements {EchatHost} */
export class Host {
  /** @type {Map<number, import('./clock.mjs').Entry>} */
  timers = new Map();
  /** @type {Map<number, { cancelled: boolean }>} */
  requests = new Map();
  /** @type {Map<number, import('./connection.mjs').Connection>} */
  sockets = new Map();
  /** @type {Map<number, (online: boolean) => void>} */
  watches = new Map();
  #world;
  #page;
  #lastId = 0;
  #random;

  /** @param {World} world @param {Page} page */
  constructor(world, page) {
    this.#world = world;
    this.#page = page;
    this.#random = world.random.fork(`host ${page.name}`);
    // A host whose store has one program at a time need not have locks.
    if (!world.schedule.locks) Object.defineProperty(this, 'takeLock', { value: undefined });
  }

  /** @param {() => void} callback @param {number} delay */
  setTimer(callback, delay) {
    if (!this.#page.step()) return this.#nextId();
    const id = this.#nextId();
    const entry = this.#world.clock.after(delay, () => {
      this.timers.delete(id);
      this.#page.run(callback);
    });
    this.timers.set(id, entry);
    return id;
  }

  /** @param {number} id */
  clearTimer(id) {
    const entry = this.timers.get(id);
    if (entry !== undefined) this.#world.clock.cancel(entry);
    this.timers.delete(id);
  }

  /** @param {EchatHostRequest} request @param {EchatHostAnswer} done */
  request(request, done) {
    const id = this.#nextId();
    if (!this.#page.step()) return id;
    const state = { cancelled: false };
    this.requests.set(id, state);
    if (request.url.endsWith('/v1/upstream_message/send')) this.#page.noteAttempt(JSON.parse(request.body));
    if (request.url.endsWith('/sendack_toserver')) this.#page.noteAck(JSON.parse(request.body));
    this.#world.network.request(this.#page, request, (error, status, body) => {
      if (state.cancelled) return;
      this.requests.delete(id);
      this.#page.run(() => done(error, status, body));
    });
    return id;
  }

  /** @returns {number} */
  upload() {
    throw new Error('the simulation uploads nothing');
  }

  /** @param {number} id */
  cancelRequest(id) {
    const request = this.requests.get(id);
    if (request !== undefined) request.cancelled = true;
    this.requests.delete(id);
  }

  /** @param {string} _url @param {EchatHostSocketEvents} events */
  openSocket(_url, events) {
    const id = this.#nextId();
    if (!this.#page.step()) return id;
    this.#page.noteOpen();
    const { opened, received } = events;
    const connection = this.#world.network.open(this.#page, {
      opened: () => opened(),
      received: (data) => received(data),
      closed: (code, reason) => {
        this.sockets.delete(id);
        events.closed(code, reason);
      },
    });
    this.sockets.set(id, connection);
    return id;
  }

  /** @param {number} id @param {string | ArrayBuffer} data */
  sendSocket(id, data) {
    const connection = this.sockets.get(id);
    if (connection === undefined || !this.#page.step()) return;
    if (connection.client === 'connecting')
      this.#world.breach('protocol', `${this.#page.name} sends before its socket is open`);
    this.#page.noteFrame(String(data));
    connection.toServer(String(data));
  }

  /** @param {number} id */
  closeSocket(id) {
    if (!this.#page.step()) return;
    this.sockets.get(id)?.closeByClient();
    this.sockets.delete(id);
  }

  /** @param {string} key */
  readItem(key) {
    return this.#page.step() ? this.#page.store.read(key) : null;
  }

  /** @param {string} key @param {string} value */
  writeItem(key, value) {
    if (this.#page.step()) this.#page.store.write(this.#page, key, value);
  }

  /** @param {string} key */
  removeItem(key) {
    if (this.#page.step()) this.#page.store.write(this.#page, key, null);
  }

  /** @param {(online: boolean) => void} changed */
  watchNetwork(changed) {
    const id = this.#nextId();
    if (this.#page.step()) this.watches.set(id, changed);
    return id;
  }

  /** @param {number} id */
  unwatchNetwork(id) {
    this.watches.delete(id);
  }

  /** Text from the system's random source. */
  randomId() {
    return Array.from({ length: 4 }, () => this.#random.between(0, 2 ** 32 - 1).toString(36)).join('');
  }

  /** @param {string} line */
  log(line) {
    this.#page.noteText('the log', line);
  }

  /** The program has ended: what it had open ends with it. */
  abandon() {
    for (const id of [...this.timers.keys()]) this.clearTimer(id);
    for (const id of [...this.requests.keys()]) this.cancelRequest(id);
    for (const connection of this.sockets.values()) connection.closeByClient();
    this.sockets.clear();
    this.watches.clear();
  }

  /** @param {string} name @returns {boolean} */
  takeLock(name) {
    const { locks } = this.#page.store;
    if (!this.#page.step() || locks.has(name)) return false;
    locks.set(name, this.#page);
    this.#world.note(this.#page.name, `takes the lock ${name}`);
    return true;
  }

  /** @param {string} name */
  releaseLock(name) {
    const { locks } = this.#page.store;
    if (!this.#page.step()) return;
    if (locks.get(name) !== this.#page)
      return this.#world.breach('host', `${this.#page.name} releases the lock ${name}, which it has not`);
    locks.delete(name);
    this.#world.note(this.#page.name, `releases the lock ${name}`);
  }

  #nextId() {
    this.#lastId += 1;
    return this.#lastId;
  }
}
