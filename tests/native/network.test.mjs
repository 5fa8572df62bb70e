// The network of libechatim as a C program uses it: proxies, certificates, redirects, connections that are kept, limits.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { Bridge } from '../sdk/hosts/c/bridge.mjs';
import { compile } from '../sdk/hosts/c/host.mjs';
import { CSdk } from '../sdk/hosts/c/sdk.mjs';
import { Resources } from '../sdk/hosts/resources.mjs';
import { startServer } from '../server/server.mjs';
import { Authority } from './certificates.mjs';
import { Proxy } from './proxies.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'echatim-network-'));
const executable = compile(fileURLToPath(new URL('../../dist/native', import.meta.url)), folder);
/** What ends with the test. @type {(() => unknown)[]} */
const ends = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
after(() => rmSync(folder, { recursive: true }));

/** @param {{ tls?: boolean }} [options] */
async function server(options = {}) {
  const started = await startServer(options);
  ends.push(() => started.close());
  started.controls.addUser({ auid: 'alice', token: 't', profile: {} });
  return started;
}

/** A client in a C program with an environment. @param {Record<string, unknown>} changes to its config @param {Record<string, string>} [environment] */
function client(changes, environment = {}) {
  const log = (/** @type {string} */ line) => assert.fail(line);
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'];
  const none = Object.fromEntries(names.flatMap((name) => [name, name.toUpperCase()]).map((name) => [name, '']));
  const how = { executable, delivery: /** @type {'thread'} */ ('thread'), folder, log };
  const sdk = new CSdk(
    (heard) => new Bridge({ ...how, environment: { ...none, ...environment } }, heard),
    new Resources(),
    { storeFolder: '' },
    log,
  );
  ends.push(() => sdk.bridge.end());
  const account = { host: '127.0.0.1', key: 'TSDKTEST00001', loginAuid: 'alice', loginToken: 't' };
  return Object.assign(sdk.createClient({ ...account, ...changes }), { pid: sdk.bridge.pid });
}

/** @param {import('../server/server.mjs').ReferenceServer} server */
const at = ({ httpPort, socketPort, appKey, certificate }) => ({
  httpPort,
  socketPort,
  key: appKey,
  secure: certificate !== undefined,
});

/** @param {import('../server/server.mjs').ReferenceServer} real @param {number} port of the file server */
const withFiles = (real, port) => ({
  ...at(real),
  fileServerConfig: { use: 'local', client: 'plupload', baseUrl: `http://127.0.0.1:${port}`, version: 'v1' },
});

/** @param {string | Buffer} text @param {string} [as] @returns {string} its file */
function file(text, as = 'ca.pem') {
  const name = path.join(folder, as);
  writeFileSync(name, text);
  return name;
}

async function proxy() {
  const opened = await Proxy.open();
  ends.push(() => opened.close());
  return opened;
}

/** An HTTP server in place of the API's. @param {http.RequestListener} listener */
async function api(listener) {
  const made = http.createServer(listener);
  await once(made.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => (made.closeAllConnections(), made.close()));
  return { made, port: /** @type {net.AddressInfo} */ (made.address()).port };
}

/** @param {RegExp} words */
const transport = (words) => (/** @type {Error} */ error) => {
  assert.equal(error.name, 'TransportError');
  assert.match(`${error.message} ${Reflect.get(error, 'cause') ?? ''}`, words);
  return true;
};

const answer = '{"code":200,"msg":"success","data":null}';

test('the API is forwarded by a proxy, and the socket is tunnelled, with the name of a user', async () => {
  const [real, way] = [await server(), await proxy()];
  const alice = client(at(real), { http_proxy: `http://us%40er:pass@${way.authority}` });
  await alice.connect();
  assert.equal((await alice.apis['userGet']?.call({ auid: 'alice' }))?.code, 200);
  assert.deepEqual(way.asked, [
    `CONNECT 127.0.0.1:${real.socketPort}`,
    `POST http://127.0.0.1:${real.httpPort}/v1/user/get`,
  ]);
  const authorization = `Basic ${Buffer.from('us@er:pass').toString('base64')}`;
  assert.deepEqual(way.authorizations, [authorization, authorization]);
});

