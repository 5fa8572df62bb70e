// The reference server put together: two listeners over one state.

import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { CannedAnswers } from './canned_answers.mjs';
import { makeCertificate } from './certificate.mjs';
import { Controls } from './controls.mjs';
import { Delivery } from './delivery.mjs';
import { Faults } from './faults.mjs';
import { serveHttp } from './http.mjs';
import { Journal } from './journal.mjs';
import { serveSockets } from './socket.mjs';
import { State } from './state.mjs';
import { Tokens } from './tokens.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {number} [httpPort] 0, the default, takes a free one
 * @property {number} [socketPort] likewise
 * @property {boolean} [tls] https and wss with a certificate made for this run
 * @property {string} [appKey] the only key that logins may carry
 * @property {number} [tokenLifetime] seconds until a JWT expires by itself
 * @property {number} [redeliverAfter] milliseconds until an unacknowledged message is pushed again
 * @property {number} [pingInterval] milliseconds between engine.io's pings
 * @property {number} [pingTimeout] milliseconds until a ping that was not answered ends the connection
 */

/**
 * @typedef {object} ReferenceServer
 * @property {string} host @property {number} httpPort @property {number} socketPort
 * @property {string} appKey
 * @property {string | undefined} certificate PEM, with TLS: what a client must trust
 * @property {Controls} controls
 * @property {() => Promise<void>} close ends every connection; the state is gone with the object
 */

const host = '127.0.0.1';

/** @param {ServerOptions} [options] @returns {Promise<ReferenceServer>} listening, with the user `admin` (token `admin`) */
export async function startServer({
  httpPort = 0,
  socketPort = 0,
  tls = false,
  appKey = 'TSDKTEST00001',
  tokenLifetime = 3600,
  redeliverAfter = 2000,
  pingInterval = 25000,
  pingTimeout = 20000,
} = {}) {
  const certificate = tls ? await makeCertificate() : undefined;
  const parts = {
    state: new State(),
    tokens: new Tokens(tokenLifetime),
    faults: new Faults({ interval: pingInterval, timeout: pingTimeout }),
    canned: new CannedAnswers(),
    journal: new Journal(),
    appKey,
  };
  const delivery = new Delivery(parts, redeliverAfter);
  const world = { ...parts, delivery };

  const listen = async (/** @type {http.Server} */ server, /** @type {number} */ port) => {
    server.listen(port, host);
    await once(server, 'listening');
    return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  };
  const create = () => (certificate ? https.createServer(certificate) : http.createServer());
  const open = async (/** @type {number} */ apiPort, /** @type {number} */ topicPort) => {
    const api = create().on('request', serveHttp(world));
    const topics = create();
    const sockets = serveSockets(topics, world);
    return { api, sockets, httpPort: await listen(api, apiPort), socketPort: await listen(topics, topicPort) };
  };

  let listeners = await open(httpPort, socketPort);
  const shut = async () => {
    listeners.api.closeAllConnections();
    await Promise.all([once(listeners.api.close(), 'close'), listeners.sockets.close()]);
  };
  /** @type {import('socket.io').Server[]} */
  const sideDoors = [];
  const openSideDoor = async () => {
    const topics = create();
    sideDoors.push(serveSockets(topics, world, 'side'));
    return listen(topics, 0);
  };
  const restart = async () => {
    const ports = { ...listeners };
    await shut();
    world.journal.note('restart');
    listeners = await open(ports.httpPort, ports.socketPort);
  };

  const controls = new Controls(world, { sockets: () => listeners.sockets, restart, openSideDoor });
  controls.addUser({ auid: 'admin', token: 'admin', profile: { nickname: 'Admin' } });
  return {
    host,
    httpPort: listeners.httpPort,
    socketPort: listeners.socketPort,
    appKey,
    certificate: certificate?.cert,
    controls,
    close: async () => {
      delivery.close();
      controls.clearFaults();
      await Promise.all([shut(), ...sideDoors.map((door) => door.close())]);
    },
  };
}
