// One modelled WebSocket: two ends that learn of its end at different times, or only one of them. In each direction what
// is sent arrives in order, or not at all from some frame on: the model has TCP's guarantees and no more.

import { Session } from './session.mjs';

/** @typedef {import('./world.mjs').World} World @typedef {import('./page.mjs').Page} Page */
/** @typedef {'both' | 'client' | 'server' | 'cut'} Drop who learns of the end; `cut`: both, and a frame arrives in part */

export class Connection {
  /** @type {'connecting' | 'open' | 'closed'} */
  client = 'connecting';
  /** @type {'none' | 'open' | 'closed'} */
  server = 'none';
  /** Directions in which nothing arrives any more. */
  dead = { up: false, down: false };
  /** @type {Session} */
  session;
  #events;
  #random;
  /** When the last frame of a direction arrives. */
  #tails = { up: 0, down: 0 };

  /** @param {World} world @param {Page} page @param {EchatHostSocketEvents} events */
  constructor(world, page, events) {
    this.world = world;
    this.page = page;
    this.#events = events;
    this.#random = world.random.fork(`connection ${page.name} ${page.connectionCount}`);
    this.session = new Session(world, this);
    world.clock.after(this.#delay(), () => this.#arrive());
  }

  /** Whether the client would hear from a server here. */
  get isLive() {
    return this.client === 'open' && this.server === 'open' && !this.dead.down;
  }

  /** @param {string} text */
  toServer(text) {
    if (this.client !== 'open') return;
    if (this.world.faults.strikes('silence', this.page.account)) this.fallSilent('up');
    this.#pass('up', () => this.server === 'open' && this.session.receive(text));
  }

  /** @param {string} text */
  toClient(text) {
    if (this.server !== 'open') return;
    const { faults, clock } = this.world;
    if (faults.strikes('silence', this.page.account)) this.fallSilent(this.#random.chance(0.5) ? 'down' : 'both');
    const cut = faults.strikes('cutFrame', this.page.account);
    this.#pass('down', () => this.#receive(cut ? text.slice(0, this.#random.between(1, text.length)) : text));
    if (cut) clock.after(1, () => this.end());
  }

  /** The page closes it, or has died: the server learns of that after what was sent before. */
  closeByClient() {
    if (this.client === 'closed') return;
    this.client = 'closed';
    this.page.connectionChanged();
    this.#pass('up', () => this.#endServer());
  }

  /** The server closes it: the client learns of that after what was sent before. */
  closeByServer() {
    if (this.server === 'closed') return;
    this.#endServer();
    this.#pass('down', () => this.#endClient('closed by the server'));
  }

  /** Both ends learn that the network broke it, each in its time. */
  end() {
    this.drop('both');
  }

  /** @param {Drop} how */
  drop(how) {
    const { clock } = this.world;
    if (how === 'cut') this.#receive('42["topic.downstream_message",{"meth');
    if (how === 'server') this.dead.down = true;
    else clock.after(this.#random.between(0, 400), () => this.#endClient('the network broke it'));
    if (how === 'client') this.dead.up = true;
    else clock.after(this.#random.between(0, 400), () => this.#endServer());
    this.page.connectionChanged();
  }

  /** @param {'up' | 'down' | 'both'} direction */
  fallSilent(direction) {
    if (direction !== 'down') this.dead.up = true;
    if (direction !== 'up') this.dead.down = true;
    this.page.connectionChanged();
  }

  #arrive() {
    const { world, page } = this;
    if (this.client === 'closed') return;
    // A network that is down answers late, or not at all.
    if (!world.network.isUp(page.account)) {
      if (this.#random.chance(0.3)) return;
      return void world.clock.after(this.#random.between(0, 3000), () => this.#endClient('no network'));
    }
    if (world.server.isDown || world.faults.strikes('refuse', page.account)) return this.#endClient('refused');
    this.client = 'open';
    this.server = 'open';
    page.connectionChanged();
    page.run(() => this.#events.opened());
    if (world.faults.strikes('dropAtOnce', page.account)) return this.closeByServer();
    this.session.open();
  }

  /** @param {string} text */
  #receive(text) {
    if (this.client === 'open') this.page.run(() => this.#events.received(text));
  }

  /** @param {string} reason */
  #endClient(reason) {
    if (this.client === 'closed') return;
    this.client = 'closed';
    this.page.connectionChanged();
    this.page.run(() => this.#events.closed(1006, reason));
  }

  #endServer() {
    if (this.server === 'closed') return;
    this.server = 'closed';
    this.session.end();
    this.page.connectionChanged();
  }

  /** @param {'up' | 'down'} direction @param {() => void} arrive */
  #pass(direction, arrive) {
    if (this.dead[direction]) return;
    const { clock } = this.world;
    const time = Math.max(this.#tails[direction], clock.now + this.#delay());
    this.#tails[direction] = time;
    clock.after(time - clock.now, () => {
      // What falls silent swallows what was on its way.
      if (!this.dead[direction]) arrive();
    });
  }

  #delay() {
    const late = this.world.faults.strikes('slowFrames', this.page.account) ? this.#random.between(0, 3000) : 0;
    return this.world.network.delay(this.#random) + late;
  }
}
