// The HTTP front: POST /v1/{resource}/{method} with JSON, POST /v1/file/upload with multipart, GET /files/{id}/{name}.

import { finished } from 'node:stream/promises';
import { sendPath } from './api.mjs';
import { answerOf, perform } from './dispatch.mjs';
import { Code, Violation, isObject } from './protocol.mjs';
import { readUpload } from './upload.mjs';

/** @typedef {import('node:http').IncomingMessage} Request @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('./api.mjs').World} World */

/** Bytes of a JSON body. */
const maxBody = 1024 * 1024;

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-max-age': '600',
};

/** @param {World} world @returns {(request: Request, response: Response) => void} a listener for `http.Server` */
export function serveHttp(world) {
  return (request, response) => {
    route(world, request, response).catch((error) => {
      world.journal.note(`FAULT OF THE SERVER ${error.stack}`);
      response.destroy();
    });
  };
}

/** @param {World} world @param {Request} request @param {Response} response */
async function route(world, request, response) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'OPTIONS') return void response.writeHead(204, cors).end();
  if (request.method === 'GET' && pathname.startsWith('/files/')) return sendFile(world, pathname, response);
  const [, path] = /^\/v1\/([^/]+\/.+)$/.exec(pathname) ?? [];
  const where = `http ${request.method} ${pathname}`;

  if (world.faults.strikes('badGateways')) {
    world.journal.note(`${where}: 502`);
    request.resume();
    return void response
      .writeHead(502, { ...cors, 'content-type': 'text/html' })
      .end('<html><body>Bad Gateway</body></html>');
  }
  if (request.method !== 'POST' || path === undefined) {
    request.resume();
    const answer = await answerOf(world, where, () => {
      throw new Violation('requests are POST /v1/{resource}/{method}', Code.notFound);
    });
    return sendJson(response, answer);
  }

  const canned = world.canned.next(path);
  if (canned && !canned.performs) {
    world.journal.note(`${where}: canned, status ${canned.status ?? 200}`);
    // Answered before it was sent whole, a large request may end without its answer.
    await finished(request.resume());
    return world.delivery.later(() => sendCanned(response, canned));
  }
  const answer = await answerOf(world, where, async () =>
    path === 'file/upload'
      ? upload(world, request)
      : perform(world, 'HTTP', path, await readForm(request), () => caller(world, request)),
  );
  if (canned) return world.delivery.later(() => sendCanned(response, canned));
  if (path === sendPath && world.faults.strikes('lostReplies')) {
    world.journal.note(`${where}: the answer is lost`);
    return void request.socket.destroy();
  }
  if (path === sendPath) world.delivery.unlessHeld('holdAnswers', () => sendJson(response, answer));
  else world.delivery.later(() => sendJson(response, answer));
}

/** @param {World} world @param {Request} request @returns {Promise<import('./api.mjs').Caller>} the bearer */
async function caller({ tokens, delivery }, request) {
  const [, jwt] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (jwt === undefined) throw new Violation('Authorization: Bearer {jwt} is required', Code.unauthorized);
  return { auid: await tokens.verify(jwt), connection: delivery.holderOf(jwt) };
}

/** @param {Request} request @returns {Promise<import('./protocol.mjs').Form>} */
async function readForm(request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBody) throw new Violation(`a body of more than ${maxBody} bytes`);
    chunks.push(chunk);
  }
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new Violation('Content-Type: application/json is required');
  /** @type {unknown} */
  let form;
  try {
    form = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Violation('the body is not JSON');
  }
  if (!isObject(form)) throw new Violation('the body is not a JSON object');
  return form;
}

/** @param {World} world @param {Request} request */
async function upload(world, request) {
  const { name, type, bytes } = await readUpload(request);
  await caller(world, request);
  const id = world.state.nextId('f');
  world.journal.serve('file/upload', 'HTTP');
  world.state.files.set(id, { id, name, type, bytes });
  const scheme = 'encrypted' in request.socket ? 'https' : 'http';
  return {
    url: `${scheme}://${request.headers.host}/files/${id}/${encodeURIComponent(name)}`,
    name,
    size: bytes.length,
  };
}

/** @param {World} world @param {string} pathname @param {Response} response */
function sendFile({ state }, pathname, response) {
  const file = state.files.get(pathname.split('/')[2] ?? '');
  if (!file) return void response.writeHead(404, cors).end();
  response.writeHead(200, { ...cors, 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes);
}

/** @param {Response} response @param {import('./protocol.mjs').Answer} answer the HTTP status is 200: the code says the rest */
function sendJson(response, answer) {
  response.writeHead(200, { ...cors, 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
}

/** @param {Response} response @param {import('./canned_answers.mjs').Canned} canned */
function sendCanned(response, { status = 200, body }) {
  const type = body.startsWith('<') ? 'text/html' : 'application/json; charset=utf-8';
  response.writeHead(status, { ...cors, 'content-type': type }).end(body);
}