test('TLS goes through tunnels', async () => {
  const [real, way] = [await server({ tls: true }), await proxy()];
  const alice = client(
    { ...at(real), caFile: file(String(real.certificate)) },
    { https_proxy: way.authority, http_proxy: 'http://127.0.0.1:1' },
  );
  await alice.connect();
  assert.equal((await alice.apis['userGet']?.call({ auid: 'alice' }))?.code, 200);
  assert.deepEqual(way.asked, [`CONNECT 127.0.0.1:${real.socketPort}`, `CONNECT 127.0.0.1:${real.httpPort}`]);
});

test('no_proxy goes the direct way', async () => {
  const [real, way] = [await server(), await proxy()];
  await client(at(real), { http_proxy: way.authority, no_proxy: 'localhost,127.0.0.1' }).connect();
  assert.deepEqual(way.asked, []);
});

test('the names of the environment are those that curl reads, in capitals too, and HTTP_PROXY is not one', async () => {
  const [real, way] = [await server(), await proxy()];
  await client(at(real), { HTTP_PROXY: '127.0.0.1:1' }).connect();
  await client(at(real), { ALL_PROXY: '127.0.0.1:1', NO_PROXY: '127.0.0.1' }).connect();
  assert.deepEqual(way.asked, []);
  await client(at(real), { ALL_PROXY: way.authority }).connect();
  assert.deepEqual(way.asked, [`CONNECT 127.0.0.1:${real.socketPort}`]);
  await assert.rejects(
    client({ ...at(real), secure: true }, { HTTPS_PROXY: '127.0.0.1:1', ALL_PROXY: way.authority }).connect(),
    transport(/can't connect to 127\.0\.0\.1:1: Connection refused/),
  );
});

test('a proxy that refuses, is not there, or is of another kind is named', async () => {
  const [real, way] = [await server(), await proxy()];
  way.refusal = 407;
  const alice = client(at(real), { http_proxy: way.authority });
  await assert.rejects(alice.connect(), transport(/the proxy 127\.0\.0\.1:\d+ does not connect to .*: HTTP 407/));
  await assert.rejects(
    client(at(real), { http_proxy: '127.0.0.1:1' }).connect(),
    transport(/can't connect to 127\.0\.0\.1:1: Connection refused/),
  );
  await assert.rejects(
    client(at(real), { http_proxy: 'socks5://127.0.0.1:1' }).connect(),
    transport(/the environment's proxy for 127\.0\.0\.1 is no http:\/\/ address/),
  );
});

test('a certificate that nobody vouches for is refused, and one for another host', async () => {
  const [real, way] = [await server({ tls: true }), await proxy()];
  await assert.rejects(
    client(at(real)).connect(),
    transport(/its certificate is not trusted: self-signed certificate/),
  );
  way.ways[`elsewhere.example:${real.socketPort}`] = `127.0.0.1:${real.socketPort}`;
  const other = { ...at(real), host: 'elsewhere.example', caFile: file(String(real.certificate)) };
  await assert.rejects(
    client(other, { https_proxy: way.authority }).connect(),
    transport(/its certificate is for another host/),
  );
});

test("without a caFile, the system's certificates are trusted, and with one they are not", async () => {
  const [real, other] = [await server({ tls: true }), await server({ tls: true })];
  // OpenSSL's name for another place of the system's certificates.
  const system = { SSL_CERT_FILE: file(String(real.certificate)) };
  await client(at(real), system).connect();
  const elsewhere = { ...at(real), caFile: file(String(other.certificate), 'other.pem') };
  await assert.rejects(client(elsewhere, system).connect(), transport(/its certificate is not trusted/));
});

test('chains are followed to the root: one that has expired or was revoked is refused', async () => {
  const root = new Authority(path.join(folder, 'root'), null);
  const below = new Authority(path.join(folder, 'below'), root);
  const good = below.server('good');
  const expired = below.server('expired', ['-startdate', '20200101000000Z', '-enddate', '20200102000000Z']);
  /** What a client says that trusts what is in `trusted`. @param {{ key: string, cert: string }} own @param {string} trusted */
  const connecting = async ({ key, cert }, trusted) => {
    const made = https.createServer({ key, cert: cert + below.certificate }, (_request, response) => {
      response.writeHead(404).end();
    });
    await once(made.listen(0, '127.0.0.1'), 'listening');
    ends.push(() => (made.closeAllConnections(), made.close()));
    const { port } = /** @type {net.AddressInfo} */ (made.address());
    return client({ secure: true, socketPort: port, httpPort: port, caFile: file(trusted) }).connect();
  };
  /** It has answered, so it was trusted. */
  const isTrusted = transport(/offers no WebSocket: HTTP 404/);
  const notTrusted = (/** @type {string} */ words) => transport(RegExp(`its certificate is not trusted: ${words}`));
  await assert.rejects(connecting(good, root.certificate), isTrusted);
  await assert.rejects(connecting(expired, root.certificate), notTrusted('certificate has expired'));

  const lists = () => root.certificate + root.revocations + below.revocations;
  await assert.rejects(connecting(good, lists()), isTrusted);
  await assert.rejects(
    connecting(good, root.certificate + root.revocations),
    notTrusted('unable to get certificate CRL'),
  );
  below.revoke(good.cert);
  await assert.rejects(connecting(good, lists()), notTrusted('certificate revoked'));
  const next = below.server('next');
  await assert.rejects(connecting(next, lists()), isTrusted);
  root.revoke(below.certificate);
  await assert.rejects(connecting(next, lists()), notTrusted('certificate revoked'));
});

test('requests to one server share a connection', async () => {
  const real = await server();
  let connections = 0;
  const { made, port } = await api((request, response) => {
    request.resume().on('end', () => response.end(answer));
  });
  made.on('connection', () => (connections += 1));
  const alice = client({ ...at(real), httpPort: port });
  await alice.connect();
  for (let count = 0; count < 20; count += 1) await alice.apis['userGet']?.call({ auid: 'alice' });
  assert.equal(connections, 1);
});

test('a connection that the server closed is not used again', async () => {
  const real = await server();
  const { made, port } = await api((request, response) => {
    request.resume().on('end', () => response.end(answer));
  });
  const alice = client({ ...at(real), httpPort: port });
  await alice.connect();
  for (let count = 0; count < 5; count += 1) {
    assert.equal((await alice.apis['userGet']?.call({ auid: 'alice' }))?.code, 200);
    made.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

test('307 and 308 are followed with the body, and another server does not get the token', async () => {
  const real = await server();
  /** @type {string[]} */
  const seen = [];
  const note = (/** @type {http.IncomingMessage} */ request) =>
    seen.push(`${request.method} ${request.url} ${request.headers.authorization === undefined ? 'no token' : 'token'}`);
  const other = await api((request, response) => {
    note(request);
    let body = '';
    request.on('data', (text) => (body += text)).on('end', () => response.end(`{"code":200,"msg":"","data":${body}}`));
  });
  const { port } = await api((request, response) => {
    note(request);
    const location = request.url === '/v1/user/get' ? '/again' : `http://127.0.0.1:${other.port}/there`;
    request.resume().on('end', () => response.writeHead(request.url === '/again' ? 308 : 307, { location }).end());
  });
  const alice = client({ ...at(real), httpPort: port });
  await alice.connect();
  assert.deepEqual((await alice.apis['userGet']?.call({ auid: 'bob' }))?.data, { auid: 'bob' });
  assert.deepEqual(seen, ['POST /v1/user/get token', 'POST /again token', 'POST /there no token']);
});

test('answers that are endless, too large or no HTTP are failures', async () => {
  const real = await server();
  /** @type {http.RequestListener} */
  let listener = () => {};
  const { port } = await api((request, response) => listener(request, response));
  const alice = client({ ...at(real), httpPort: port });
  await alice.connect();
  const fails = (/** @type {http.RequestListener} */ how, /** @type {RegExp} */ words) => {
    listener = how;
    return assert.rejects(Promise.resolve(alice.apis['userGet']?.call({})), transport(words));
  };
  await fails((_request, response) => response.writeHead(308, { location: '/' }).end(), /redirects without end/);
  await fails(({ socket }) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(70000)}\r\n\r\n`), /is too large/);
  await fails(({ socket }) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n`), /is too large/);
  await fails(({ socket }) => socket.write('SSH-2.0-server\r\n'), /is no HTTP/);
  await fails(({ socket }) => socket.end(), /closed the connection without an answer/);
  await fails(({ socket }) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{'), /closed the connection/);
  await fails(({ socket }) => socket.resetAndDestroy(), /no answer from .*: Connection reset by peer/);
});

test('an answer that trickles is given up in time, with its connection, and the next call works', async () => {
  const real = await server();
  /** @type {net.Socket | undefined} */
  let slow;
  const { port } = await api((request, response) => {
    // What is no UTF-8 is replaced, as the web does it.
    if (slow !== undefined) return request.resume().on('end', () => response.end(broken));
    slow = request.socket;
    slow.write('HTTP/1.1 200 OK\r\nX: ');
    const trickling = setInterval(() => slow?.write('x'), 10);
    slow.on('close', () => clearInterval(trickling));
    return undefined;
  });
  const broken = Buffer.from('{"code":200,"msg":"\xff","data":null}', 'latin1');
  const alice = client({ ...at(real), httpPort: port });
  await alice.connect();
  const calling = alice.apis['userGet']?.call({}, { timeout: 200 });
  await assert.rejects(Promise.resolve(calling), { name: 'TimeoutError' });
  if (!slow?.closed) await once(/** @type {net.Socket} */ (slow), 'close');
  assert.equal((await alice.apis['userGet']?.call({}))?.msg, '\uFFFD');
});

test('a WebSocket answers pings, puts fragments together, and ends with a message that is too large', async () => {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 1 << 26 });
  await once(sockets, 'listening');
  ends.push(() => sockets.close());
  const { port } = /** @type {net.AddressInfo} */ (sockets.address());
  const alice = client({ socketPort: port, httpPort: 1 });
  const connected = once(sockets, 'connection');
  const connecting = assert.rejects(alice.connect(), transport(/the connection was lost/));
  const [socket] = await connected;
  socket.ping('are you there');
  assert.equal(String((await once(socket, 'pong'))[0]), 'are you there');
  // engine.io's handshake in two fragments is understood: socket.io's connect packet follows.
  socket.send('0{"sid":"s","upgrades":[],"pingInterval":', { fin: false });
  socket.send('25000,"pingTimeout":20000,"maxPayload":1000000}');
  assert.match(String((await once(socket, 'message'))[0]), /^40/);
  const closed = once(socket, 'close');
  socket.send(`4${'x'.repeat(17 << 20)}`);
  await closed;
  await connecting;
});

test('a WebSocket ends with text that is no UTF-8, and when its peer hangs up', async () => {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(sockets, 'listening');
  ends.push(() => sockets.close());
  const { port } = /** @type {net.AddressInfo} */ (sockets.address());
  const alice = client({ socketPort: port, httpPort: 1 });
  /** @param {(wire: net.Socket) => unknown} end @returns {Promise<number>} the code that the client closes with */
  const closed = async (end) => {
    const connected = once(sockets, 'connection');
    const connecting = assert.rejects(alice.connect(), transport(/the connection was lost/));
    const [socket, request] = await connected;
    const closing = once(socket, 'close');
    end(request.socket);
    const [code] = await closing;
    await connecting;
    return code;
  };
  assert.equal(await closed((wire) => wire.write(Buffer.from([0x81, 1, 0xff]))), 1007);
  assert.equal(await closed((wire) => wire.end()), 1006);
  assert.equal(await closed((wire) => wire.resetAndDestroy()), 1006);
});

test('a peer that reads nothing costs the connection, not memory without end', async () => {
  const real = await server();
  /** @type {net.Socket[]} */
  const incoming = [];
  const relay = net.createServer((socket) => {
    incoming.push(socket);
    const onward = net.connect(real.socketPort, real.host);
    onward.pipe(socket).pipe(onward);
    for (const each of [socket, onward]) each.on('error', () => each.destroy());
    socket.on('close', () => onward.destroy());
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => (incoming.forEach((socket) => socket.destroy()), relay.close()));
  const { port } = /** @type {net.AddressInfo} */ (relay.address());
  const alice = client({ ...at(real), socketPort: port, apiTransport: 'SOCKET', requestTimeout: 600_000 });
  const offline = new Promise((/** @type {(value: unknown) => void} */ resolve) => {
    alice.on('state', (/** @type {string} */ state) => state === 'offline' && resolve(null));
  });
  await alice.connect();
  const [wire] = incoming;
  wire?.unpipe();
  wire?.pause();
  const auid = 'x'.repeat(600_000);
  const calls = Array.from({ length: 70 }, () => alice.apis['userGet']?.call({ auid }));
  const ended = Promise.allSettled(calls);
  await offline;
  alice.close();
  const reasons = (await ended).map((call) => (call.status === 'rejected' ? call.reason.name : 'an answer'));
  assert.deepEqual(new Set(reasons), new Set(['TransportError']));
});

test('a server that is no WebSocket is named with its answer', async () => {
  const { port } = await api((_request, response) => response.writeHead(404).end());
  await assert.rejects(
    client({ socketPort: port, httpPort: 1 }).connect(),
    transport(/127\.0\.0\.1:\d+ offers no WebSocket: HTTP 404/),
  );
});

test('a refused upload is answered before it was sent whole', async () => {
  const real = await server();
  const { port } = await api((request, response) => {
    response.writeHead(413, { connection: 'close' }).end('<html>too large</html>');
    request.destroy();
  });
  const alice = client(withFiles(real, port));
  await alice.connect();
  const big = file(Buffer.alloc(20 << 20), 'big');
  await assert.rejects(alice.upload({ path: big, name: 'big' }), ({ name }) => /Refused|Transport/.test(name));
});

test('a redirected upload brings the whole file, and the other server does not get the token', async () => {
  const real = await server();
  const content = Buffer.alloc(3 << 20, 'E\u804a');
  const other = await api(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    assert.equal(request.headers.authorization, undefined);
    const size = body.includes(content) ? content.length : 0;
    response.end(JSON.stringify({ code: 200, msg: '', data: { url: '/x', name: 'x', size } }));
  });
  const { port } = await api((request, response) => {
    const location = `http://127.0.0.1:${other.port}/v1/file/upload`;
    request.resume().on('end', () => response.writeHead(307, { location }).end());
  });
  const alice = client(withFiles(real, port));
  await alice.connect();
  assert.deepEqual(await alice.upload({ path: file(content, 'content'), name: 'x' }), {
    url: '/x',
    name: 'x',
    size: content.length,
  });
});

test('an upload that is cancelled, or cut off, half way lets go of its connection and of its file', async () => {
  const real = await server();
  /** @type {(request: http.IncomingMessage) => void} */
  let began = () => {};
  const { port } = await api((request) => request.once('data', () => began(request)));
  const alice = client(withFiles(real, port));
  await alice.connect();
  const big = file(Buffer.alloc(50 << 20), 'big');
  const begins = () =>
    new Promise((/** @type {(request: http.IncomingMessage) => void} */ resolve) => (began = resolve));
  const descriptors = `/proc/${alice.pid}/fd`;
  const held = () => readdirSync(descriptors).filter((fd) => readlinkSync(path.join(descriptors, fd)) === big);

  const abort = new AbortController();
  let begun = begins();
  const cancelled = assert.rejects(alice.upload({ path: big, name: 'big' }, { signal: abort.signal }), {
    name: 'AbortError',
  });
  const request = await begun;
  assert.equal(held().length, 1);
  // Not by once(), to which an error of the parser is a failure.
  const over = new Promise((resolve) => request.socket.on('close', resolve));
  abort.abort();
  await Promise.all([cancelled, over]);
  assert.deepEqual(held(), []);

  begun = begins();
  // The reset comes to the writing or to the reading.
  const words = /Connection reset|closed the connection without an answer/;
  const cut = assert.rejects(alice.upload({ path: big, name: 'big' }), transport(words));
  (await begun).socket.resetAndDestroy();
  await cut;
  assert.deepEqual(held(), []);
});
