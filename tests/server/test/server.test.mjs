import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, test } from 'node:test';
import { startServer } from '../server.mjs';
import { RawClient, post } from './client.mjs';

/** @type {import('../server.mjs').ReferenceServer} */
let server;
/** @type {RawClient[]} */
let clients;

beforeEach(async () => {
  server = await startServer({ redeliverAfter: 200 });
  clients = [];
  for (const auid of ['alice', 'bob', 'carol'])
    server.controls.addUser({ auid, token: auid, profile: { nickname: auid.toUpperCase() } });
});

afterEach(async () => {
  for (const client of clients) client.close();
  await server.close();
});

/** @param {string} auid @param {{ acknowledges?: boolean }} [options] @returns {Promise<RawClient>} connected and logged in */
async function enter(auid, options) {
  const client = new RawClient(server, auid, options);
  clients.push(client);
  assert.equal((await client.login()).code, 200);
  return client;
}

test('a login gives a JWT that the HTTP API accepts', async () => {
  const alice = new RawClient(server, 'alice');
  clients.push(alice);
  const { code, data } = await alice.login();
  assert.equal(code, 200);
  assert.deepEqual(await post(server, 'user/get', { auid: 'bob' }, String(data)), {
    code: 200,
    msg: 'success',
    data: { auid: 'bob', nickname: 'BOB' },
  });
  assert.deepEqual(server.controls.violations(), []);
});

test('a login with a wrong token, or while logins are refused, is answered 403', async () => {
  const alice = new RawClient(server, 'alice');
  clients.push(alice);
  assert.deepEqual(await alice.login('wrong'), { code: 403, msg: 'wrong auid or token', data: null });
  server.controls.setFaults({ refuseLogin: true });
  assert.equal((await alice.login()).code, 403);
});

test('a message is pushed once, and is gone from the mailbox when acknowledged', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  const { data } = await alice.send('bob', 'one');
  assert.deepEqual(await bob.bodies(1), ['one']);
  const [{ requestId: _, timestamp: __, sendTime, ...message } = {}] = bob.received;
  assert.equal(typeof sendTime, 'number');
  assert.deepEqual(message, {
    method: 'sendmessage_toclient',
    messageId: /** @type {{ messageId: string }} */ (data).messageId,
    clientMessageId: 'one',
    fromUser: 'alice',
    toTarget: 'bob',
    way: 'P2P',
    type: 'TEXT',
    body: 'one',
  });
  await server.controls.allAcknowledged({ auid: 'bob' });
  assert.equal(server.controls.pending({ auid: 'bob' }), 0);
});

test('a message sent again with its clientMessageId is the same message', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  const first = await alice.send('bob', 'one');
  assert.deepEqual(await alice.send('bob', 'one'), first);
  await alice.send('bob', 'two');
  assert.deepEqual(await bob.bodies(2), ['one', 'two']);
});

test('a room message goes to every member but the sender', async () => {
  const [alice, bob, carol] = [await enter('alice'), await enter('bob'), await enter('carol')];
  const rid = server.controls.addRoom({ name: 'three', members: ['alice', 'bob', 'carol'] });
  assert.equal((await alice.send(rid, 'to all', { way: 'P2R' })).code, 200);
  assert.deepEqual(await bob.bodies(1), ['to all']);
  assert.deepEqual(await carol.bodies(1), ['to all']);
  assert.deepEqual(alice.received, []);
});

test('what was sent to someone offline comes at the login, in order', async () => {
  const alice = await enter('alice');
  for (const body of ['one', 'two', 'three']) await alice.send('bob', body);
  const bob = await enter('bob');
  assert.deepEqual(await bob.bodies(3), ['one', 'two', 'three']);
});

test('what is not acknowledged comes again, on the same connection and on the next', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob', { acknowledges: false })];
  await alice.send('bob', 'one');
  assert.deepEqual(await bob.bodies(2), ['one', 'one']);
  bob.close();
  const again = await enter('bob');
  assert.deepEqual(await again.bodies(1), ['one']);
});

test('switches: repeat, reorder, lost reply, wrong requestId', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  server.controls.setFaults({ repeat: 2 });
  await alice.send('bob', 'one');
  assert.deepEqual(await bob.bodies(2), ['one', 'one']);

  server.controls.setFaults({ repeat: 1, reorder: 2 });
  await alice.send('bob', 'two');
  await alice.send('bob', 'three');
  assert.deepEqual((await bob.bodies(4)).slice(2), ['three', 'two']);

  server.controls.setFaults({ reorder: 0, wrongRequestIds: 1 });
  await assert.rejects(alice.call('user', 'get', { auid: 'bob' }), /answered not-alice-/);

  server.controls.setFaults({ lostReplies: 1 });
  const dropped = once(/** @type {never} */ (alice.socket), 'disconnect');
  const sending = assert.rejects(alice.send('bob', 'four'));
  await dropped;
  alice.close();
  await sending;
  assert.deepEqual((await bob.bodies(5)).slice(4), ['four']);
});

