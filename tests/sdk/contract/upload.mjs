import { equal, ok, rejects } from './assert.mjs';

const text = `E聊 ${'0123456789'.repeat(2000)} 🀄`;
const size = 20010;

/** @type {import('./suite.mjs').Checks} */
export const uploadChecks = {
  'an upload arrives byte for byte, with its progress': async (stage) => {
    const { client } = await stage.online('alice');
    /** @type {{ sent: number, total: number }[]} */
    const progress = [];
    const stored = await client.upload(await stage.file('note.txt', text), {
      onProgress: (step) => progress.push(step),
    });
    equal({ name: stored.name, size: stored.size }, { name: 'note.txt', size }, 'the stored file');
    equal(await stage.control('download', { url: stored.url }), text, 'what the server keeps');
    const last = progress[progress.length - 1];
    ok(
      last !== undefined && last.sent === last.total && last.total >= size,
      `the last progress was ${JSON.stringify(last)}`,
    );
  },

  'a file message names the stored file': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await alice.client.sendFile({ user: bob.auid }, await stage.file('note.txt', text));
    await bob.until(() => bob.messages.length > 0);
    const [message] = bob.messages;
    equal(message?.type, 'FILE', 'the type');
    const body = /** @type {{ url: string, name: string, size: number }} */ (message?.body);
    equal([body.name, body.size], ['note.txt', size], 'the body');
    equal(await stage.control('download', { url: body.url }), text, 'what is behind its address');
  },

  'an upload with an expired JWT renews it': async (stage) => {
    const { client } = await stage.online('alice');
    await stage.control('expireTokens');
    equal((await client.upload(await stage.file('note.txt', text))).size, size, 'the size');
  },

  'without a file server an upload says what is missing': async (stage) => {
    const { client } = await stage.online('alice', { fileServerConfig: undefined });
    const error = await rejects(client.upload(await stage.file('note.txt', text)), 'ConfigError', 'the upload');
    equal(Reflect.get(error, 'field'), 'fileServerConfig', 'the field');
  },
};
