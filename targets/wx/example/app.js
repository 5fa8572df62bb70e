// A chat on the E聊 SDK: pages/list shows the conversations, pages/chat one of them.
var chat = require('./utils/chat.js');

App({
  onLaunch: function () {
    chat.start();
  },
});
