// A chat for one account. What it knows of E聊 is what docs/guide.md says; an app writes 'echatim-sdk-web' here.

import { createClient, isAbortError } from './sdk/echatim-sdk.mjs';
import { Conversation } from './conversation.mjs';
import { byId, paintAvatar } from './elements.mjs';
import { ListView } from './list_view.mjs';
import { MessagesView } from './messages_view.mjs';
import { askForRoom } from './room_dialog.mjs';
import { otherLanguage, say, wordPage } from './words.mjs';

const me = new URLSearchParams(location.search).get('as') ?? 'alice';
/** The people whom this demo has; an app asks its own server for friends. */
const people = ['alice', 'bob', 'carol'];
const { config, isPlugged } = await (await fetch(`account?as=${encodeURIComponent(me)}`)).json();
const client = createClient(config);

/** @type {Map<string, Conversation>} */
const conversations = new Map();
/** Names by conversation. @type {Map<string, string>} */
const names = new Map();
/** @type {Map<string, boolean>} */
const online = new Map();
/** How many members each room has, by rid. @type {Map<string, number>} */
const sizes = new Map();
/** @type {Conversation | null} */
let current = null;

const nameOf = (auid) => names.get(`user ${auid}`) ?? auid;
const list = new ListView((conversation) => void open(conversation));
const messages = new MessagesView({ me, nameOf, addressOf, act });

/** A file's address, if it is one of this file server: whoever writes a message chooses what is in it. */
function addressOf(url) {
  try {
    const { pathname } = new URL(String(url));
    return pathname.startsWith('/files/') ? config.fileServerConfig.baseUrl + pathname : null;
  } catch {
    return null;
  }
}

function conversationOf(target) {
  const made = new Conversation(client, target);
  const known = conversations.get(made.key);
  if (known) return known;
  conversations.set(made.key, made);
  return made;
}

/** The conversation that a message, or a mark about one, belongs to. */
const placeOf = ({ way, fromUser, toTarget }) =>
  conversationOf(way === 'P2R' ? { room: toTarget } : { user: fromUser === me ? toTarget : fromUser });

function show() {
  const time = ({ latest }) => latest?.time ?? latest?.sendTime ?? 0;
  const sorted = [...conversations.values()].sort((a, b) => time(b) - time(a));
  list.show(sorted, { names, online, unread: client.unread, current });
  document.body.classList.toggle('open', current !== null);
  if (current === null) return;
  const { target, isRoom } = current;
  byId('title').textContent = names.get(current.key) ?? '';
  byId('subtitle').textContent = isRoom
    ? say().memberCount(sizes.get(target.room) ?? 0)
    : online.get(target.user)
      ? say().isOnline
      : say().isOffline;
  messages.show(current);
}

function showState() {
  const waiting = client.outbox.list().length;
  const words = [say()[client.state]];
  if (waiting > 0 && client.state !== 'online') words.push(say().waitingCount(waiting));
  byId('state').textContent = words.join(' · ');
  byId('state').dataset.state = client.state;
}

async function open(conversation) {
  current = conversation;
  show();
  byId('text').focus();
  if (!conversation.isLoaded) await quietly(conversation.loadEarlier());
  takeUpWaiting(conversation);
  show();
  messages.toEnd();
  markRead();
}

/** What an earlier run of the page has left to be sent. */
function takeUpWaiting(conversation) {
  const { room = '', user = '' } = conversation.target;
  for (const { clientMessageId, toTarget, type, body } of client.outbox.list()) {
    const isHere = toTarget === (room || user);
    if (!isHere || conversation.entries.some((entry) => entry.clientMessageId === clientMessageId)) continue;
    conversation.addWaiting({ clientMessageId, fromUser: me, type, body, isOfEarlierRun: true });
  }
}

/** Read is what is shown on a page that is seen. */
function markRead() {
  if (current === null || document.visibilityState !== 'visible' || client.state !== 'online') return;
  const { latest, target } = current;
  if (latest && client.unread.of(target) > 0) void quietly(client.markRead(target, latest.messageId));
}

/** For what is done again anyway when the client is back. */
async function quietly(promise) {
  try {
    await promise;
  } catch (error) {
    console.info(error.name, error.message);
  }
}

/** Shows a message at once, and what becomes of it. */
function follow(conversation, sending, entry) {
  const made = conversation.addWaiting({ clientMessageId: sending.clientMessageId, fromUser: me, ...entry });
  sending
    .then(
      (receipt) => conversation.sent(made, receipt),
      (error) => {
        if (isAbortError(error)) conversation.remove(made);
        else Object.assign(made, { state: 'failed', reason: error.message, progress: undefined });
      },
    )
    .finally(() => {
      show();
      showState();
    });
  show();
  showState();
  messages.toEnd();
  return made;
}

function sendText(conversation, body) {
  follow(conversation, client.sendText(conversation.target, body), { type: 'TEXT', body });
}

