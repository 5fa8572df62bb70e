import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './load.mjs';

const { readConfig } = await load('base/config.ts');

const good = { host: 'api.echatim.cn', key: 'K', loginAuid: 'admin', loginToken: 'T' };
const fileServer = { use: 'local', client: 'plupload', baseUrl: 'http://files.example/', version: 'v1' };
const noStorage = { getItem: () => null, setItem: () => {} };

/** What is changed in a good config, and what the settings hold then. */
const accepted = [
  [{}, { httpUrl: 'http://api.echatim.cn:80', apiTransport: 'HTTP' }],
  [{}, { socket: { hostname: 'api.echatim.cn', port: 80, secure: false } }],
  [{}, { appKey: 'K', auid: 'admin', token: 'T', requestTimeout: 10000, connectTimeout: 10000 }],
  [{}, { uploadUrl: null, storage: null }],
  [
    { httpPort: 58082, socketPort: 59092 },
    {
      httpUrl: 'http://api.echatim.cn:58082',
      socket: { hostname: 'api.echatim.cn', port: 59092, secure: false },
    },
  ],
  [
    { host: 'https://api.echatim.cn/' },
    { httpUrl: 'https://api.echatim.cn:443', socket: { hostname: 'api.echatim.cn', port: 443, secure: true } },
  ],
  [{ host: 'HTTP://h', secure: false }, { httpUrl: 'http://h:80' }],
  [{ secure: true }, { httpUrl: 'https://api.echatim.cn:443' }],
  [
    { host: '[::1]', httpPort: 1 },
    { httpUrl: 'http://[::1]:1', socket: { hostname: '::1', port: 80, secure: false } },
  ],
  [
    { apiTransport: 'SOCKET', requestTimeout: 1, connectTimeout: 2 },
    { apiTransport: 'SOCKET', requestTimeout: 1, connectTimeout: 2 },
  ],
  [{ fileServerConfig: fileServer }, { uploadUrl: 'http://files.example/v1/file/upload' }],
  [{ httpPort: undefined }, { httpUrl: 'http://api.echatim.cn:80' }],
];

for (const [change, expected] of accepted) {
  test(`config ${JSON.stringify(change)} is accepted`, () => {
    const settings = readConfig({ ...good, ...change });
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(settings[name], value, name);
  });
}

test('a store with inherited methods is accepted as it is', () => {
  class Store {
    getItem() {}
    setItem() {}
    removeItem() {}
  }
  const storage = new Store();
  assert.equal(readConfig({ ...good, storage }).storage, storage);
});

/** What is changed in a good config, and the whole message. */
const refused = [
  [{ host: undefined }, 'host: is required'],
  [{ host: '' }, 'host: must not be empty'],
  [{ host: 7 }, 'host: must be a string'],
  [{ host: 'h:80' }, 'host: must be a host name, at most with http:// or https:// in front; ports have fields'],
  [{ host: 'ftp://h' }, 'host: must be a host name, at most with http:// or https:// in front; ports have fields'],
  [{ host: 'h/api' }, 'host: must be a host name, at most with http:// or https:// in front; ports have fields'],
  [{ host: 'https://h', secure: false }, 'secure: contradicts the https:// of host'],
  [{ secure: 'yes' }, 'secure: must be true or false'],
  [{ httpPort: 0 }, 'httpPort: must be a port, 1 to 65535'],
  [{ httpPort: '80' }, 'httpPort: must be a port, 1 to 65535'],
  [{ socketPort: 65536 }, 'socketPort: must be a port, 1 to 65535'],
  [{ key: undefined }, 'key: is required'],
  [{ secret: null }, 'secret: must be a string'],
  [{ apiTransport: 'http' }, "apiTransport: must be 'HTTP' or 'SOCKET'"],
  [{ loginAuid: '' }, 'loginAuid: must not be empty'],
  [{ loginToken: 1 }, 'loginToken: must be a string'],
  [{ requestTimeout: 0.5 }, 'requestTimeout: must be whole milliseconds, 1 to 2147483647'],
  [{ connectTimeout: 2 ** 31 }, 'connectTimeout: must be whole milliseconds, 1 to 2147483647'],
  [{ storage: noStorage }, 'storage: must have the methods getItem, setItem and removeItem'],
  [{ fileServerConfig: [] }, 'fileServerConfig: must be an object'],
  [{ fileServerConfig: { ...fileServer, use: 'qiniu' } }, "fileServerConfig.use: must be 'local'"],
  [{ fileServerConfig: { ...fileServer, client: undefined } }, "fileServerConfig.client: must be 'plupload'"],
  [
    { fileServerConfig: { ...fileServer, baseUrl: 'files' } },
    'fileServerConfig.baseUrl: must be an http:// or https:// address without query',
  ],
  [{ fileServerConfig: { ...fileServer, version: '' } }, 'fileServerConfig.version: must not be empty'],
  [{ fileServerConfig: { ...fileServer, url: 'x' } }, 'fileServerConfig.url: is not a field of the config'],
  [{ hostname: 'h' }, 'hostname: is not a field of the config'],
  [{ toString: 1 }, 'toString: is not a field of the config'],
];

for (const [change, message] of refused) {
  test(`config ${JSON.stringify(change)} is refused`, () => {
    const field = message.slice(0, message.indexOf(':'));
    assert.throws(() => readConfig({ ...good, ...change }), { name: 'ConfigError', field, message });
  });
}

test('what is no object is refused', () => {
  for (const config of [undefined, null, 'host', []]) {
    assert.throws(() => readConfig(config), { name: 'ConfigError', message: 'config: must be an object' });
  }
});

test('an error never repeats a secret', () => {
  const secrets = { key: 'sekrit-key', loginToken: 'sekrit-token', secret: 'sekrit' };
  for (const change of [{ host: '' }, { loginAuid: 3 }, { unknown: 'sekrit-x' }]) {
    assert.throws(
      () => readConfig({ ...good, ...secrets, ...change }),
      (error) => !`${error.stack}`.includes('sekrit'),
    );
  }
});
