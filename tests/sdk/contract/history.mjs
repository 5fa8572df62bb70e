import { equal, ok, rejects, yes } from './assert.mjs';
import { overBoth } from './stage.mjs';

/** @typedef {import('./sdk.d.ts').Pages} Pages */

/** @param {Pages} pages @returns {Promise<unknown[][] >} the bodies, page by page */
async function read(pages) {
  const read = [];
  for (let page = await pages.next(); page.done !== true; page = await pages.next())
    read.push((page.value ?? []).map(({ body }) => body));
  return read;
}

/** @type {import('./suite.mjs').Checks} */
export const historyChecks = {
  'client.history gives the pages of a conversation from the latest back': overBoth(async ({ online }) => {
    const [alice, bob] = [await online('alice'), await online('bob')];
    const receipts = [];
    for (const text of ['1', '2', '3', '4', '5']) receipts.push(await alice.client.sendText({ user: bob.auid }, text));
    const target = { user: alice.auid };
    const { client } = bob;
    equal(await read(client.history(target, { limit: 2 })), [['4', '5'], ['2', '3'], ['1']], 'pages of two');
    equal(await read(client.history(target)), [['1', '2', '3', '4', '5']], 'one page');
    const before = String(receipts[2]?.messageId);
    equal(await read(client.history(target, { before, limit: 200 })), [['1', '2']], 'before the third');
    equal(await read(client.history({ user: bob.auid })), [], 'a conversation in which nothing was said');

    const { rid } = await yes(alice.client.apis.roomAdd.call({ name: 'room', members: [bob.auid] }));
    await alice.say({ room: rid }, 'in the room');
    equal(await read(client.history({ room: rid })), [['in the room']], 'a room');
    await rejects(client.history({ room: 'none' }).next(), 'RefusedError', 'a room that does not exist');
  }),

  'client.history can be asked twice at a time, ended early, and asked again after a failure': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    for (const text of ['1', '2', '3']) await alice.say({ user: bob.auid }, text);
    const target = { user: bob.auid };
    const pages = alice.client.history(target, { limit: 1 });
    const two = await Promise.all([pages.next(), pages.next()]);
    equal(
      two.map(({ value }) => value?.map(({ body }) => body)),
      [['3'], ['2']],
      'two at a time',
    );
    await stage.control('setFaults', { badGateways: 1 });
    await rejects(pages.next(), 'ProtocolError', 'a page that a proxy answered');
    equal(
      (await pages.next()).value?.map(({ body }) => body),
      ['1'],
      'the same page, once more',
    );
    const early = alice.client.history(target, { limit: 1 });
    await early.next();
    await early.return();
    equal((await early.next()).done, true, 'a page after the end');
    await stage.control('answerNext', {
      path: 'history_message/list_message',
      body: '{"code":200,"msg":"","data":{"no":"list"}}',
    });
    await rejects(alice.client.history(target).next(), 'ProtocolError', 'what is no list');
  },

  'a server that knows no pages gives one': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const all = ['1', '2'].map((messageId) => ({ messageId, body: messageId }));
    await stage.control('answerNext', {
      path: 'history_message/list_message',
      body: JSON.stringify({ code: 200, msg: 'success', data: all }),
      times: 2,
    });
    equal(await read(alice.client.history({ user: bob.auid }, { limit: 1 })), [['1', '2']], 'the pages');
  },

  'for await takes client.history, where the engine has it': async (stage) => {
    const { asyncIterator } = Symbol;
    const { client } = await stage.online('alice');
    const pages = client.history({ user: stage.auid('alice') });
    if (asyncIterator === undefined) return;
    const iterator = Reflect.get(pages, asyncIterator);
    ok(typeof iterator === 'function' && iterator.call(pages) === pages, 'it is no async iterator');
  },
};
