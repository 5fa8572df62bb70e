// A registry on this machine that has a few packed packages, so that package managers do all that they do with the real one:
// resolve versions, choose among optional dependencies by system, fetch, and check what they fetched.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

/** @typedef {Readonly<{ name: string, version: string, [key: string]: unknown }>} Manifest */

/** @param {Iterable<readonly [dist: string, tarball: string]>} packages */
export async function startRegistry(packages) {
  /** @type {Map<string, string | Buffer>} what is at each path */
  const served = new Map();
  /** @type {Set<string>} the names of packages that were fetched */
  const fetched = new Set();
  const server = createServer(({ url = '/' }, response) => {
    const place = decodeURIComponent(url.split('?')[0] ?? '');
    const content = served.get(place);
    if (Buffer.isBuffer(content)) fetched.add(place.slice(1, place.indexOf('/-/')));
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': Buffer.isBuffer(content) ? 'application/octet-stream' : 'application/json',
    });
    response.end(content ?? '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`listens at ${address}`);
  const origin = `http://127.0.0.1:${address.port}`;

  for (const [dist, tarball] of packages) {
    /** @type {Manifest} */
    const manifest = JSON.parse(await readFile(path.join(dist, 'package.json'), 'utf8'));
    const { name, version } = manifest;
    const bytes = await readFile(tarball);
    const place = `/${name}/-/${path.posix.basename(name)}-${version}.tgz`;
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    const shasum = createHash('sha1').update(bytes).digest('hex');
    const versions = { [version]: { ...manifest, dist: { tarball: origin + place, integrity, shasum } } };
    served.set(place, bytes);
    served.set(`/${name}`, JSON.stringify({ name, 'dist-tags': { latest: version }, versions }));
  }
  return {
    origin,
    fetched,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
