// The server of `npm run demo`, where Alice and Bob chat in the browser. In production: host 'https://…', no ports, and a
// token from your own server; WeChat wants the hosts in its lists of legal domains.
module.exports = {
  host: '127.0.0.1',
  httpPort: 58082,
  socketPort: 59092,
  key: 'TSDKTEST00001',
  loginAuid: 'carol',
  loginToken: 'demo-token-of-carol',
  fileServerConfig: { use: 'local', client: 'plupload', baseUrl: 'http://127.0.0.1:58082', version: 'v1' },
};
