// The network between one account and the server, which can be unplugged: connections break, and new ones find nobody.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const host = '127.0.0.1';

export class Line {
  /** @type {import('node:net').Server[]} */
  #servers = [];
  /** @type {Set<import('node:net').Socket>} */
  #sockets = new Set();
  #isIn = true;

  /** @param {...number} targets ports of the server @returns {Promise<Line>} */
  static async to(...targets) {
    const line = new Line();
    for (const target of targets) {
      const server = createServer((socket) => line.#join(socket, target)).listen(0, host);
      await once(server, 'listening');
      line.#servers.push(server);
    }
    return line;
  }

  /** One for each target. */
  get ports() {
    return this.#servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port);
  }

  get isIn() {
    return this.#isIn;
  }

  /** @param {boolean} isIn */
  plug(isIn) {
    this.#isIn = isIn;
    if (!isIn) this.#cut();
  }

  async close() {
    this.#cut();
    await Promise.all(this.#servers.map((server) => once(server.close(), 'close')));
  }

  #cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** @param {import('node:net').Socket} near @param {number} target */
  #join(near, target) {
    if (!this.#isIn) return void near.destroy();
    const far = connect(target, host);
    for (const [socket, other] of /** @type {const} */ ([
      [near, far],
      [far, near],
    ])) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