function sendFile(conversation, file) {
  const controller = new AbortController();
  const type = file.type.startsWith('image/') ? 'IMAGE' : 'FILE';
  const options = {
    signal: controller.signal,
    onProgress: ({ sent, total }) => {
      entry.progress = Math.round((100 * sent) / total);
      show();
    },
  };
  const sending =
    type === 'IMAGE'
      ? client.sendImage(conversation.target, file, options)
      : client.sendFile(conversation.target, file, options);
  const body = { name: file.name, size: file.size };
  const entry = follow(conversation, sending, { type, body, file, progress: 0, cancel: () => controller.abort() });
  // The receipt does not say where the file is: the history does.
  sending.then(() => conversation.loadLatest()).then(show, () => {});
}

function act(action, entry) {
  const conversation = current;
  if (conversation === null) return;
  if (action === 'recall') {
    void quietly(
      client.apis.recallMessage.call({ messageId: entry.messageId }).then((response) => {
        if (response.isSucceed()) conversation.recalled(entry.messageId);
        show();
      }),
    );
    return;
  }
  if (entry.state === 'waiting') client.outbox.drop(entry.clientMessageId);
  conversation.remove(entry);
  if (action === 'retry') {
    if (entry.file) sendFile(conversation, entry.file);
    else sendText(conversation, entry.body);
  }
  show();
  showState();
}

async function loadList() {
  const [users, rooms, sessions] = await Promise.all([
    client.apis.userList.call({ auids: people }),
    client.apis.roomList.call({}),
    client.apis.historyListSession.call({}),
  ]);
  for (const { auid, nickname } of users.data ?? []) names.set(`user ${auid}`, nickname ?? auid);
  for (const auid of people) if (auid !== me) conversationOf({ user: auid });
  for (const { rid, name } of rooms.data ?? []) {
    names.set(conversationOf({ room: rid }).key, name);
    const members = await client.apis.roomListMembers.call({ rid });
    sizes.set(rid, members.data?.length ?? 0);
  }
  for (const { way, toTarget, lastMessage } of sessions.data ?? [])
    conversationOf(way === 'P2R' ? { room: toTarget } : { user: toTarget }).last = lastMessage;
  byId('my-name').textContent = nameOf(me);
  paintAvatar(byId('my-avatar'), nameOf(me));
}

/** Online, for the first time or again. */
async function refresh() {
  await loadList();
  const watched = await client.apis.addOnlineMonitor.call({ auids: people.filter((auid) => auid !== me) });
  for (const user of watched.data ?? []) online.set(user.auid, user.online);
  for (const conversation of conversations.values()) if (conversation.isLoaded) await conversation.loadLatest();
  show();
  markRead();
  // What an earlier run has left is sent soon, and nobody tells when: the history does.
  const isLeft = [...conversations.values()].some(({ entries }) =>
    entries.some((each) => each.isOfEarlierRun && each.state === 'waiting'),
  );
  if (isLeft && client.state === 'online') setTimeout(() => void quietly(refresh()), 1000);
}

// Handlers first, then connect.
client.on('message', (message) => {
  const conversation = placeOf(message);
  conversation.last = message;
  if (conversation.isLoaded) conversation.add(message);
  if (!names.has(conversation.key)) void quietly(refresh());
  show();
  markRead();
});
client.on('notification', ({ type, way, toTarget, auid, messageId }) => {
  if (type === 'READ' && auid !== me)
    conversationOf(way === 'P2R' ? { room: toTarget } : { user: auid }).readBy(auid, messageId);
  else if (type === 'RECALLED') for (const each of conversations.values()) each.recalled(messageId);
  else if (type.startsWith('ROOM_')) void quietly(refresh());
  show();
});
client.on('presence', (presence) => {
  online.set(presence.auid, presence.online);
  show();
});
client.on('state', (state) => {
  showState();
  if (state === 'online') void quietly(refresh());
});
client.on('error', (error) => console.info(error.name, error.message));
client.unread.onChange(() => show());

byId('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('text').value.trim();
  if (text === '' || current === null) return;
  byId('text').value = '';
  sendText(current, text);
});
byId('text').addEventListener('keydown', (event) => {
  // While an input method composes, Enter chooses a word.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId('composer').requestSubmit();
});
byId('file').addEventListener('change', () => {
  const [file] = byId('file').files;
  byId('file').value = '';
  if (file && current) sendFile(current, file);
});
byId('earlier').addEventListener('click', () => void quietly(current?.loadEarlier().then(show)));
byId('back').addEventListener('click', () => {
  const left = current;
  current = null;
  show();
  list.focus(left);
});
byId('plug').addEventListener('change', ({ target }) =>
  fetch(`plug?as=${encodeURIComponent(me)}&in=${target.checked}`, { method: 'POST' }),
);
byId('language').addEventListener('click', () => {
  otherLanguage();
  speak();
});
byId('new-room').addEventListener('click', async () => {
  const others = people.filter((auid) => auid !== me).map((auid) => ({ auid, name: nameOf(auid) }));
  const wanted = await askForRoom(others);
  if (wanted !== null) void quietly(makeRoom(wanted));
});
document.addEventListener('visibilitychange', markRead);

async function makeRoom(wanted) {
  const { data } = await client.apis.roomAdd.call(wanted);
  await loadList();
  await open(conversationOf({ room: data.rid }));
}

function speak() {
  wordPage();
  byId('language').textContent = say().language;
  showState();
  show();
}

byId('plug').checked = isPlugged;
speak();
await quietly(client.connect({ wait: true }));
