// The conversations of one client, for the pages that show them: pages look, and are told when something changes. It knows no
// platform. Your app may keep as much in a store of its own.

/** `me` is the client's account. */
export default function conversationsOf(client, me) {
  /** By key, such as `P2P bob`. */
  const places = {};
  let watchers = [];

  const changed = () => watchers.forEach((watcher) => watcher());
  const warn = (error) => console.warn(error.name, error.message);
  const lastOf = (place) => place.messages[place.messages.length - 1];

  /** A conversation by its way and target; a new one is empty. */
  function conversation(way, toTarget) {
    const key = `${way} ${toTarget}`;
    if (!places[key]) {
      const target = way === 'P2R' ? { room: toTarget } : { user: toTarget };
      places[key] = { key, way, toTarget, target, name: toTarget, messages: [] };
    }
    return places[key];
  }

  /** Adds a message of the server's, unless it is there; what was sent from here is known by its clientMessageId. */
  function add(place, message) {
    const isOwn = message.fromUser === me && message.clientMessageId !== '';
    const known = place.messages.find(
      (each) => each.messageId === message.messageId || (isOwn && each.clientMessageId === message.clientMessageId),
    );
    if (known) Object.assign(known, message, { state: 'sent' });
    else place.messages.push(Object.assign({ state: 'sent' }, message));
    place.messages.sort((a, b) => a.sendTime - b.sendTime);
  }

  /** Asks the server for its conversations, and for the names of rooms. */
  function refresh() {
    return Promise.all([client.apis.historyListSession.call({}), client.apis.roomList.call({})]).then(
      ([sessions, rooms]) => {
        (rooms.data || []).forEach(({ rid, name }) => (conversation('P2R', rid).name = name));
        (sessions.data || []).forEach(({ way, toTarget, lastMessage }) => {
          if (lastMessage) add(conversation(way, toTarget), lastMessage);
        });
        changed();
      },
    );
  }

  /** Shows what is being sent at once, and what becomes of it. */
  function follow(place, sending, type, body) {
    const message = { clientMessageId: sending.clientMessageId, messageId: '', fromUser: me, type, body };
    place.messages.push(Object.assign(message, { sendTime: Date.now(), state: 'waiting' }));
    changed();
    return sending
      .then(
        (receipt) => Object.assign(message, receipt, { state: 'sent' }),
        (error) => Object.assign(message, { state: 'failed', reason: error.message }),
      )
      .then(changed);
  }

  return {
    client,
    conversation,

    /** Registers the handlers, and connects. */
    start() {
      client.on('message', (message) => {
        const { way, fromUser, toTarget } = message;
        add(conversation(way, way === 'P2R' || fromUser === me ? toTarget : fromUser), message);
        changed();
      });
      client.on('notification', ({ type, way, toTarget, auid, messageId }) => {
        if (type === 'READ' && auid !== me) conversation(way, way === 'P2R' ? toTarget : auid).readUpTo = messageId;
        if (type.startsWith('ROOM_')) refresh().catch(warn);
        changed();
      });
      client.on('state', (state) => {
        if (state === 'online') refresh().catch(warn);
        changed();
      });
      client.on('error', warn);
      client.unread.onChange(changed);
      client.connect({ wait: true }).catch(warn);
    },

    /** Tells of each change. Returns what ends it. */
    watch(watcher) {
      watchers = watchers.concat(watcher);
      watcher();
      return () => {
        watchers = watchers.filter((each) => each !== watcher);
      };
    },

    /** All conversations, each with what was said last and how much is unread, the latest first. */
    list() {
      const time = ({ last }) => (last ? last.sendTime : 0);
      return Object.keys(places)
        .map((key) => places[key])
        .map((place) => {
          const { key, way, toTarget, name, target } = place;
          return { key, way, toTarget, name, last: lastOf(place), unread: client.unread.of(target) };
        })
        .sort((a, b) => time(b) - time(a));
    },

    /** The messages of one: `id` is fit for an element, and `mark` is what became of one's own. */
    messages({ messages, readUpTo }) {
      // What stands before the last message that was read is read.
      const read = messages.findIndex(({ messageId }) => messageId !== '' && messageId === readUpTo);
      return messages.map(({ clientMessageId, messageId, fromUser, type, body, state }, index) => {
        const isOwn = fromUser === me;
        const mark = state === 'sent' && index <= read ? 'read' : state;
        const id = `m-${(clientMessageId || messageId).replace(/\W/g, '-')}`;
        return { id, fromUser, isOwn, type, body, mark: isOwn ? mark : '' };
      });
    },

    /** Adds a page of the history: the latest, or the one before what is there. */
    load(place) {
      const first = place.messages.find(({ messageId }) => messageId !== '');
      const options = Object.assign({ limit: 20 }, first && { before: first.messageId });
      return client
        .history(place.target, options)
        .next()
        .then(({ value }) => {
          (value || []).forEach((message) => add(place, message));
          changed();
        })
        .catch(warn);
    },

    sendText(place, text) {
      return follow(place, client.sendText(place.target, text), 'TEXT', text);
    },

    /** `image` is what the platform's picker gives. */
    sendImage(place, image, onProgress) {
      const body = { url: image.path || image.uri, name: image.name || '', size: 0 };
      return follow(place, client.sendImage(place.target, image, { onProgress }), 'IMAGE', body);
    },

    /** All up to the last message is read. */
    markRead(place) {
      const last = lastOf(place);
      if (client.state !== 'online' || !last || !last.messageId || client.unread.of(place.target) === 0) return;
      client.markRead(place.target, last.messageId).catch(warn);
    },
  };
}
