// One conversation: its messages, what becomes of one's own, and a line to write in.
var chat = require('../../utils/chat.js');

Page({
  data: { state: 'idle', messages: [], text: '', progress: 0, last: '' },

  onLoad: function (query) {
    this.place = chat.conversation(query.way, decodeURIComponent(query.toTarget));
    this.isShown = true;
    this.end = chat.watch(this.show.bind(this));
    chat.load(this.place).catch(this.warn);
  },

  onShow: function () {
    this.isShown = true;
    chat.markRead(this.place);
  },

  onHide: function () {
    this.isShown = false;
  },

  onUnload: function () {
    this.end();
  },

  show: function () {
    var messages = this.place.messages;
    var readUpTo = this.place.readUpTo;
    var isRead = false;
    // From the end: what stands before the last message that was read is read.
    var shown = messages
      .slice()
      .reverse()
      .map(function (message) {
        isRead = isRead || (readUpTo !== undefined && message.messageId === readUpTo);
        var isOwn = message.fromUser === chat.me;
        return {
          id: message.clientMessageId || message.messageId,
          fromUser: message.fromUser,
          isOwn: isOwn,
          type: message.type,
          body: message.body,
          mark: !isOwn ? '' : message.state === 'sent' && isRead ? 'read' : message.state,
        };
      })
      .reverse();
    var last = messages.length > 0 ? 'end' : '';
    this.setData({ state: chat.client.state, messages: shown, last: last });
    if (this.isShown) chat.markRead(this.place);
  },

  type: function (event) {
    this.setData({ text: event.detail.value });
  },

  send: function () {
    var text = this.data.text.trim();
    if (text === '') return;
    this.setData({ text: '' });
    chat.sendText(this.place, text);
  },

  choose: function () {
    var page = this;
    wx.chooseMedia({
      count: 1,
      mediaType: ['image'],
      success: function (result) {
        chat
          .sendImage(page.place, result.tempFiles[0].tempFilePath, function (step) {
            page.setData({ progress: Math.round((100 * step.sent) / step.total) });
          })
          .then(function () {
            page.setData({ progress: 0 });
          });
      },
    });
  },

  earlier: function () {
    chat.load(this.place).catch(this.warn);
  },

  warn: function (error) {
    console.warn(error.name, error.message);
  },
});
