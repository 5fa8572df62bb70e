// A client of the protocol with nothing but socket.io-client and fetch, so that the server is judged without the SDK.

import { once } from 'node:events';
import { io } from 'socket.io-client';

/** @typedef {import('../protocol.mjs').Answer} Answer @typedef {import('../protocol.mjs').Form} Form */

export class RawClient {
  #server;
  #serial = 0;
  /** @type {Form[]} */
  received = [];
  /** @type {(() => void)[]} */
  #waiting = [];

  /** @param {import('../server.mjs').ReferenceServer} server @param {string} auid @param {{ acknowledges?: boolean }} [options] */
  constructor(server, auid, { acknowledges = true } = {}) {
    this.#server = server;
    this.auid = auid;
    this.socket = io(`${server.certificate ? 'https' : 'http'}://${server.host}:${server.socketPort}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      rejectUnauthorized: false,
    });
    this.socket.on('topic.downstream_message', (message) => {
      this.received.push(message);
      if (acknowledges) this.#acknowledge(message.messageId);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  /** @param {string} resource @param {string} method @param {Form} form @returns {Promise<Answer>} */
  async call(resource, method, form) {
    const packet = { method, requestId: `${this.auid}-${(this.#serial += 1)}`, timestamp: Date.now(), ...form };
    const { requestId, response } = await this.socket.timeout(5000).emitWithAck(`topic.${resource}`, packet);
    if (requestId !== packet.requestId) throw new Error(`asked ${packet.requestId}, answered ${requestId}`);
    return response;
  }

  /** @param {string} messageId */
  #acknowledge(messageId) {
    // An acknowledgement that a closing connection takes with it is no failure: the server pushes again.
    this.call('upstream_message', 'sendack_toserver', { messageId }).catch(() => undefined);
  }

  /** @param {string} [token] @returns {Promise<Answer>} */
  login(token = this.auid) {
    return this.call('connection', 'authority/request', { auid: this.auid, token, appKey: this.#server.appKey });
  }

  /** @param {string} toTarget @param {string} clientMessageId @param {Form} [fields] @returns {Promise<Answer>} */
  send(toTarget, clientMessageId, fields = {}) {
    return this.call('upstream_message', 'send', {
      clientMessageId,
      fromUser: this.auid,
      formUser: this.auid,
      toTarget,
      way: 'P2P',
      type: 'TEXT',
      body: clientMessageId,
      ...fields,
    });
  }

  /** @param {number} count @returns {Promise<unknown[]>} the bodies, once that many messages have come */
  async bodies(count) {
    while (this.received.length < count) await new Promise((wake) => this.#waiting.push(() => wake(undefined)));
    return this.received.map(({ body }) => body);
  }

  async closed() {
    if (this.socket.connected) await once(/** @type {never} */ (this.socket), 'disconnect');
  }

  close() {
    this.socket.close();
  }
}

/** @param {import('../server.mjs').ReferenceServer} server @param {string} path @param {unknown} form @param {string} [jwt]
 * @returns {Promise<Answer>} */
export async function post(server, path, form, jwt) {
  const response = await fetch(`http://${server.host}:${server.httpPort}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(jwt === undefined ? {} : { authorization: `Bearer ${jwt}` }) },
    body: JSON.stringify(form),
  });
  return /** @type {Promise<Answer>} */ (response.json());
}
