// The conversations, with what was said last and how much is unread.
var chat = require('../../utils/chat.js');

function summaryOf(message) {
  if (!message) return '';
  if (message.type === 'TEXT') return message.body;
  return message.type === 'IMAGE' ? '[图片]' : '[文件]';
}

Page({
  data: { state: 'idle', waiting: 0, conversations: [] },

  onLoad: function () {
    this.end = chat.watch(this.show.bind(this));
  },

  onUnload: function () {
    this.end();
  },

  show: function () {
    this.setData({
      state: chat.client.state,
      waiting: chat.client.outbox.list().length,
      conversations: chat.list().map(function (place) {
        return {
          key: place.key,
          way: place.way,
          toTarget: place.toTarget,
          name: place.name,
          summary: summaryOf(place.last),
          unread: place.unread,
        };
      }),
    });
  },

  open: function (event) {
    var chosen = event.currentTarget.dataset;
    var query = '?way=' + chosen.way + '&toTarget=' + encodeURIComponent(chosen.target);
    wx.navigateTo({ url: '/pages/chat/chat' + query });
  },
});
