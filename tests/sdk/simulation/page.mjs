// A page: one run of a program that uses the SDK, on the real bundle. It does what its schedule says and keeps note of
// everything that the laws ask about.

import { handle } from './handler.mjs';
import { Host } from './host.mjs';
import { judgeAck, judgeAttempt, judgeClosed, judgeError, judgeList, judgeWait } from './laws/moments.mjs';
import { Reader } from './reader.mjs';
import { newSdk } from './sdk.mjs';
import { Send } from './send.mjs';
import { formOf, pathOf, readEvent, secret, sendOf } from './wire.mjs';

/** @typedef {import('./world.mjs').World} World @typedef {import('./schedule.mjs').StartAction} StartAction */
/** @typedef {import('./sdk.mjs').Failure} Failure */

/** How long the client waits for its store, in milliseconds, and a little. */
const longestStoreCall = 3050;

export class Page {
  /** Whether the program runs. */
  isAlive = true;
  /** When its client was closed. @type {number | null} */
  closedAt = null;
  /** When the program ended. @type {number | null} */
  diedAt = null;
  /** Whether it ended in the middle of what it did. */
  diedInTurn = false;
  isKicked = false;
  /** How its first `connect()` ended. @type {'not called' | 'pending' | 'online' | Failure} */
  connected = 'not called';
  /** When a `connect()` failed last: what waited is rejected then. @type {number | null} */
  connectFailedAt = null;
  hasBeenOnline = false;
  /** @type {{ at: number, serial: number, name: string, message: string, thrown: string }[]} */
  errors = [];
  /** When it opened connections since the back-off was last allowed to start anew. @type {number[]} */
  opens = [];
  /** What its handler was given, by messageId. @type {Map<string, import('./handler.mjs').Show>} */
  shows = new Map();
  /** What the server pushed to it. @type {Map<string, import('./server.mjs').Message>} */
  pushed = new Map();
  bytesWritten = 0;
  connectionCount = 0;
  logins = 0;
  /** Calls of an asynchronous store that are not answered. */
  storeCalls = 0;
  /** When the last of them began. */
  storeCalledAt = -Infinity;
  /** Since when its client says it is online and is not. @type {number | null} */
  deadSince = null;
  /** @type {number} */
  onlineSerial = 0;
  diesInHandler = false;
  isListening = false;
  /** The number of calls to the host after which it dies. @type {number | null} */
  #callsLeft = null;
  /** @type {import('./sdk.mjs').Client} */
  #client;

