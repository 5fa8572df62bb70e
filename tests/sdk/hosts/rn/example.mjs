// The example's screens, rendered without a device, with two clients that talk with each other.

import vm from 'node:vm';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').Client} Client */

/** What happens inside the engine: what is shown is text, what is done are the handlers of the elements. */
const play = `async ({ React, renderer, Chat, Conversations, conversationsOf }, { alice, bob, auids, image, turn }) => {
  const { create } = renderer;
  // React's own is in no production build: what it schedules is done a little later.
  const act = async (what) => {
    await what();
    await turn();
  };
  const render = async (element) => {
    let tree;
    await act(async () => { tree = create(element); });
    return tree;
  };
  const textOf = (node) =>
    typeof node === 'string' ? node : node === null ? '' : Array.isArray(node) ? node.map(textOf).join('|') : textOf(node.children ?? '');
  const shows = async (tree, text) => {
    for (let turns = 0; !textOf(tree.toJSON()).includes(text); turns += 1) {
      if (turns > 200) throw new Error('"' + text + '" is not in ' + textOf(tree.toJSON()));
      await act(turn);
    }
  };
  const press = (tree, title) => act(async () => tree.root.findByProps({ title }).props.onPress());

  await bob.sendText({ user: auids.alice }, 'hello alice');
  const opened = [];
  const chat = conversationsOf(alice, auids.alice);
  const list = await render(React.createElement(Conversations, { chat, onOpen: (place) => opened.push(place) }));
  await shows(list, 'idle');
  chat.start();
  await shows(list, auids.bob + '|hello alice|1');
  await act(async () => list.root.findByProps({ accessibilityRole: 'button' }).props.onPress());
  const screen = await render(React.createElement(Chat, { chat, place: opened[0], pickImage: async () => image }));
  await shows(screen, 'hello alice');
  for (let turns = 0; alice.unread.total > 0; turns += 1) {
    if (turns > 200) throw new Error('it is not read');
    await act(turn);
  }
  const input = () => screen.root.findByProps({ accessibilityLabel: 'Write a message' }).props;
  await act(async () => input().onChangeText('hello bob'));
  await press(screen, 'Send');
  await shows(screen, 'hello bob|sent');
  const [message] = (await bob.history({ user: auids.alice }, { limit: 1 }).next()).value;
  await bob.markRead({ user: auids.alice }, message.messageId);
  await shows(screen, 'hello bob|read');
  await press(screen, 'Picture');
  await shows(screen, 'read||sent');
  if (screen.root.findAllByProps({ accessibilityLabel: image.name }).length === 0) throw new Error('no picture is shown');
  if (input().value !== '') throw new Error('the input keeps what was sent');
  await act(async () => [list, screen].forEach((tree) => tree.unmount()));
}`;

/** @param {vm.Context} context @param {Record<'alice' | 'bob', Client>} clients @param {Record<'alice' | 'bob', string>} auids @param {string} uri a picture's */
export async function playExample(context, clients, auids, uri) {
  const image = { uri, name: 'picture.png', type: 'image/png' };
  const turn = vm.runInContext('() => new Promise((resolve) => setTimeout(resolve, 25))', context);
  const example = context['contractExample']();
  await vm.runInContext(play, context)(example, { ...clients, auids, image, turn });
}
