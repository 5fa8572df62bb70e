import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock } from './clock.mjs';
import { load } from './load.mjs';

const { Caller } = await load('api/caller.ts');
const { Scope } = await load('base/scope.ts');

const settings = { httpUrl: 'http://h:80', apiTransport: 'HTTP', requestTimeout: 1000 };
const yes = { status: 200, body: '{"code":200,"msg":"","data":7}' };
const expired = { status: 200, body: '{"code":401,"msg":"expired","data":null}' };

/** A call over a platform that answers as the test says, one reply after the other, the last one for ever. */
function call(replies) {
  const tokens = [];
  const session = { token: async () => 'jwt0', renew: async (stale) => `jwt${Number(stale.slice(3)) + 1}` };
  const http = ({ headers }) => {
    tokens.push(headers.authorization);
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    return { result: reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply), cancel: () => {} };
  };
  const caller = new Caller(settings, { http }, session, new Scope(new Clock()));
  return { tokens, result: caller.call({ resource: 'user', method: 'get' }, {}) };
}

test('a token that expires during the call is renewed as often as it takes', async () => {
  const { tokens, result } = call([expired, expired, { status: 401, body: '<html>' }, expired, yes]);
  assert.equal((await result).data, 7);
  assert.deepEqual(tokens, ['Bearer jwt0', 'Bearer jwt1', 'Bearer jwt2', 'Bearer jwt3', 'Bearer jwt4']);
});

test('a session that expires as soon as it is renewed ends', async () => {
  const { tokens, result } = call([expired]);
  await assert.rejects(result, {
    name: 'SessionExpiredError',
    message: 'the session expires as soon as it is renewed',
  });
  assert.equal(tokens.length, 6);
});

/** A reply that is none, and what the call rejects with. */
const none = [
  [
    { status: 200, body: '<html>Welcome' },
    { name: 'ProtocolError', message: 'HTTP 200 with a body that is no answer' },
  ],
  [
    { status: 502, body: '<html>' },
    { name: 'ProtocolError', message: 'HTTP 502 with a body that is no answer' },
  ],
  [
    { status: 404, body: '<html>' },
    { name: 'ProtocolError', message: 'HTTP 404 with a body that is no answer' },
  ],
  [{ status: 200, body: 'null' }, { name: 'ProtocolError' }],
  [{ status: 200, body: '{"code":"200"}' }, { name: 'ProtocolError' }],
  [
    { status: 413, body: '<html>' },
    { name: 'RefusedError', code: 413, message: 'the request was refused [413]' },
  ],
  [
    { status: 431, body: '' },
    { name: 'RefusedError', code: 431 },
  ],
  [new Error('no route'), { name: 'TransportError', message: 'no route' }],
];

for (const [reply, error] of none) {
  test(`${reply instanceof Error ? reply : JSON.stringify(reply)} is a ${error.name}, and keeps its cause`, async () => {
    const failure = await call([reply]).result.then(assert.fail, (thrown) => thrown);
    for (const [name, value] of Object.entries(error)) assert.equal(failure[name], value, name);
    if (error.name !== 'RefusedError') assert.ok(failure.cause instanceof Error);
  });
}
