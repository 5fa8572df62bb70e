// One conversation: its messages, what becomes of one's own, and a line to write in.
var chat = require('../../utils/chat.js');

Page({
  data: { state: 'idle', messages: [], text: '', progress: 0, place: '' },

  onLoad: function (query) {
    var page = this;
    this.conversation = chat.conversation(query.way, decodeURIComponent(query.toTarget));
    this.isShown = true;
    this.end = chat.watch(this.show.bind(this));
    chat.load(this.conversation).then(function () {
      page.isLoaded = true;
      page.setData({ place: page.last() });
    });
  },

  onShow: function () {
    this.isShown = true;
    chat.markRead(this.conversation);
  },

  onHide: function () {
    this.isShown = false;
  },

  onUnload: function () {
    this.end();
  },

  show: function () {
    var before = this.last();
    this.setData({ state: chat.client.state, messages: chat.messages(this.conversation) });
    // Down to what is new.
    if (this.isLoaded && this.last() !== before) this.setData({ place: this.last() });
    if (this.isShown) chat.markRead(this.conversation);
  },

  last: function () {
    var messages = this.data.messages;
    return messages.length > 0 ? messages[messages.length - 1].id : '';
  },

  type: function (event) {
    this.setData({ text: event.detail.value });
  },

  send: function () {
    var text = this.data.text.trim();
    if (text === '') return;
    this.setData({ text: '' });
    chat.sendText(this.conversation, text);
  },

  choose: function () {
    var page = this;
    wx.chooseMedia({
      count: 1,
      mediaType: ['image'],
      success: function (result) {
        var image = { path: result.tempFiles[0].tempFilePath };
        function show(step) {
          page.setData({ progress: Math.round((100 * step.sent) / step.total) });
        }
        chat.sendImage(page.conversation, image, show).then(function () {
          page.setData({ progress: 0 });
        });
      },
    });
  },

  /** What was on top stays in sight. */
  earlier: function () {
    var page = this;
    var first = this.data.messages[0];
    chat.load(this.conversation).then(function () {
      if (first) page.setData({ place: first.id });
    });
  },
});