  /** @param {World} world @param {string} name @param {StartAction} action */
  constructor(world, name, action) {
    this.world = world;
    this.name = name;
    this.action = action;
    this.account = action.account;
    this.startedAt = world.clock.now;
    this.store = world.storeOf(this.account);
    this.host = new Host(world, this);
    const random = world.random.fork(world.schedule.sameRandom ? 'math' : `math ${name}`);
    const storage = this.store.kind.kind === 'async' ? { storage: this.store.asyncFor(this) } : {};
    const { transport: apiTransport, requestTimeout } = action;
    this.#client = newSdk(this.host, world.date, () => random.next()).createClient({
      ...{ host: 'sim', httpPort: 80, socketPort: 81, key: 'KEY~', apiTransport, requestTimeout, ...storage },
      ...{ loginAuid: this.account, loginToken: `TOKEN~${this.account}` },
    });
    this.#client.on('error', (error) => this.#noteError(error));
    this.#client.on('state', (state) => this.#noteState(state));
    this.#client.on('kicked', () => (this.isKicked = true));
    this.reader = new Reader(this, this.#client);
    const { handlerDelay } = action;
    if (handlerDelay === 0) this.#listen();
    else if (handlerDelay !== null) world.clock.after(handlerDelay, () => this.isAlive && this.#listen());
    this.connect();
  }

  /** When its client, or the program, ended. */
  get endedAt() {
    return this.closedAt ?? this.diedAt;
  }

  /** Whether it has not been let in: nothing more comes by itself then. */
  get isShutOut() {
    const { connected } = this;
    return typeof connected === 'object' && connected.name === 'LoginRefusedError' && this.state === 'idle';
  }

  get isOpen() {
    return this.isAlive && this.endedAt === null;
  }

  /** Milliseconds that this page's store may take to do what it was asked. */
  get grace() {
    const { kind, slow } = this.store.kind;
    if (kind === 'host') return 0;
    return slow ? 4000 : 200;
  }

  connect() {
    if (!this.isAlive) return;
    this.world.clock.hasJobs = true;
    const isFirst = this.connected === 'not called';
    if (isFirst) this.connected = 'pending';
    this.opens = [];
    this.#client.connect(this.action.wait ? { wait: true } : undefined).then(
      () => isFirst && (this.connected = 'online'),
      (/** @type {Failure} */ error) => {
        this.noteText('an error', error.message);
        this.connectFailedAt = this.world.clock.now;
        if (!this.isAlive) return;
        this.connected = error;
        if (this.action.wait) judgeWait(this, error);
      },
    );
  }

  /** @param {import('./schedule.mjs').SendAction} action */
  send(action) {
    const send = new Send(this, action);
    this.world.clock.hasJobs = true;
    this.world.note(this.name, `sends ${send.id} to ${action.to}`);
    send.start(this.#client);
  }

  /** Tries one of the messages that wait at once. @param {number} pick */
  retry(pick) {
    // It asks for a connection, too.
    this.opens = [];
    this.#useOutbox(pick, (clientMessageId) => this.#client.outbox.retry(clientMessageId));
  }

  /** Gives up one of the messages that wait. @param {number} pick */
  discard(pick) {
    this.#useOutbox(pick, (clientMessageId, send) => {
      this.world.note(this.name, `discards send ${send.id} of ${send.page.name}`);
      send.discarded = { at: this.world.clock.now, serial: this.world.nextSerial(), page: this };
      return this.#client.outbox.drop(clientMessageId);
    });
  }

  /** @param {number} pick @param {(clientMessageId: string, send: Send) => boolean} use tells whether the message was there */
  #useOutbox(pick, use) {
    this.run(() => {
      const list = this.#client.outbox.list();
      const sends = list.map((pending) => /** @type {Send} */ (this.world.sends[sendOf(pending)]));
      judgeList(this, sends);
      const pending = list[pick % list.length];
      const send = sends[pick % list.length];
      if (pending === undefined || send === undefined) return;
      if (!use(pending.clientMessageId, send))
        this.world.breach(12, `${this.name} lists send ${send.id} in its outbox, and does not have it`);
    });
  }

  close() {
    this.run(() => this.#client.close());
    if (this.isAlive) this.#end();
  }

  /** The program ends here and now, or after a number of calls to its host: in the middle of what it does. @param {number} calls */
  die(calls) {
    if (calls > 0) this.#callsLeft = calls;
    else if (this.isAlive) this.#die();
  }

  /** Counts a call to the host. @returns {boolean} whether it has an effect */
  step() {
    if (!this.isAlive) return false;
    if (this.#callsLeft === null) return true;
    this.#callsLeft -= 1;
    if (this.#callsLeft < 0) {
      this.diedInTurn = true;
      this.#die();
    }
    return this.isAlive;
  }

  /** Calls into the SDK, which must not throw. @param {() => void} callback */
  run(callback) {
    if (!this.isAlive) return;
    this.world.clock.hasJobs = true;
    try {
      callback();
    } catch (error) {
      if (this.isAlive) this.world.breach(7, `${this.name}: the SDK threw into its host: ${String(error)}`);
    }
  }

  /** The machine says whether it has a network. @param {boolean} online */
  tellNetwork(online) {
    if (online) this.opens = [];
    for (const changed of [...this.host.watches.values()]) this.run(() => changed(online));
  }

  noteOpen() {
    const { now } = this.world.clock;
    this.opens = this.opens.filter((at) => at > now - 30_000);
    this.opens.push(now);
    this.connectionCount += 1;
    this.world.note(this.name, 'opens a connection');
    if (this.opens.length > 12)
      this.world.breach(9, `${this.name} opened ${this.opens.length} connections in 30 seconds`);
  }

  /** @param {string} frame */
  noteFrame(frame) {
    if (!frame.startsWith('42')) return;
    const request = readEvent(frame);
    if (request === null) return;
    const path = pathOf(request);
    if (path === 'upstream_message/send') this.noteAttempt(request.form);
    if (path === 'upstream_message/sendack_toserver') this.noteAck(request.form);
  }

  /** @param {import('./wire.mjs').Form} form */
  noteAttempt(form) {
    const send = this.world.sends[sendOf(form)];
    if (send === undefined) return;
    this.world.note(this.name, `puts send ${send.id} on the wire as ${String(form['clientMessageId'])}`);
    judgeAttempt(this, send);
    send.attempts.push({ at: this.world.clock.now, serial: this.world.nextSerial(), page: this });
  }

  /** @param {import('./wire.mjs').Form} form */
  noteAck(form) {
    const messageId = String(form['messageId']);
    this.world.note(this.name, `acknowledges ${messageId}`);
    judgeAck(this, messageId);
  }

  /** @param {string} where @param {string} text */
  noteText(where, text) {
    const [found] = secret.exec(text) ?? [];
    this.world.note(this.name, `${where}: ${text}`);
    if (found !== undefined)
      this.world.breach(11, `${this.name}: ${where} holds the secret ${found}: ${text.slice(0, 200)}`);
  }

  /** Keeps the time that the client is online without a server. */
  connectionChanged() {
    const isOnline = this.isOpen && this.#client.state === 'online';
    const isDead = isOnline && !this.isConnected;
    const { now } = this.world.clock;
    if (this.deadSince !== null) judgeClosed(this, now - this.deadSince);
    if (!isDead) this.deadSince = null;
    else this.deadSince ??= now;
  }

  /** Whether its handler has dealt with all that it was given. */
  get hasHandedOn() {
    return this.isListening && [...this.shows.values()].every(({ doneAt }) => doneAt !== null);
  }

  /** Whether the client would hear from the server. */
  get isConnected() {
    return [...this.host.sockets.values()].some(({ isLive }) => isLive);
  }

  get state() {
    return this.#client.state;
  }

  /** @returns {string[]} what it has open, in words */
  get leftovers() {
    const { timers, requests, sockets, watches } = this.host;
    const counted = Object.entries({ requests, sockets, watches }).filter(([, { size }]) => size > 0);
    const { now } = this.world.clock;
    return [
      ...counted.map(([name, { size }]) => `${size} ${name}`),
      ...[...timers.values()].map(({ time }) => `a timer for ${time - now} ms`),
    ];
  }

  #listen() {
    this.isListening = true;
    this.world.clock.hasJobs = true;
    this.#client.on('message', (message) => handle(this, formOf(message)));
    this.world.note(this.name, 'has a message handler');
  }

  /** @param {Failure} error */
  #noteError({ name, message, cause }) {
    if (!this.isAlive) return;
    this.noteText(`the error ${name}`, message);
    const thrown = cause instanceof Error ? cause.message : '';
    const error = { at: this.world.clock.now, serial: this.world.nextSerial(), name, message, thrown };
    judgeError(this, error);
    this.errors.push(error);
  }

  /** @param {string} state */
  #noteState(state) {
    if (!this.isAlive) return;
    this.world.note(this.name, `is ${state}`);
    if (state === 'online') this.onlineSerial = this.world.nextSerial();
    if (state === 'online') this.hasBeenOnline = true;
    if (state === 'closed') this.#end();
    this.connectionChanged();
  }

  #end() {
    if (this.endedAt !== null) return;
    this.closedAt = this.world.clock.now;
    const { clock } = this.world;
    const check = (/** @type {boolean} */ isLast) => {
      if (!this.isAlive || this.leftovers.length === 0) return;
      // Only a timer may stay, and only while the store has not answered: a call that waited for the one before may have
      // begun after the end, and has its time from then on.
      const left = isLast ? this.storeCalledAt + longestStoreCall - clock.now : longestStoreCall;
      const isAllowed = left > 0 && this.storeCalls > 0 && this.leftovers.every((each) => each.startsWith('a timer'));
      if (!isAllowed)
        this.world.breach(
          7,
          `${this.name}: ${clock.now - Number(this.endedAt)} ms after its end the client has ${this.leftovers.join(', ')}`,
        );
      else if (isLast) clock.after(left, () => check(true));
    };
    clock.after(1, () => check(false));
    clock.after(longestStoreCall, () => check(true));
  }

  #die() {
    this.world.note(this.name, 'dies');
    this.isAlive = false;
    this.diedAt = this.world.clock.now;
    this.connectionChanged();
    this.host.abandon();
    this.store.abandon(this);
  }
}
