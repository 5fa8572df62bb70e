// Serves a folder of static files to this machine, as any web server does.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * @param {{ folder: string, at?: string, port?: number }} options `at` is the path that the folder stands at; it begins and
 *   ends with a slash. Port 0, the default, takes a free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ folder, at = '/', port = 0 }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // One level is all there is; a name can't lead elsewhere.
    const name = pathname.startsWith(at) ? pathname.slice(at.length) || 'index.html' : '';
    const type = contentTypes[extname(name)];
    const content =
      type === undefined || name !== basename(name) ? undefined : await readFile(join(folder, name)).catch(() => {});
    if (content === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(content);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}${at}`,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
