import React, { useEffect, useReducer, useRef, useState } from 'react';
import { FlatList, Image, Pressable, StyleSheet, Text, TextInput, View } from 'react-native';

/** The conversations of a client, the latest first, each with what was said last and how much is unread. */
export function Conversations({ client, onOpen }) {
  const [sessions, setSessions] = useState([]);
  const [, show] = useReducer((count) => count + 1, 0);

  useEffect(() => {
    const load = () =>
      client.apis.historyListSession.call({}).then(
        ({ data }) => setSessions(data ?? []),
        // Offline: it is asked again when the client is back.
        ({ name, message }) => console.warn(name, message),
      );
    const ends = [
      client.on('message', load),
      client.on('state', (state) => state === 'online' && load()),
      client.unread.onChange(show),
    ];
    load();
    return () => ends.forEach((end) => end());
  }, [client]);

  const row = ({ item: { way, toTarget, lastMessage } }) => {
    const target = way === 'P2R' ? { room: toTarget } : { user: toTarget };
    const unread = client.unread.of(target);
    return (
      <Pressable style={styles.row} accessibilityRole="button" onPress={() => onOpen(target)}>
        <View style={styles.grows}>
          <Text style={styles.name}>{toTarget}</Text>
          <Text numberOfLines={1}>{lastMessage?.type === 'TEXT' ? lastMessage.body : `[${lastMessage?.type}]`}</Text>
        </View>
        {unread > 0 && <Text style={styles.badge}>{unread}</Text>}
      </Pressable>
    );
  };
  return <FlatList data={sessions} keyExtractor={({ way, toTarget }) => `${way} ${toTarget}`} renderItem={row} />;
}

/**
 * One conversation. `me` is the client's account; `pickImage` resolves with `{ uri, name, type }`, as pickers give it, or
 * with null.
 */
export function Chat({ client, me, target, pickImage }) {
  const [state, setState] = useState(client.state);
  const [text, setText] = useState('');
  const [progress, setProgress] = useState(null);
  const [readUpTo, setReadUpTo] = useState(null);
  const [messages, setMessages] = useState([]);
  const pages = useRef(null);
  const key = target.room ?? target.user;

  const merge = (news) => setMessages((known) => merged(known, news, me));
  const update = (id, changes) =>
    setMessages((known) => known.map((each) => (each.clientMessageId === id ? { ...each, ...changes } : each)));
  const loadEarlier = () =>
    pages.current.next().then(
      ({ value }) => merge(value ?? []),
      ({ name, message }) => console.warn(name, message),
    );

  useEffect(() => {
    const isHere = ({ way, fromUser, toTarget }) =>
      way === 'P2R' ? toTarget === target.room : [fromUser, toTarget].includes(target.user);
    const ends = [
      client.on('state', setState),
      client.on('message', (message) => isHere(message) && merge([message])),
      client.on('notification', ({ type, auid, toTarget, messageId }) => {
        if (type === 'READ' && (auid === target.user || toTarget === target.room)) setReadUpTo(messageId);
      }),
    ];
    pages.current = client.history(target, { limit: 20 });
    void loadEarlier();
    return () => ends.forEach((end) => end());
  }, [client, key]);

  // What is shown is read.
  const last = messages[messages.length - 1];
  useEffect(() => {
    if (last?.messageId && last.fromUser !== me && client.state === 'online')
      client.markRead(target, last.messageId).catch(({ name, message }) => console.warn(name, message));
  }, [last?.messageId, state]);

  const follow = (sending, type, body) => {
    const id = sending.clientMessageId;
    merge([{ clientMessageId: id, messageId: '', fromUser: me, type, body, sendTime: Date.now(), mark: 'waiting' }]);
    return sending.then(
      ({ messageId, sendTime }) => update(id, { messageId, sendTime, mark: 'sent' }),
      ({ message }) => update(id, { mark: `failed: ${message}` }),
    );
  };
  const send = () => {
    if (text.trim() !== '') void follow(client.sendText(target, text.trim()), 'TEXT', text.trim());
    setText('');
  };
  const sendImage = async () => {
    const image = await pickImage();
    if (image === null) return;
    const onProgress = ({ sent, total }) => setProgress(Math.round((100 * sent) / total));
    await follow(client.sendImage(target, image, { onProgress }), 'IMAGE', { url: image.uri, name: image.name });
    setProgress(null);
  };

  const readIndex = messages.findIndex(({ messageId }) => messageId !== '' && messageId === readUpTo);
  const bubble = ({ item: { fromUser, type, body, mark }, index }) => (
    <View style={fromUser === me ? styles.own : styles.other}>
      {type === 'IMAGE' ? (
        <Image style={styles.picture} source={{ uri: body.url }} accessibilityLabel={body.name} />
      ) : (
        <Text>{type === 'TEXT' ? body : body?.name}</Text>
      )}
      {fromUser === me && <Text style={styles.mark}>{mark === 'sent' && index <= readIndex ? 'read' : mark}</Text>}
    </View>
  );
  return (
    <View style={styles.grows}>
      {state !== 'online' && <Text accessibilityLiveRegion="polite">{state}</Text>}
      <FlatList
        data={messages}
        keyExtractor={({ clientMessageId, messageId }) => clientMessageId || messageId}
        renderItem={bubble}
        ListHeaderComponent={<Press title="Earlier messages" onPress={loadEarlier} />}
      />
      {progress !== null && <Text>{`${progress} %`}</Text>}
      <View style={styles.row}>
        <TextInput
          style={styles.grows}
          accessibilityLabel="Write a message"
          value={text}
          onChangeText={setText}
          onSubmitEditing={send}
        />
        <Press title="Picture" onPress={sendImage} />
        <Press title="Send" onPress={send} />
      </View>
    </View>
  );
}

function Press({ title, onPress }) {
  return (
    <Pressable accessibilityRole="button" onPress={onPress}>
      <Text style={styles.press}>{title}</Text>
    </Pressable>
  );
}

/** Messages by time, each once: one's own is known by its clientMessageId before the server has named it. */
function merged(known, news, me) {
  const all = [...known];
  for (const message of news) {
    const isSame = (each) =>
      (message.messageId !== '' && each.messageId === message.messageId) ||
      (message.fromUser === me && message.clientMessageId !== '' && each.clientMessageId === message.clientMessageId);
    const index = all.findIndex(isSame);
    const shown = { mark: 'sent', ...message };
    if (index < 0) all.push(shown);
    else all[index] = shown;
  }
  return all.sort((a, b) => a.sendTime - b.sendTime);
}

const styles = StyleSheet.create({
  grows: { flex: 1 },
  row: { flexDirection: 'row', alignItems: 'center', padding: 12, gap: 8 },
  name: { fontWeight: '600' },
  press: { padding: 8, color: '#1f6feb', fontWeight: '600', textAlign: 'center' },
  badge: { paddingHorizontal: 8, borderRadius: 10, color: 'white', backgroundColor: '#1f6feb' },
  own: { alignSelf: 'flex-end', margin: 6, padding: 10, borderRadius: 16, backgroundColor: '#cfe1ff' },
  other: { alignSelf: 'flex-start', margin: 6, padding: 10, borderRadius: 16, backgroundColor: '#eef1f5' },
  picture: { width: 200, height: 150 },
  mark: { fontSize: 11, color: '#5b6675' },
});
