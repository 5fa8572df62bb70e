// Serves the page and what it loads: a few files and folders, from loopback.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {Readonly<Record<string, string>>} */
const contentTypes = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' };

/** What a careful site allows its scripts: no eval, nothing inline. Pictures come from a file server, and from the disk. */
const policy = "default-src 'none'; connect-src *; img-src * blob: data:";

/**
 * @param {Readonly<Record<string, string | URL>>} places by URL path: one that ends with `/` is a folder
 * @param {string} [allows] what the policy allows besides
 * @param {string} [scripts] which scripts it allows
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serveFolder(places, allows = '', scripts = "'self'") {
  const fileOf = (/** @type {string} */ pathname) => {
    for (const [prefix, place] of Object.entries(places)) {
      const target = place instanceof URL ? fileURLToPath(place) : place;
      if (pathname === prefix) return target;
      // One level is all that pages here have; a name can't lead elsewhere.
      if (prefix.endsWith('/') && pathname.startsWith(prefix)) return path.join(target, path.basename(pathname));
    }
    return undefined;
  };
  const server = createServer(async (request, response) => {
    const file = fileOf(new URL(request.url ?? '/', 'http://localhost').pathname);
    try {
      if (file === undefined) throw new Error('nothing is served there');
      const content = await readFile(file);
      const type = contentTypes[path.extname(file)] ?? 'application/octet-stream';
      response
        .writeHead(200, {
          'content-type': `${type}; charset=utf-8`,
          'content-security-policy': `${policy}; script-src ${scripts}; ${allows}`,
        })
        .end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
