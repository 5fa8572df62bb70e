// React Native's native modules `BlobModule` and `FileReaderModule`: RN's fetch receives every body as a blob and reads it from here.

import { randomUUID } from 'node:crypto';

/** @typedef {{ blobId: string, offset: number, size: number }} BlobData */
/** @typedef {{ type: 'string', data: string } | { type: 'blob', data: BlobData }} Part */

export class Blobs {
  /** @type {Map<string, Buffer>} */
  #kept = new Map();
  #promise;

  /** @param {(start: (resolve: (text: string) => void, reject: (error: Error) => void) => void) => unknown} promise makes one of the engine's own */
  constructor(promise) {
    this.#promise = promise;
  }

  /** @param {Buffer} bytes @returns {BlobData} */
  keep(bytes) {
    const blobId = randomUUID();
    this.#kept.set(blobId, bytes);
    return { blobId, offset: 0, size: bytes.length };
  }

  get blobModule() {
    return {
      getConstants: () => ({ BLOB_URI_SCHEME: 'blob', BLOB_URI_HOST: null }),
      addNetworkingHandler: () => {},
      addWebSocketHandler: () => {},
      removeWebSocketHandler: () => {},
      createFromParts: (/** @type {Part[]} */ parts, /** @type {string} */ withId) =>
        void this.#kept.set(
          withId,
          Buffer.concat(
            parts.map((part) => (part.type === 'string' ? Buffer.from(part.data) : this.#slice(part.data))),
          ),
        ),
      release: (/** @type {string} */ blobId) => void this.#kept.delete(blobId),
    };
  }

  get fileReaderModule() {
    return {
      readAsText: (/** @type {BlobData} */ data, /** @type {BufferEncoding} */ encoding) => this.#read(data, encoding),
    };
  }

  /** @param {BlobData} data @param {BufferEncoding} encoding */
  #read(data, encoding) {
    return this.#promise((resolve, reject) =>
      setImmediate(() => {
        try {
          resolve(this.#slice(data).toString(encoding));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      }),
    );
  }

  /** @param {BlobData} data */
  #slice({ blobId, offset, size }) {
    const bytes = this.#kept.get(blobId);
    if (bytes === undefined) throw new Error('the blob is gone');
    return bytes.subarray(offset, offset + size);
  }
}
