import { AssertionError, equal, ok } from './assert.mjs';

/** What is wrong with a config, and the field that the error must name. @type {[Record<string, unknown>, string][]} */
const wrong = [
  [{ host: undefined }, 'host'],
  [{ host: 'api.echatim.cn/path' }, 'host'],
  [{ httpPort: '58082' }, 'httpPort'],
  [{ socketPort: 65536 }, 'socketPort'],
  [{ key: '' }, 'key'],
  [{ loginAuid: undefined }, 'loginAuid'],
  [{ loginToken: 7 }, 'loginToken'],
  [{ apiTransport: 'FTP' }, 'apiTransport'],
  [{ requestTimeout: -1 }, 'requestTimeout'],
  [{ hots: 'x' }, 'hots'],
  [{ fileServerConfig: { use: 'local', client: 'plupload', version: 'v1' } }, 'fileServerConfig.baseUrl'],
];

/** @type {import('./suite.mjs').Checks} */
export const configChecks = {
  'a config error names the field': async (stage) => {
    for (const [changes, field] of wrong) {
      /** @type {unknown} */
      let thrown;
      try {
        stage.sdk.createClient(stage.config('alice', changes)).close();
      } catch (error) {
        thrown = error;
      }
      if (!(thrown instanceof Error)) throw new AssertionError(`${field}: nothing was thrown`);
      equal(thrown.name, 'ConfigError', field);
      equal(Reflect.get(thrown, 'field'), field, 'the field of the error');
      ok(thrown.message.indexOf(field) >= 0, `${field} is not in the message: ${thrown.message}`);
    }
  },
};
