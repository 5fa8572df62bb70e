// The server of `npm run demo`, where Alice and Bob chat in the browser. In production: host 'https://…', no ports, and a
// token from your own server; mini-programs want the hosts in their lists of legal domains.
export const config = {
  host: '127.0.0.1',
  httpPort: 58082,
  socketPort: 59092,
  key: 'TSDKTEST00001',
  loginAuid: 'carol',
  loginToken: 'demo-token-of-carol',
};
