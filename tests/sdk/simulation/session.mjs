// The server's end of one connection: engine.io 4 and socket.io 5 in text frames, the login, and what is pushed.

import { formOf, pathOf, readEvent } from './wire.mjs';

/** @typedef {import('./world.mjs').World} World @typedef {import('./server.mjs').Message} Message */

/** Milliseconds; both as engine.io's own server has them. */
export const pingInterval = 25_000;
export const pingTimeout = 20_000;

/** Milliseconds after which an unacknowledged message is pushed again. */
const redeliverAfter = 15_000;

/** Frames that break engine.io, socket.io, or E聊. */
export const badFrames = [
  '44{"message":"no"}',
  '9{',
  '42{"not":"a list"}',
  '42["topic.downstream_message"',
  '42["topic.downstream_message",null]',
  '42["topic.downstream_message",{"method":"sendmessage_toclient","messageId":7}]',
  '42["topic.downstream_event","text"]',
  '42["topic.unknown",{}]',
  '43999[{}]',
  '4',
  '',
];

export class Session {
  /** '' until the login. */
  auid = '';
  #world;
  #connection;
  #random;
  #requestIds = new Set();
  #lastPong = 0;
  #isEnded = false;
  /** When each message was pushed last. @type {Map<string, number>} */
  #pushed = new Map();
  #redelivers = false;

  /** @param {World} world @param {import('./connection.mjs').Connection} connection */
  constructor(world, connection) {
    this.#world = world;
    this.#connection = connection;
    this.#random = world.random.fork(`session ${connection.page.name} ${connection.page.connectionCount}`);
  }

  open() {
    const sid = `e${this.#random.between(1, 1e9)}`;
    this.#send(`0${JSON.stringify({ sid, upgrades: [], pingInterval, pingTimeout, maxPayload: 1_000_000 })}`);
    this.#lastPong = this.#world.clock.now;
    this.#ping();
  }

  end() {
    this.#isEnded = true;
    if (this.auid !== '') this.#world.server.leave(this.auid, this);
  }

  /** The server's process ends, or wants to be rid of this one. */
  close() {
    this.#connection.closeByServer();
  }

  get page() {
    return this.#connection.page;
  }

  /** @param {string} frame */
  receive(frame) {
    if (frame === '3') this.#lastPong = this.#world.clock.now;
    else if (frame === '40') this.#send(`40{"sid":"s${this.#random.between(1, 1e9)}"}`);
    else if (frame === '41' || frame === '1') this.close();
    else this.#serve(frame);
  }

  /** @param {Message} message */
  push(message) {
    const { clock, faults } = this.#world;
    const { account } = this.page;
    this.#pushed.set(message.messageId, clock.now);
    if (faults.strikes('badFrame', account)) this.#send(this.#random.pick(badFrames));
    this.#world.server.noteFirstPush(this.page, message);
    const { messageId, clientMessageId, fromUser, toTarget, way, type, body, sendTime } = message;
    const fields = { messageId, clientMessageId, fromUser, toTarget, way, type, body, sendTime };
    this.event('downstream_message', { method: 'sendmessage_toclient', ...fields });
    if (faults.strikes('repeatPush', account))
      this.event('downstream_message', { method: 'sendmessage_toclient', ...fields });
    this.#redeliverLater();
  }

  /** @param {string} topic @param {object} fields */
  event(topic, fields) {
    const packet = { requestId: this.#world.server.nextId('d'), timestamp: this.#world.clock.wall, ...fields };
    this.#send(`42${JSON.stringify([`topic.${topic}`, packet])}`);
  }

  /** Pushes again what is not acknowledged. @param {number} age only what was pushed that many milliseconds ago */
  redeliver(age) {
    if (this.#isEnded) return;
    for (const message of this.#world.server.pending(this.auid)) {
      const last = this.#pushed.get(message.messageId);
      if (last === undefined || this.#world.clock.now - last >= age) this.push(message);
    }
  }

  #redeliverLater() {
    if (this.#redelivers) return;
    this.#redelivers = true;
    this.#world.clock.after(redeliverAfter, () => {
      this.#redelivers = false;
      if (this.#isEnded) return;
      this.redeliver(redeliverAfter);
      if (this.#world.server.pending(this.auid).length > 0) this.#redeliverLater();
    });
  }

  #ping() {
    this.#world.clock.after(pingInterval, () => {
      if (this.#isEnded) return;
      if (this.#world.clock.now - this.#lastPong > pingInterval + pingTimeout) return this.close();
      this.#send('2');
      this.#ping();
    });
  }

  /** @param {string} frame */
  #serve(frame) {
    const request = readEvent(frame);
    if (request === null || request.id === '')
      return this.#world.breach('protocol', `${this.page.name} sent the frame ${frame.slice(0, 60)}`);
    const { requestId, jwt } = request.form;
    if (typeof requestId !== 'string' || this.#requestIds.has(requestId))
      this.#world.breach('protocol', `${this.page.name} used the requestId ${String(requestId)} twice on a connection`);
    this.#requestIds.add(requestId);
    const path = pathOf(request);
    const reply = (/** @type {unknown} */ response, /** @type {unknown} */ answered = requestId) =>
      this.#send(`43${request.id}${JSON.stringify([{ requestId: answered, response }])}`);
    if (path === 'connection/authority/request') return this.#logIn(request.form, reply);

    const { server, faults } = this.#world;
    const { account } = this.page;
    if (this.auid === '') return this.#world.breach('protocol', `${this.page.name} sent ${path} before the login`);
    const caller = jwt === undefined ? this.auid : server.holderOf(String(jwt));
    const outcome = server.perform(this.page, path, request.form, caller);
    if (faults.strikes('loseAnswer', account)) return this.#connection.end();
    if (outcome.garbled === undefined) return reply(outcome.answer);
    const bad = [null, 'text', { code: '200' }, { msg: 'no code' }, {}];
    if (outcome.garbled % 3 === 0) this.#send(`43${request.id}[]`);
    else if (outcome.garbled % 3 === 1) reply({ code: 200, msg: '', data: {} }, 'not the request');
    else reply(bad[outcome.garbled % bad.length]);
  }

  /** @param {import('./wire.mjs').Form} form @param {(response: unknown) => void} reply */
  #logIn(form, reply) {
    const { faults, server, clock } = this.#world;
    const { account } = this.page;
    if (faults.strikes('badLogin', account)) {
      return reply(
        this.#random.pick([null, { code: '200' }, { code: 200, msg: '', data: null }, { code: 503, msg: 'busy' }]),
      );
    }
    if (faults.strikes('slowLogin', account) && this.#random.chance(0.5)) return;
    this.page.logins += 1;
    const answer = server.logIn(form, faults.strikes('refuseLogin', account));
    const late = faults.strikes('slowLogin', account) ? this.#random.between(0, 12_000) : 0;
    clock.after(late, () => {
      if (this.#isEnded) return;
      reply(answer);
      if (answer.code !== 200) return;
      if (this.auid === '') this.#enter(String(formOf(form)['auid']));
      if (faults.strikes('dropAfterLogin', account)) clock.after(this.#random.between(0, 200), () => this.close());
    });
  }

  /** @param {string} auid */
  #enter(auid) {
    this.auid = auid;
    this.#world.server.join(auid, this);
    this.redeliver(0);
  }

  /** @param {string} frame */
  #send(frame) {
    this.#connection.toClient(frame);
  }
}
