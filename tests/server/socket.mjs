// The socket.io front: `topic.{resource}` requests in, acknowledgements and pushes out.

import { Server } from 'socket.io';
import { acknowledgePath, loginPath, sendPath } from './api.mjs';
import { acknowledgementOf } from './canned_answers.mjs';
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
 * @param {'main' | 'side'} door through a side door everybody is let in
 * @returns {Server} serving; closing it closes `httpServer` too
 */
export function serveSockets(httpServer, world, door = 'main') {
  const { faults, journal } = world;
  const io = new Server(httpServer, {
    transports: ['websocket'],
    serveClient: false,
    cors: { origin: '*' },
    allowRequest: (_request, decide) => {
      const refused = door === 'main' && faults.refuseConnections;
      if (refused) world.state.changes.emit('turnedAway');
      decide(refused ? 'turned away' : null, !refused);
    },
  });
  // Read by engine.io for each connection anew.
  Object.defineProperties(io.engine.opts, {
    pingInterval: { get: () => faults.pingInterval },
    pingTimeout: { get: () => faults.pingTimeout },
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

/** From now on the server neither reads, answers nor pings, nor ends the connection: TCP stays open. @param {Socket} socket */
export function silence(socket) {
  const { conn } = socket;
  for (const timer of ['pingIntervalTimer', 'pingTimeoutTimer']) clearTimeout(Reflect.get(conn, timer));
  conn.transport.send = () => {};
  conn.request.socket.pause();
}

/** Sends a frame as it is, whatever engine.io thinks of it. @param {Socket} socket @param {string} frame */
export function sendFrame(socket, frame) {
  /** @type {import('ws').WebSocket} */ (Reflect.get(socket.conn.transport, 'socket')).send(frame);
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
  const requestId = isObject(packet) ? packet['requestId'] : undefined;
  if (typeof reply !== 'function') return world.journal.violation(where, 'a request must ask for an acknowledgement');
  if (path === acknowledgePath && world.faults.strikes('lostAcknowledgements')) {
    world.journal.note(`${where}: lost`);
    return cut(socket);
  }
  const canned = world.canned.next(path);
  if (canned && !canned.performs) {
    world.journal.note(`${where}: canned`);
    return world.delivery.later(() => reply(acknowledgementOf(requestId, canned.body)));
  }
  const answer = await answerOf(world, where, () => {
    if (!isObject(packet) || path === '')
      throw new Violation('a request is an object with a method, on topic.{resource}');
    return run(socket, session, world, path, packet);
  });

  if (canned) return world.delivery.later(() => reply(acknowledgementOf(requestId, canned.body)));
  if (path === sendPath && world.faults.strikes('lostReplies')) {
    world.journal.note(`${where}: the answer is lost`);
    return cut(socket);
  }
  // Acknowledgements come when they like: a counted fault must strike the request that the test makes.
  const stated =
    path !== acknowledgePath && world.faults.strikes('wrongRequestIds') ? `not-${String(requestId)}` : requestId;
  const send = () => reply({ requestId: stated, response: answer });
  if (path === sendPath) world.delivery.unlessHeld('holdAnswers', send);
  else world.delivery.later(send);
  if (path === loginPath && answer.code === Code.ok && isObject(packet)) {
    world.delivery.later(() => {
      enter(socket, session, world, String(packet['auid']));
      world.delivery.give(String(answer.data), socket);
    });
  }
}

/** @param {string} topic @param {unknown} packet @returns {string} `resource/method`; '' when they name none */
function pathOf(topic, packet) {
  const [, resource] = /^topic\.(\w+)$/.exec(topic) ?? [];
  if (resource === undefined || !isObject(packet) || typeof packet['method'] !== 'string') return '';
  return `${resource}/${packet['method']}`;
}

/** @param {Socket} socket @param {Session} session @param {World} world @param {string} path @param {import('./protocol.mjs').Form} packet */
function run(socket, session, world, path, packet) {
  checkEnvelope(packet, session);
  const { method: _method, requestId: _requestId, timestamp: _timestamp, jwt: _jwt, ...form } = packet;
  return perform(world, 'SOCKET', path, form, async () => {
    if (packet['jwt'] !== undefined)
      return { auid: await world.tokens.verify(requiredString(packet, 'jwt')), connection: socket };
    if (session.auid === '') throw new Violation('a request before the login', Code.unauthorized);
    return { auid: session.auid, connection: socket };
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
  // Once the answer to the login is out.
  if (world.faults.letInAndDrop) setImmediate(() => cut(socket));
}
