// The socket.io front: `topic.{resource}` requests in, acknowledgements and pushes out.

import { Server } from 'socket.io';
import { loginPath } from './api.mjs';
import { answerOf, perform } from './dispatch.mjs';
import { Code, Violation, isObject, requiredString } from './protocol.mjs';

/** @typedef {import('socket.io').Socket} Socket */
/** @typedef {import('./api.mjs').World} World */

/** What the server knows of one connection. */
class Session {
  /** '' until the login. */
  auid = '';
  /** @type {Set<string>} */
  requestIds = new Set();
}

/**
 * @param {import('node:http').Server} httpServer @param {World} world
 * @returns {Server} serving; closing it closes `httpServer` too
 */
export function serveSockets(httpServer, world) {
  const { faults, journal } = world;
  const io = new Server(httpServer, {
    transports: ['websocket'],
    serveClient: false,
    cors: { origin: '*' },
    allowRequest: (_request, decide) =>
      decide(faults.refuseConnections ? 'turned away' : null, !faults.refuseConnections),
  });
  io.on('connection', (socket) => serveSocket(socket, world));
  io.engine.on('connection_error', (/** @type {{ message: string }} */ error) =>
    journal.note(`connection refused: ${error.message}`),
  );
  return io;
}

/** Cuts the network under a connection, as a dead router would: no farewell packet. @param {Socket} socket */
export function cut(socket) {
  socket.conn.request.socket.destroy();
}

/** @param {Socket} socket @param {World} world */
function serveSocket(socket, world) {
  const { journal, delivery } = world;
  const session = new Session();
  journal.note(`socket ${socket.id} connected`);
  socket.on('disconnect', (reason) => {
    journal.note(`socket ${socket.id} ${session.auid} disconnected: ${reason}`);
    if (session.auid !== '') delivery.leave(session.auid, socket);
  });
  socket.onAny((topic, ...args) => {
    serveRequest(socket, session, world, topic, args).catch((error) =>
      journal.note(`FAULT OF THE SERVER ${error.stack}`),
    );
  });
}

/** @param {Socket} socket @param {Session} session @param {World} world @param {string} topic @param {unknown[]} args */
async function serveRequest(socket, session, world, topic, args) {
  const reply = args.at(-1);
  const [packet] = args;
  const path = pathOf(topic, packet);
  const where = `socket ${session.auid || socket.id} ${path || topic}`;
  if (typeof reply !== 'function') return world.journal.violation(where, 'a request must ask for an acknowledgement');
  const answer = await answerOf(world, where, () => {
    if (!isObject(packet) || path === '')
      throw new Violation('a request is an object with a method, on topic.{resource}');
    return run(session, world, path, packet);
  });

  if (path === 'upstream_message/send' && world.faults.strikes('lostReplies')) {
    world.journal.note(`${where}: the answer is lost`);
    return cut(socket);
  }
  const requestId = isObject(packet) ? packet['requestId'] : undefined;
  // Acknowledgements come when they like: a counted fault must strike the request that the test makes.
  const stated =
    path !== 'upstream_message/sendack_toserver' && world.faults.strikes('wrongRequestIds')
      ? `not-${String(requestId)}`
      : requestId;
  world.delivery.later(() => reply({ requestId: stated, response: answer }));
  if (path === loginPath && answer.code === Code.ok && isObject(packet)) {
    world.delivery.later(() => enter(socket, session, world, String(packet['auid'])));
  }
}

/** @param {string} topic @param {unknown} packet @returns {string} `resource/method`; '' when they name none */
function pathOf(topic, packet) {
  const [, resource] = /^topic\.(\w+)$/.exec(topic) ?? [];
  if (resource === undefined || !isObject(packet) || typeof packet['method'] !== 'string') return '';
  return `${resource}/${packet['method']}`;
}

/** @param {Session} session @param {World} world @param {string} path @param {import('./protocol.mjs').Form} packet */
function run(session, world, path, packet) {
  checkEnvelope(packet, session);
  const { method: _method, requestId: _requestId, timestamp: _timestamp, jwt: _jwt, ...form } = packet;
  return perform(world, path, form, async () => {
    if (packet['jwt'] !== undefined) return world.tokens.verify(requiredString(packet, 'jwt'));
    if (session.auid === '') throw new Violation('a request before the login', Code.unauthorized);
    return session.auid;
  });
}

/** @param {import('./protocol.mjs').Form} packet @param {Session} session */
function checkEnvelope(packet, session) {
  const requestId = requiredString(packet, 'requestId');
  if (session.requestIds.has(requestId))
    throw new Violation(`requestId: ${requestId} was used before on this connection`);
  session.requestIds.add(requestId);
  if (!Number.isFinite(packet['timestamp'])) throw new Violation('timestamp: milliseconds are required');
}

/** @param {Socket} socket @param {Session} session @param {World} world @param {string} auid */
function enter(socket, session, world, auid) {
  if (!socket.connected || session.auid === auid) return;
  if (session.auid !== '') world.delivery.leave(session.auid, socket);
  session.auid = auid;
  world.delivery.join(auid, socket);
}
