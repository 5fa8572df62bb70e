// The web package in Node.js, which has no network events, no localStorage and, before version 22, no WebSocket.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { startServer } from '../../server/server.mjs';

const { createClient } = await import('../../../dist/web/echatim-sdk.mjs');

/** @type {import('../../server/server.mjs').ReferenceServer} */
let server;
before(async () => (server = await startServer()));
after(() => server.close());

const makeClient = () => {
  const { host, httpPort, socketPort, appKey } = server;
  const client = createClient({ host, httpPort, socketPort, key: appKey, loginAuid: 'admin', loginToken: 'admin' });
  client.on('error', assert.fail);
  return client;
};

test('without a WebSocket connect() says what is missing, and the client is idle', async (t) => {
  const before = globalThis.WebSocket;
  delete globalThis.WebSocket;
  t.after(() => before && (globalThis.WebSocket = before));
  const client = makeClient();
  const error = { name: 'TransportError', message: 'websocket refused: WebSocket is not defined' };
  await assert.rejects(client.connect(), error);
  assert.equal(client.state, 'idle');
});

test('with a WebSocket it works', async (t) => {
  const before = globalThis.WebSocket;
  globalThis.WebSocket = WebSocket;
  t.after(() => (before ? (globalThis.WebSocket = before) : delete globalThis.WebSocket));
  const client = makeClient();
  await client.connect();
  const { data } = await client.apis.userGet.call({ auid: 'admin' });
  assert.deepEqual(data, { auid: 'admin', nickname: 'Admin' });
  client.close();
  assert.equal(client.state, 'closed');
});
