// A proxy that forwards requests and connects tunnels, and notes what it was asked for.

import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

export class Proxy {
  /** @type {string[]} */
  asked = [];
  /** @type {(string | undefined)[]} */
  authorizations = [];
  /** The status of each answer in place of a way, when it is set. */
  refusal = 0;
  /** Where tunnels lead, by the authority that was asked for; by default there. @type {Record<string, string>} */
  ways = {};
  #server = http.createServer((request, response) => {
    this.#note(request);
    if (this.refusal > 0) return response.writeHead(this.refusal).end();
    const { method, headers } = request;
    const onward = http.request(String(request.url), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
    return undefined;
  });

  static async open() {
    const proxy = new Proxy();
    proxy.#server.on('connect', (request, socket) => proxy.#connect(request, socket));
    await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get authority() {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `127.0.0.1:${port}`;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** @param {http.IncomingMessage} request */
  #note({ method, url, headers }) {
    this.asked.push(`${method} ${url}`);
    this.authorizations.push(headers['proxy-authorization']);
  }

  /** @param {http.IncomingMessage} request @param {import('node:stream').Duplex} socket */
  #connect(request, socket) {
    this.#note(request);
    if (this.refusal > 0) return socket.end(`HTTP/1.1 ${this.refusal} No\r\n\r\n`);
    const asked = String(request.url);
    const [host, port] = (this.ways[asked] ?? asked).split(':');
    const onward = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const each of [socket, onward]) each.on('error', () => [socket, onward].map((end) => end.destroy()));
    return undefined;
  }
}
