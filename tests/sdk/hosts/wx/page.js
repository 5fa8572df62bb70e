var sdk = require('../../utils/echatim-sdk.js');
var config = { host: 'api.echatim.cn', httpPort: 58082, socketPort: 59092, key: 'TSDKTEST00001', secret: '',
  apiTransport: 'HTTP', loginAuid: 'admin', loginToken: 'admin',
  fileServerConfig: { use: 'local', client: 'plupload', baseUrl: 'http://api.echatim.cn:58082', version: 'v1' } };
sdk.im.init(config, function (sdk) { if (sdk) { /* connected and logged in: sdk.apis is ready */ } });