test('expired tokens are refused on both transports, and are no violation', async () => {
  const alice = await enter('alice');
  const jwt = String((await alice.login()).data);
  server.controls.expireTokens();
  const expired = { code: 401, msg: 'the token has expired', data: null };
  assert.deepEqual(await post(server, 'user/get', { auid: 'bob' }, jwt), expired);
  assert.deepEqual(await alice.call('user', 'get', { auid: 'bob', jwt }), expired);
  assert.deepEqual(server.controls.violations(), []);
});

test('connections can be cut and turned away; a restart keeps the state', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  server.controls.setFaults({ refuseConnections: true });
  assert.equal(server.controls.dropConnections({ auid: 'bob' }), 1);
  await bob.closed();
  const refused = new RawClient(server, 'bob');
  clients.push(refused);
  await once(/** @type {never} */ (refused.socket), 'connect_error');
  server.controls.setFaults({ refuseConnections: false });

  await alice.send('bob', 'kept');
  await server.controls.restart();
  const again = await enter('bob');
  assert.deepEqual(await again.bodies(1), ['kept']);
});

test('malformed packets reach the client', async () => {
  const alice = await enter('alice');
  assert.equal(server.controls.sendMalformed({ auid: 'alice', kind: 'nothing' }), 1);
  const disconnected = once(/** @type {never} */ (alice.socket), 'disconnect');
  server.controls.sendMalformed({ auid: 'alice', kind: 'packet' });
  assert.deepEqual((await disconnected)[0], 'parse error');
});

test('every breach of the protocol is answered with its field and recorded', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  await bob.call('connection', 'authority/request', { auid: 'bob', token: 'bob' });
  await alice.send('bob', 'x', { formUser: 'bob' });
  await alice.send('bob', 'x', { fromUser: 'bob', formUser: 'bob' });
  await alice.send('bob', 'x', { way: 'P2X' });
  await alice.send('bob', '');
  await alice.call('upstream_message', 'sendack_toserver', { messageId: 'm77' });
  await alice.call('user', 'get', { auid: 'bob', timestamp: '12' });
  await alice.call('user', 'get', { auid: 'bob', jwt: 'forged' });
  await alice.socket.emitWithAck('topic.user', 'no object');
  const stranger = new RawClient(server, 'carol');
  clients.push(stranger);
  assert.equal((await stranger.call('user', 'get', { auid: 'bob' })).code, 401);
  assert.equal((await post(server, 'user/get', { auid: 'bob' })).code, 401);
  assert.equal((await post(server, 'user/get', ['bob'])).code, 400);
  assert.deepEqual(
    server.controls.violations().map(({ message }) => message),
    [
      'appKey: a non-empty string is required',
      'formUser: must repeat fromUser for 1.01 servers',
      "fromUser: alice can't send as bob",
      'way: one of P2P, P2R is required',
      'clientMessageId: a non-empty string is required',
      'messageId: m77 was never sent to alice',
      'timestamp: milliseconds are required',
      'the token is not one of this server',
      'a request is an object with a method, on topic.{resource}',
      'a request before the login',
      'Authorization: Bearer {jwt} is required',
      'the body is not a JSON object',
    ],
  );
});

test('a requestId serves once per connection', async () => {
  const alice = await enter('alice');
  const packet = { method: 'get', requestId: 'same', timestamp: 1, auid: 'bob' };
  await alice.socket.emitWithAck('topic.user', packet);
  const { response } = await alice.socket.emitWithAck('topic.user', packet);
  assert.equal(response.msg, 'requestId: same was used before on this connection');
});

test('an upload is kept and served again, byte for byte', async () => {
  const alice = await enter('alice');
  const jwt = String((await alice.login()).data);
  const form = new FormData();
  form.set('file', new Blob(['\u0000\u00ff E聊'], { type: 'text/plain' }), '你好.txt');
  const answer = await fetch(`http://${server.host}:${server.httpPort}/v1/file/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${jwt}` },
    body: form,
  });
  const { code, data } = /** @type {{ code: number, data: { url: string, name: string, size: number } }} */ (
    await answer.json()
  );
  assert.deepEqual([code, data.name, data.size], [200, '你好.txt', 8]);
  assert.equal(await (await fetch(data.url)).text(), '\u0000\u00ff E聊');
});

test('a browser of another origin is let in', async () => {
  const answer = await fetch(`http://${server.host}:${server.httpPort}/v1/user/get`, { method: 'OPTIONS' });
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.match(answer.headers.get('access-control-allow-headers') ?? '', /authorization/);
});

test('watchers learn who comes and goes', async () => {
  const alice = await enter('alice');
  /** @type {unknown[]} */
  const seen = [];
  const both = new Promise((resolve) => {
    alice.socket.on('topic.downstream_event', ({ type, auid }) => seen.push([type, auid]) === 2 && resolve(undefined));
  });
  await alice.call('client', 'add_online_monitor', { auids: ['bob'] });
  (await enter('bob')).close();
  await both;
  assert.deepEqual(seen, [
    ['ONLINE', 'bob'],
    ['OFFLINE', 'bob'],
  ]);
});

test('TLS: a client that trusts the certificate logs in', async () => {
  const secure = await startServer({ tls: true });
  const admin = new RawClient(secure, 'admin');
  assert.equal((await admin.login()).code, 200);
  admin.close();
  await secure.close();
});
