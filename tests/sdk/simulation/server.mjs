// The modelled server: accounts, messages, mailboxes, tokens. It keeps its state over a restart. What it answers and
// pushes is the protocol of SDK.md §3 and of tests/server/README.md; what a connection does is in session.mjs.

import { Conversations } from './conversations.mjs';
import { sendOf } from './wire.mjs';

/** @typedef {import('./world.mjs').World} World @typedef {import('./page.mjs').Page} Page */
/** @typedef {import('./session.mjs').Session} Session @typedef {import('./wire.mjs').Form} Form */
/** @typedef {{ code: number, msg: string, data: unknown }} Answer */
/** @typedef {{ answer: Answer, garbled?: number }} Outcome `garbled` chooses how the answer is spoilt on its way */
/**
 * @typedef {object} Message
 * @property {number} serial the order of acceptance
 * @property {string} messageId @property {string} clientMessageId @property {string} fromUser @property {string} toTarget
 * @property {string} way @property {unknown} type @property {unknown} body @property {number} sendTime
 * @property {number} send the call that sent it @property {readonly string[]} addressees
 */

/** The room of every simulation. */
export const room = 'room';

export class Server {
  isDown = false;
  /** Every message accepted, in order. @type {Message[]} */
  messages = [];
  conversations = new Conversations(this.messages);
  #world;
  #random;
  /** @type {Map<string, Message>} */
  #bySender = new Map();
  /** Not yet acknowledged, oldest first. @type {Map<string, Map<string, Message>>} */
  #mailboxes = new Map();
  /** @type {Map<string, Set<Session>>} */
  #sessions = new Map();
  #generation = 1;
  #lastSendTime = 0;
  #serial = 0;

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
    this.#random = world.random.fork('server');
    for (const account of world.accounts) this.#mailboxes.set(account, new Map());
  }

  /** @param {string} prefix */
  nextId(prefix) {
    this.#serial += 1;
    return `${prefix}${this.#serial}`;
  }

  /** Every token that was issued counts as expired from now on. */
  expireTokens() {
    this.#generation += 1;
  }

  stop() {
    this.isDown = true;
    for (const connection of this.#world.network.connections()) connection.end();
  }

  heal() {
    this.isDown = false;
  }

  /** @param {string} auid @param {Session} session */
  join(auid, session) {
    this.#sessions.set(auid, (this.#sessions.get(auid) ?? new Set()).add(session));
  }

  /** @param {string} auid @param {Session} session */
  leave(auid, session) {
    this.#sessions.get(auid)?.delete(session);
  }

  /** @param {string} auid @returns {Session[]} */
  sessionsOf(auid) {
    return [...(this.#sessions.get(auid) ?? [])];
  }

  /** @param {string} auid @returns {Message[]} */
  pending(auid) {
    return [...(this.#mailboxes.get(auid)?.values() ?? [])];
  }

  /** @param {Page} page @param {Message} message */
  noteFirstPush(page, message) {
    if (!page.pushed.has(message.messageId)) page.pushed.set(message.messageId, message);
  }

  /** @param {Form} form @param {boolean} refused @returns {Answer} */
  logIn({ auid, token, appKey }, refused) {
    if (refused) return no(403, 'logins are refused at present');
    if (token !== `TOKEN~${String(auid)}` || appKey !== 'KEY~') return no(403, 'wrong token');
    return yes(`JWT~${String(auid)}~${this.#generation}~${this.nextId('j')}`);
  }

  /** @param {string} jwt @returns {string} the account; '' when the token has expired */
  holderOf(jwt) {
    const [mark, auid = '', generation] = jwt.split('~');
    // What is damaged in a store is sent all the same, once.
    const isDamaged = this.#world.schedule.actions.some((action) => action.do === 'damage');
    if (mark !== 'JWT' && !isDamaged) this.#world.breach('protocol', `a token that the server never gave: ${jwt}`);
    return Number(generation) === this.#generation ? auid : '';
  }

  /**
   * The HTTP front.
   * @param {Page} page @param {string} url @param {Readonly<Record<string, string>>} headers @param {string} body
   * @returns {{ status: number, text: string }}
   */
  post(page, url, headers, body) {
    const [, path = ''] = /^http:\/\/sim:80\/v1\/(.*)$/.exec(url) ?? [];
    const [, jwt = ''] = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '') ?? [];
    const { answer, garbled } = this.perform(page, path, JSON.parse(body), this.holderOf(jwt));
    if (garbled === undefined) return { status: 200, text: JSON.stringify(answer) };
    const bad = ['{"code":"200"}', 'null', '<html>OK</html>', '', '{"msg":"no code"}', '[]', '200', '{"code":200'];
    const text = /** @type {string} */ (bad[garbled % bad.length]);
    return { status: text.startsWith('<') && garbled % 2 === 0 ? 502 : 200, text };
  }

  /**
   * @param {Page} page who asks, as only the model knows
   * @param {string} path `resource/method` @param {Form} form @param {string} caller '' for an expired token
   * @returns {Outcome}
   */
  perform(page, path, form, caller) {
    if (caller === '') return { answer: no(401, 'the token has expired') };
    if (path === 'upstream_message/send') return this.#send(page, form, caller);
    if (path === 'upstream_message/sendack_toserver') return { answer: this.#acknowledge(page, form, caller) };
    // By this a client finds out whether its connection lives.
    if (path === 'user/get' && form['auid'] === caller) return { answer: yes({ auid: caller }) };
    const { conversations } = this;
    if (path === 'user_relation/list_muted') return { answer: yes([]) };
    if (path === 'history_message/list_session') return { answer: yes(conversations.sessions(caller)) };
    if (path === 'history_message/list_message') {
      const messages = conversations.page(caller, form);
      return { answer: messages === null ? no(404, 'no such message') : yes(messages) };
    }
    if (path === 'history_message/read') return { answer: this.#markRead(page, form, caller) };
    this.#world.breach('protocol', `${page.name} asked for ${path}`);
    return { answer: no(404, 'unknown') };
  }

  /** @param {Page} page @param {Form} form @param {string} caller @returns {Outcome} */
  #send(page, form, caller) {
    const { faults } = this.#world;
    const id = sendOf(form);
    const call = this.#world.sends[id];
    if (call === undefined || typeof form['clientMessageId'] !== 'string' || form['fromUser'] !== caller) {
      this.#world.breach('protocol', `${page.name} sent ${JSON.stringify(form)} as ${caller}`);
      return { answer: no(400, 'malformed') };
    }
    call.clientMessageIds.add(form['clientMessageId']);
    const { plan } = call;
    if (plan === 'refused') return { answer: no(403, 'no') };
    // Some servers repeat what they were asked.
    if (plan === 'refusedEcho') return { answer: no(403, `no: ${JSON.stringify(form)} with KEY~ of TOKEN~${caller}`) };
    if (plan === 'garbled' || plan === 'garbledAccepted') {
      if (plan === 'garbledAccepted') this.#accept(page, form, id);
      call.badAnswers += 1;
      return { answer: no(0, ''), garbled: this.#random.between(0, 1000) };
    }
    if (faults.strikes('overload', page.account)) {
      call.badAnswers += 1;
      return { answer: no(this.#random.pick([429, 500, 503]), 'busy') };
    }
    const garbled = faults.strikes('badAnswer', page.account);
    if (garbled) call.badAnswers += 1;
    if (garbled && this.#random.chance(0.5)) return { answer: no(0, ''), garbled: this.#random.between(0, 1000) };
    const { messageId, clientMessageId, sendTime } = this.#accept(page, form, id);
    const answer = yes({ messageId, clientMessageId, sendTime });
    return garbled ? { answer, garbled: this.#random.between(0, 1000) } : { answer };
  }

  /** @param {Page} page @param {Form} form @param {number} send @returns {Message} */
  #accept(page, form, send) {
    const { clientMessageId, fromUser, toTarget, way, type, body } = form;
    const key = JSON.stringify([fromUser, clientMessageId]);
    const known = this.#bySender.get(key);
    if (known !== undefined) return known;
    const sender = String(fromUser);
    const addressees = way === 'P2R' ? this.#world.accounts.filter((each) => each !== sender) : [String(toTarget)];
    // Clients page by it: no two messages share a time, and it never goes back.
    this.#lastSendTime = Math.max(this.#world.clock.wall, this.#lastSendTime + 1);
    const message = {
      serial: this.messages.length,
      messageId: this.nextId(`m${this.#world.schedule.longIds ? '0'.repeat(60) : ''}`),
      clientMessageId: String(clientMessageId),
      fromUser: sender,
      toTarget: String(toTarget),
      way: String(way),
      type,
      body,
      sendTime: this.#lastSendTime,
      send,
      addressees,
    };
    this.#bySender.set(key, message);
    this.messages.push(message);
    this.#world.sends[send]?.accepted.push({ at: this.#world.clock.now, message });
    this.#world.note(page.name, `send ${send} is accepted as ${message.messageId}`);
    const receivers = this.#world.schedule.echo ? [...addressees, sender] : addressees;
    for (const auid of receivers) {
      this.#mailboxes.get(auid)?.set(message.messageId, message);
      for (const session of this.sessionsOf(auid)) session.push(message);
    }
    return message;
  }

  /** @param {Page} page @param {Form} form @param {string} caller @returns {Answer} */
  #markRead(page, form, caller) {
    if (!this.conversations.markRead(caller, form)) return no(404, 'no such message');
    const { way, toTarget, messageId } = form;
    this.#world.note(page.name, `${String(messageId)} is marked as read`);
    page.reader.marked(String(messageId));
    const others = way === 'P2R' ? this.#world.accounts : [String(toTarget), caller];
    for (const session of others.flatMap((auid) => this.sessionsOf(auid)))
      if (session.page !== page)
        session.event('downstream_event', {
          method: 'event_toclient',
          type: 'READ',
          way,
          toTarget,
          auid: caller,
          messageId,
        });
    return yes(null);
  }

  /** @param {Page} page @param {Form} form @param {string} caller @returns {Answer} */
  #acknowledge(page, form, caller) {
    if (this.#world.faults.strikes('lostAck', page.account)) return yes(null);
    this.#mailboxes.get(caller)?.delete(String(form['messageId']));
    return yes(null);
  }
}

/** @param {unknown} data @returns {Answer} */
const yes = (data) => ({ code: 200, msg: '', data });

/** @param {number} code @param {string} msg @returns {Answer} */
const no = (code, msg) => ({ code, msg, data: null });
