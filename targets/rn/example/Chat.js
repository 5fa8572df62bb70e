import React, { useEffect, useReducer, useState } from 'react';
import { FlatList, Image, Pressable, StyleSheet, Text, TextInput, View } from 'react-native';

/** The conversations, the latest first, each with what was said last and how much is unread. `chat` is what `conversationsOf` makes. */
export function Conversations({ chat, onOpen }) {
  useChanges(chat);
  const row = ({ item: { way, toTarget, name, last, unread } }) => (
    <Pressable style={styles.row} accessibilityRole="button" onPress={() => onOpen(chat.conversation(way, toTarget))}>
      <View style={styles.grows}>
        <Text style={styles.name}>{name}</Text>
        <Text numberOfLines={1}>{last?.type === 'TEXT' ? last.body : last && `[${last.type}]`}</Text>
      </View>
      {unread > 0 && <Text style={styles.badge}>{unread}</Text>}
    </Pressable>
  );
  return (
    <View style={styles.grows}>
      <State client={chat.client} />
      <FlatList data={chat.list()} keyExtractor={({ key }) => key} renderItem={row} />
    </View>
  );
}

/** One conversation. `pickImage` resolves with `{ uri, name, type }`, as pickers give it, or with null. */
export function Chat({ chat, place, pickImage }) {
  const [text, setText] = useState('');
  const [progress, setProgress] = useState(null);
  const changes = useChanges(chat);
  useEffect(() => void chat.load(place), [chat, place]);
  // What is shown is read.
  useEffect(() => chat.markRead(place), [chat, place, changes]);

  const send = () => {
    if (text.trim() !== '') void chat.sendText(place, text.trim());
    setText('');
  };
  const sendImage = async () => {
    const image = await pickImage();
    if (image === null) return;
    await chat.sendImage(place, image, ({ sent, total }) => setProgress(Math.round((100 * sent) / total)));
    setProgress(null);
  };

  const bubble = ({ item: { fromUser, isOwn, type, body, mark } }) => (
    <View style={isOwn ? styles.own : styles.other}>
      {!isOwn && <Text style={styles.mark}>{fromUser}</Text>}
      {type === 'IMAGE' ? (
        <Image style={styles.picture} source={{ uri: body.url }} accessibilityLabel={body.name} />
      ) : (
        <Text>{type === 'TEXT' ? body : body?.name}</Text>
      )}
      {isOwn && <Text style={styles.mark}>{mark}</Text>}
    </View>
  );
  return (
    <View style={styles.grows}>
      <State client={chat.client} />
      <FlatList
        data={chat.messages(place)}
        keyExtractor={({ id }) => id}
        renderItem={bubble}
        ListHeaderComponent={<Press title="Earlier messages" onPress={() => chat.load(place)} />}
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

/** Renders again at each change; returns how many there were. */
function useChanges(chat) {
  const [changes, count] = useReducer((known) => known + 1, 0);
  useEffect(() => chat.watch(count), [chat]);
  return changes;
}

/** Whether the client is connected, and how many messages wait until it is. */
function State({ client }) {
  if (client.state === 'online') return null;
  return <Text accessibilityLiveRegion="polite">{`${client.state} · ${client.outbox.list().length} ⏳`}</Text>;
}

function Press({ title, onPress }) {
  return (
    <Pressable accessibilityRole="button" onPress={onPress}>
      <Text style={styles.press}>{title}</Text>
    </Pressable>
  );
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
