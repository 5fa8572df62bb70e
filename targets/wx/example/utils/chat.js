// The client that all pages share, and what is known of each conversation. Pages look at it, and are told when it changes.
var sdk = require('./echatim-sdk.js');
var config = require('./config.js');

var client = sdk.createClient(config);
var me = config.loginAuid;
/** By key, such as `P2P bob`. */
var conversations = {};
var watchers = [];

/** A conversation by its way and target; a new one is empty. */
function conversation(way, toTarget) {
  var key = way + ' ' + toTarget;
  if (!conversations[key]) {
    var target = way === 'P2R' ? { room: toTarget } : { user: toTarget };
    conversations[key] = { key: key, way: way, toTarget: toTarget, target: target, name: toTarget, messages: [] };
  }
  return conversations[key];
}

/** Adds a message of the server's, unless it is there; what was sent from here is known by its clientMessageId. */
function add(place, message) {
  var known = place.messages.filter(function (each) {
    var isOwn = message.fromUser === me && message.clientMessageId !== '';
    return each.messageId === message.messageId || (isOwn && each.clientMessageId === message.clientMessageId);
  })[0];
  if (known) Object.assign(known, message, { state: 'sent' });
  else place.messages.push(Object.assign({ state: 'sent' }, message));
  place.messages.sort(function (a, b) {
    return a.sendTime - b.sendTime;
  });
}

function changed() {
  watchers.forEach(function (watcher) {
    watcher();
  });
}

/** Tells of each change. Returns what ends it: call it in onUnload. */
function watch(watcher) {
  watchers.push(watcher);
  watcher();
  return function () {
    watchers = watchers.filter(function (each) {
      return each !== watcher;
    });
  };
}

/** Adds a page of the history: the latest, or the one before what is there. */
function load(place) {
  var first = place.messages[0];
  var before = first && first.messageId ? { before: first.messageId } : {};
  return client
    .history(place.target, Object.assign({ limit: 20 }, before))
    .next()
    .then(function (page) {
      (page.value || []).forEach(function (message) {
        add(place, message);
      });
      changed();
    });
}

/** Shows what is being sent at once, and what becomes of it. */
function follow(place, sending, type, body) {
  var message = { clientMessageId: sending.clientMessageId, messageId: '', fromUser: me, type: type, body: body };
  Object.assign(message, { sendTime: Date.now(), state: 'waiting' });
  place.messages.push(message);
  changed();
  return sending.then(
    function (receipt) {
      Object.assign(message, receipt, { state: 'sent' });
      changed();
      return message;
    },
    function (error) {
      Object.assign(message, { state: 'failed', reason: error.message });
      changed();
      return message;
    },
  );
}

function sendText(place, text) {
  return follow(place, client.sendText(place.target, text), 'TEXT', text);
}

/** `path` as wx.chooseMedia gives it. */
function sendImage(place, path, onProgress) {
  var sending = client.sendImage(place.target, { path: path }, { onProgress: onProgress });
  return follow(place, sending, 'IMAGE', { url: path, name: '', size: 0 });
}

/** All up to the last message is read. */
function markRead(place) {
  var last = place.messages[place.messages.length - 1];
  if (client.state !== 'online' || !last || !last.messageId || client.unread.of(place.target) === 0) return;
  client.markRead(place.target, last.messageId).catch(warn);
}

/** The conversations that the server has, with their names. */
function refresh() {
  return Promise.all([client.apis.historyListSession.call({}), client.apis.roomList.call({})]).then(function (answers) {
    (answers[1].data || []).forEach(function (room) {
      conversation('P2R', room.rid).name = room.name;
    });
    (answers[0].data || []).forEach(function (session) {
      var place = conversation(session.way, session.toTarget);
      if (session.lastMessage && place.messages.length === 0) add(place, session.lastMessage);
    });
    changed();
  });
}

function warn(error) {
  console.warn(error.name, error.message);
}

/** Registers the handlers, and connects. */
function start() {
  client.on('message', function (message) {
    var isOwn = message.fromUser === me;
    var isRoom = message.way === 'P2R';
    add(conversation(message.way, isRoom || isOwn ? message.toTarget : message.fromUser), message);
    changed();
  });
  client.on('notification', function (event) {
    if (event.type === 'READ' && event.auid !== me)
      conversation(event.way, event.way === 'P2R' ? event.toTarget : event.auid).readUpTo = event.messageId;
    if (event.type.indexOf('ROOM_') === 0) refresh().catch(warn);
    changed();
  });
  client.on('state', function (state) {
    if (state === 'online') refresh().catch(warn);
    changed();
  });
  client.on('error', warn);
  client.unread.onChange(changed);
  client.connect({ wait: true }).catch(warn);
}

/** In the order of the last message, the latest first. */
function list() {
  function time(place) {
    var last = place.messages[place.messages.length - 1];
    return last ? last.sendTime : 0;
  }
  return Object.keys(conversations)
    .map(function (key) {
      return conversations[key];
    })
    .sort(function (a, b) {
      return time(b) - time(a);
    });
}

module.exports = {
  client: client,
  me: me,
  conversation: conversation,
  list: list,
  load: load,
  markRead: markRead,
  sendImage: sendImage,
  sendText: sendText,
  start: start,
  watch: watch,
};
