// Serves the chat's files, the SDK, and what a page asks for: its account's config, and the plug of its line.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {Readonly<Record<string, string>>} */
const contentTypes = { '.html': 'text/html', '.css': 'text/css', '.mjs': 'text/javascript', '.svg': 'image/svg+xml' };

const folders = {
  '/sdk/': fileURLToPath(new URL('../dist/web/', import.meta.url)),
  '/': fileURLToPath(new URL('./page/', import.meta.url)),
};

/** Nothing inline, no eval; pictures and requests from this machine only. */
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'",
  "img-src 'self' http://127.0.0.1:*; connect-src 'self' http://127.0.0.1:* ws://127.0.0.1:*",
].join('; ');

/**
 * @param {{ port: number, accountOf: (auid: string) => { line: import('./line.mjs').Line, config: object } | undefined }} options
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function servePages({ port, accountOf }) {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const account = accountOf(searchParams.get('as') ?? '');
    if (pathname === '/account' && account) {
      const told = { config: account.config, isPlugged: account.line.isIn };
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
    }
    if (pathname === '/plug' && request.method === 'POST' && account) {
      account.line.plug(searchParams.get('in') === 'true');
      return void response.writeHead(204).end();
    }
    try {
      const [prefix = '', folder = ''] = Object.entries(folders).find(([each]) => pathname.startsWith(each)) ?? [];
      // One level is all there is; a name can't lead elsewhere.
      const name = path.basename(pathname.slice(prefix.length)) || 'index.html';
      const type = contentTypes[path.extname(name)];
      if (type === undefined) throw new Error('no file of the demo');
      const content = await readFile(path.join(folder, name));
      response
        .writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy })
        .end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
