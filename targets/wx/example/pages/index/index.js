// The start that E聊 documents. Copy echatim-sdk.js to utils/ first.
var sdk = require('../../utils/echatim-sdk.js');

var config = {
  host: 'api.echatim.cn',
  httpPort: 58082,
  socketPort: 59092,
  key: 'TSDKTEST00001',
  secret: '',
  apiTransport: 'HTTP',
  loginAuid: 'admin',
  loginToken: 'admin',
  fileServerConfig: {
    use: 'local',
    client: 'plupload',
    baseUrl: 'http://api.echatim.cn:58082',
    version: 'v1',
  },
};

Page({
  data: { messages: [] },

  onLoad: function () {
    var page = this;
    sdk.im.init(config, function (sdk, error) {
      if (!sdk) {
        console.warn(error.name, error.message);
        return;
      }
      sdk.on('message', function (message) {
        page.setData({ messages: page.data.messages.concat(message) });
      });
      sdk.apis.userGet.call({ auid: 'admin' }).then(function (response) {
        if (response.isSucceed()) page.setData({ user: response.data });
      });
    });
  },

  onUnload: function () {
    if (sdk.im.client) sdk.im.client.close();
  },
});
