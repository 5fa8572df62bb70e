// multipart/form-data: reads the one file of an upload.

import { Busboy } from '@fastify/busboy';
import { Violation } from './protocol.mjs';

/** Test uploads are small; a runaway client must not fill the memory. Bytes. */
const maxFileSize = 32 * 1024 * 1024;

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<{ name: string, type: string, bytes: Buffer }>} the part named `file`
 * @throws {Violation} when the body is no multipart form, or holds no such part, or too large a one
 */
export function readUpload(request) {
  return new Promise((resolve, reject) => {
    const contentType = request.headers['content-type'];
    if (!contentType?.startsWith('multipart/form-data')) throw new Violation('an upload is multipart/form-data');
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: 1, fileSize: maxFileSize },
    });
    /** @type {{ name: string, type: string, chunks: Buffer[], truncated: boolean } | undefined} */
    let file;
    parser.on('file', (field, stream, name, _encoding, type) => {
      if (field !== 'file') return void stream.resume();
      const received = { name, type, chunks: /** @type {Buffer[]} */ ([]), truncated: false };
      file = received;
      stream.on('data', (chunk) => received.chunks.push(chunk));
      stream.on('limit', () => (received.truncated = true));
    });
    parser.on('error', (error) =>
      reject(new Violation(`multipart: ${error instanceof Error ? error.message : String(error)}`)),
    );
    parser.on('finish', () => {
      if (!file) return reject(new Violation('an upload holds a part named file, with a file name'));
      if (file.truncated) return reject(new Violation(`file: more than ${maxFileSize} bytes`));
      resolve({ name: file.name, type: file.type, bytes: Buffer.concat(file.chunks) });
    });
    request.on('error', reject);
    request.pipe(parser);
  });
}
