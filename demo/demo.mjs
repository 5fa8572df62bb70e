// The demo put together: the reference server, a line to it for each account, and the pages.

import { startServer } from '../tests/server/server.mjs';
import { Line } from './line.mjs';
import { servePages } from './pages.mjs';
import { seed } from './seed.mjs';

const names = { alice: 'Alice', bob: 'Bob', carol: 'Carol' };
const appKey = 'TSDKTEST00001';
const tokenOf = (/** @type {string} */ auid) => `demo-token-of-${auid}`;

/** @param {{ port?: number, httpPort?: number, socketPort?: number }} [options] of the pages and of the server; 0, the default, takes a free one */
export async function startDemo({ port = 0, httpPort = 0, socketPort = 0 } = {}) {
  const server = await startServer({ httpPort, socketPort, appKey });
  for (const [auid, nickname] of Object.entries(names))
    server.controls.addUser({ auid, token: tokenOf(auid), profile: { nickname } });
  await seed(server, tokenOf);

  /** @type {Map<string, { line: Line, config: object }>} */
  const accounts = new Map();
  for (const auid of Object.keys(names)) {
    const line = await Line.to(server.httpPort, server.socketPort);
    const [api, socket] = line.ports;
    const baseUrl = `http://${server.host}:${api}`;
    accounts.set(auid, {
      line,
      config: {
        ...{
          host: server.host,
          httpPort: api,
          socketPort: socket,
          key: appKey,
          loginAuid: auid,
          loginToken: tokenOf(auid),
        },
        fileServerConfig: { use: 'local', client: 'plupload', baseUrl, version: 'v1' },
      },
    });
  }
  const pages = await servePages({
    port,
    accountOf: (auid) => accounts.get(auid),
  });
  return {
    origin: pages.origin,
    controls: server.controls,
    close: async () => {
      await pages.close();
      await Promise.all([...accounts.values()].map(({ line }) => line.close()));
      await server.close();
    },
  };
}
