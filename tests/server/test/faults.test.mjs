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
  server = await startServer({ redeliverAfter: 200, pingInterval: 5000, pingTimeout: 4000 });
  clients = [];
  for (const auid of ['alice', 'bob']) server.controls.addUser({ auid, token: auid });
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

/** @param {RawClient} client @returns {Promise<string>} the reason of its end */
const ended = async ({ socket }) => (await once(/** @type {never} */ (socket), 'disconnect'))[0];

test('canned answers: byte for byte over HTTP, in the place of the response or of all on a socket', async () => {
  const alice = await enter('alice');
  const path = 'upstream_message/send';
  server.controls.answerNext({ path, body: '{"code":"200"}', times: 2 });
  server.controls.answerNext({ path, body: 'null' });
  server.controls.answerNext({ path, body: '<html></html>', status: 502 });
  server.controls.answerNext({ path, body: '<html></html>', status: 401 });
  assert.deepEqual(await alice.send('bob', 'one'), { code: '200' });
  assert.deepEqual(await post(server, path, {}), { code: '200' });
  assert.equal(await alice.send('bob', 'one'), null);
  const page = await fetch(`http://${server.host}:${server.httpPort}/v1/${path}`, { method: 'POST', body: '{}' });
  assert.deepEqual(
    [page.status, page.headers.get('content-type'), await page.text()],
    [502, 'text/html', '<html></html>'],
  );
  const packet = { method: 'send', requestId: 'r', timestamp: 1 };
  assert.equal(await alice.socket.emitWithAck('topic.upstream_message', packet), '<html></html>');
  await server.controls.usedUp({ path });
  assert.equal((await alice.send('bob', 'two')).code, 200);
  assert.deepEqual(
    server.controls.messages().map(({ body }) => body),
    ['two'],
  );
});

test('a canned answer may stand for a request that was carried out', async () => {
  const alice = await enter('alice');
  server.controls.answerNext({ path: 'upstream_message/send', body: 'null', performs: true });
  assert.equal(await alice.send('bob', 'one'), null);
  assert.equal(server.controls.messages().length, 1);
});

test('sends and acknowledgements are refused with a code, and the body echoed', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  server.controls.setFaults({ refuseSends: 429, echoBodies: true });
  const refused = { code: 429, msg: 'messages are refused at present: "one"', data: null };
  assert.deepEqual(await alice.send('bob', 'one'), refused);
  assert.ok(!server.controls.log({ last: Infinity }).some((line) => line.includes('"one"')));
  server.controls.setFaults({ refuseSends: 0, refuseAcknowledgements: 503 });
  await alice.send('bob', 'one');
  await bob.bodies(2);
  server.controls.clearFaults();
  await server.controls.allAcknowledged({ auid: 'bob' });
});

test('an acknowledgement is lost with its connection', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  server.controls.setFaults({ lostAcknowledgements: 1 });
  const lost = server.controls.usedUp({ fault: 'lostAcknowledgements' });
  await Promise.all([lost, ended(bob), alice.send('bob', 'one')]);
  assert.equal(server.controls.pending({ auid: 'bob' }), 1);
});

test('tokens expire before each of the next calls, also before those that were renewed', async () => {
  const alice = await enter('alice');
  const jwt = String((await alice.login()).data);
  server.controls.setFaults({ expiringTokens: 2 });
  assert.equal((await post(server, 'user/get', { auid: 'bob' }, jwt)).code, 401);
  const renewed = String((await alice.login()).data);
  assert.equal((await post(server, 'user/get', { auid: 'bob' }, renewed)).code, 401);
  assert.equal((await post(server, 'user/get', { auid: 'bob' }, String((await alice.login()).data))).code, 200);
});

test('a connection is let in and dropped, with its login answered', async () => {
  server.controls.setFaults({ letInAndDrop: true });
  const alice = await enter('alice');
  assert.equal(await ended(alice), 'transport close');
  assert.equal((await server.controls.loggedIn({ auid: 'alice', count: 1 })).length, 1);
});

test('a raw frame reaches the client', async () => {
  const alice = await enter('alice');
  assert.equal(server.controls.sendFrame({ auid: 'alice', frame: '41' }), 1);
  assert.equal(await ended(alice), 'io server disconnect');
});

test('a silent connection stays open until the client finds out', async () => {
  server.controls.setFaults({ pingInterval: 50, pingTimeout: 50 });
  const alice = await enter('alice');
  assert.equal(server.controls.silence({ auid: 'alice' }), 1);
  assert.equal(await ended(alice), 'ping timeout');
  assert.equal(server.controls.connections({ auid: 'alice' }), 0);
});

test('pushes are held back and let go in order', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  server.controls.setFaults({ holdPushes: true });
  const accepted = server.controls.accepted({ auid: 'alice', count: 2 });
  for (const body of ['one', 'two']) await alice.send('bob', body);
  await accepted;
  assert.deepEqual(bob.received, []);
  server.controls.setFaults({ holdPushes: false });
  assert.deepEqual(await bob.bodies(2), ['one', 'two']);
});

test('answers to sends are held back, though they are carried out', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  server.controls.setFaults({ holdAnswers: true });
  const sending = alice.send('bob', 'one');
  assert.deepEqual(await bob.bodies(1), ['one']);
  let isAnswered = false;
  const answered = sending.then(() => (isAnswered = true));
  await bob.call('user', 'get', { auid: 'alice' });
  assert.equal(isAnswered, false);
  server.controls.clearFaults();
  await answered;
});

test('through a side door one comes in while connections are refused', async () => {
  server.controls.setFaults({ refuseConnections: true });
  const socketPort = await server.controls.openSideDoor();
  const alice = new RawClient({ ...server, socketPort }, 'alice');
  clients.push(alice);
  assert.equal((await alice.login()).code, 200);
  assert.equal(server.controls.connections({ auid: 'alice' }), 1);
});

test('who watched and has gone watches no more', async () => {
  const [alice, bob] = [await enter('alice'), await enter('bob')];
  await alice.call('client', 'add_online_monitor', { auids: ['bob'] });
  assert.equal(server.controls.dropConnections({ auid: 'alice' }), 1);
  await ended(alice);
  const again = await enter('alice');
  /** @type {unknown[]} */
  const seen = [];
  again.socket.on('topic.downstream_event', (event) => seen.push(event));
  bob.close();
  await (await enter('bob')).send('alice', 'after all events');
  await again.bodies(1);
  assert.deepEqual(seen, []);
});

test('ping interval and time-out are those of the options, until a fault changes them', async () => {
  const alice = await enter('alice');
  const open = (/** @type {RawClient} */ { socket }) =>
    ['_pingInterval', '_pingTimeout'].map((field) => Reflect.get(/** @type {never} */ (socket.io.engine), field));
  assert.deepEqual(open(alice), [5000, 4000]);
  server.controls.setFaults({ pingInterval: 900, pingTimeout: 800 });
  assert.deepEqual(open(await enter('bob')), [900, 800]);
  server.controls.clearFaults();
  assert.deepEqual(open(await enter('bob')), [5000, 4000]);
});
