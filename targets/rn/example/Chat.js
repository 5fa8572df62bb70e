import { createClient } from 'echatim-sdk-rn';
import React, { useEffect, useRef, useState } from 'react';
import { FlatList, Text, TextInput, View } from 'react-native';

/** A conversation with one user. `config` must stay the same object while the component is shown. */
export function Chat({ config, user }) {
  const client = useRef(null);
  const [state, setState] = useState('idle');
  const [messages, setMessages] = useState([]);

  useEffect(() => {
    const current = createClient(config);
    client.current = current;
    current.on('state', setState);
    current.on('message', (message) => setMessages((earlier) => [...earlier, message]));
    // The state shows that there is no connection; connect() can be called again.
    current.connect().catch(({ name, message }) => console.warn(name, message));
    return () => current.close();
  }, [config]);

  return (
    <View>
      <Text>{state}</Text>
      <FlatList
        data={messages}
        keyExtractor={({ messageId }) => messageId}
        renderItem={({ item }) => <Text>{`${item.fromUser}: ${item.body}`}</Text>}
      />
      <TextInput onSubmitEditing={({ nativeEvent }) => client.current.sendText({ user }, nativeEvent.text)} />
    </View>
  );
}
