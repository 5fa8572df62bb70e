// The life of a server: how it begins and ends, what it refuses, what it does with requests that are cancelled, and bytes
// that are no messages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Editor, capable } from './editor.mjs';

const hover = { textDocument: { uri: 'file:///a.ts' }, position: { line: 0, character: 0 } };

/** @param {object} message */
function framed(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

test('what the server can do is told, and it ends as it is told to', async () => {
  const editor = await Editor.start({ args: ['--stdio'] });
  const { capabilities, serverInfo } = /** @type {any} */ (editor.initialized);
  assert.equal(serverInfo.name, 'iftrue');
  assert.equal(capabilities.positionEncoding, 'utf-16');
  assert.equal(capabilities.inactiveRegionsProvider, true);
  assert.deepEqual(capabilities.executeCommandProvider.commands, ['iftrue.setTarget', 'iftrue.strip']);
  await editor.until(() => editor.heard.length > 0);
  assert.deepEqual(editor.heard[0], {
    method: 'client/registerCapability',
    params: {
      registrations: [
        {
          id: 'workspace/didChangeWatchedFiles',
          method: 'workspace/didChangeWatchedFiles',
          registerOptions: { watchers: [{ globPattern: '**/iftrue.toml' }] },
        },
      ],
    },
  });
  assert.equal(await editor.stop(), 0);
  assert.equal(editor.errors, '');
});

test('a client that can do little is asked for nothing', async () => {
  const editor = await Editor.start({ capabilities: {} });
  assert.equal(/** @type {any} */ (editor.initialized).capabilities.inactiveRegionsProvider, undefined);
  assert.equal(await editor.about('textDocument/hover', 'a.ts', { line: 0, character: 0 }), null);
  assert.deepEqual(editor.heard, []);
  await editor.stop();
});

test('requests out of order are refused', async () => {
  const editor = await Editor.start();
  await assert.rejects(editor.request('initialize', { capabilities: capable }), { code: -32600 });
  await assert.rejects(editor.request('no/such', {}), { code: -32601, message: "there is no method 'no/such'" });
  await assert.rejects(editor.execute('no.such'), { code: -32602 });
  // A notification that is not known is none of the server's business.
  await editor.notify('$/setTrace', { value: 'off' });
  await editor.request('shutdown', undefined);
  await assert.rejects(editor.request('textDocument/hover', hover), { code: -32600 });
  await editor.notify('exit', undefined);
  assert.equal(await editor.ended, 0);
});

test('an exit without a shutdown, and the end of standard input, end with 1', async () => {
  const rude = await Editor.start();
  await rude.notify('exit', undefined);
  assert.equal(await rude.ended, 1);
  const gone = await Editor.start();
  gone.hangUp();
  assert.equal(await gone.ended, 1);
  assert.equal(gone.errors, '');
});

test('bytes that are no messages end with 2, and are told of', async () => {
  for (const [bytes, message] of [
    ['GET / HTTP/1.1\r\n\r\n', 'no Content-Length in the header of a message: GET / HTTP/1.1'],
    ['Content-Length: twelve\r\n\r\n', 'no Content-Length in the header of a message: Content-Length: twelve'],
    ['x'.repeat(5000), 'the bytes on standard input are no message of the Language Server Protocol'],
    ['Content-Length: 10\r\n\r\n{}', 'standard input ends within a message'],
  ]) {
    const editor = await Editor.start();
    editor.write(bytes ?? '');
    editor.hangUp();
    assert.equal(await editor.ended, 2);
    assert.equal(editor.errors, `iftrue: error: ${message}\n`);
  }
});

test('a message that is no JSON, or no message, is answered, and the next one too', async () => {
  const editor = await Editor.start();
  editor.write('Content-Length: 3\r\n\r\n{"a');
  editor.write(framed({ id: [], method: 'shutdown' }));
  editor.write(framed({ id: 5 }));
  editor.write('content-type: x\r\nCONTENT-LENGTH:  2 \r\n\r\n{}');
  assert.equal(await editor.about('textDocument/hover', 'a.ts', { line: 0, character: 0 }), null);
  await editor.stop();
});

test('a request that is cancelled before it is handled is refused', async () => {
  const editor = await Editor.start();
  // All in one write, so that all of it is there when the first is handled.
  const late = framed({ id: 'late', method: 'textDocument/hover', params: hover });
  const cancel = framed({ method: '$/cancelRequest', params: { id: 'late' } });
  const answers = /** @type {Promise<any>} */ (
    new Promise((resolve) => {
      editor.raw((body) => body.id === 'late' && resolve(body));
    })
  );
  editor.write(late + cancel);
  assert.equal((await answers).error.code, -32800);
  await editor.stop();
});
