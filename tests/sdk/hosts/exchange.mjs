// One HTTP exchange over a connection of its own, and the end of a WebSocket: what hosts without a network of their own are given.

import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * @typedef {object} Exchange
 * @property {string} url @property {string} method
 * @property {Readonly<Record<string, string>>} headers
 * @property {AsyncIterable<Buffer> | Buffer} body
 * @property {AbortSignal | undefined} signal
 * @property {string | undefined} ca the certificate to trust, PEM; none for plain HTTP
 */
/** @typedef {{ status: number, headers: Record<string, string>, body: Buffer }} Reply */

/** @param {Exchange} exchange @returns {Promise<Reply>} whatever its status; rejects when there is none */
export async function exchange({ url, method, headers, body, signal, ca }) {
  const { request } = url.startsWith('https:') ? https : http;
  const outgoing = request(url, { method, headers, agent: false, ...(signal && { signal }), ...(ca && { ca }) });
  const answered = once(outgoing, 'response');
  // A refused upload may be answered before it was sent whole: the answer counts then, not the broken pipe.
  const sent = pipeline(Readable.from(Buffer.isBuffer(body) ? [body] : body), outgoing);
  const [[response]] = await Promise.all([answered, sent.catch(() => answered)]);
  const chunks = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

/**
 * The body of a form with one file, and the header that goes with it. Read from the file while it is sent.
 * @param {{ field: string, fileName: string, path: string, type?: string }} part
 * @param {(sent: number, total: number) => void} progress bytes of the file
 * @returns {Promise<{ headers: Record<string, string>, body: AsyncIterable<Buffer> }>}
 */
export async function fileForm({ field, fileName, path, type = 'application/octet-stream' }, progress) {
  const boundary = `----form${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
  // Quotes and line ends are escaped as HTML's form submission does it.
  const quoted = (/** @type {string} */ text) => text.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(field)}"; filename="${quoted(fileName)}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const { size } = await stat(path);
  async function* body() {
    yield head;
    let sent = 0;
    for await (const chunk of createReadStream(path)) {
      yield chunk;
      progress((sent += chunk.length), size);
    }
    yield tail;
  }
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + size + tail.length),
    },
    body: body(),
  };
}

/** Cuts a WebSocket under a program that was killed: no farewell to the peer, no event to the program.
 * @param {import('ws').WebSocket} socket */
export function cutOff(socket) {
  socket.removeAllListeners();
  // What the cut leads to concerns nobody; without a listener ws would throw it.
  socket.on('error', () => {});
  socket.terminate();
}
