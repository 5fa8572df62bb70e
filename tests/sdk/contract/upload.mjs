import { Abort } from './abort.mjs';
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

  'a bad target is refused before anything is uploaded': async (stage) => {
    const { client } = await stage.online('alice');
    const before = await stage.control('uploads');
    const file = await stage.file('note.txt', text);
    const bad = /** @type {{ user: string }} */ (/** @type {unknown} */ ({ usr: 'bob' }));
    await rejects(client.sendImage(bad, file), 'ConfigError', 'sendImage()');
    await rejects(client.sendFile(bad, file), 'ConfigError', 'sendFile()');
    // What was started in spite of it would be there by now.
    await client.upload(file);
    equal(Number(await stage.control('uploads')) - Number(before), 1, 'uploads, the last one included');
  },

  'a file and the text after it arrive in the order of the calls': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const target = { user: bob.auid };
    const file = await stage.file('note.txt', text);
    const sending = [
      alice.client.sendImage(target, file),
      alice.client.sendText(target, 'the first text'),
      alice.client.sendFile(target, file),
      alice.client.sendText(target, 'the second text'),
    ];
    await Promise.all(sending);
    await bob.until(() => bob.messages.length === sending.length);
    equal(
      bob.messages.map(({ type }) => type),
      ['IMAGE', 'TEXT', 'FILE', 'TEXT'],
      'the types',
    );
  },

  'an upload that fails keeps nothing from the text after it': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    await stage.control('answerNext', { path: 'file/upload', body: '{"code":500,"msg":"no room","data":null}' });
    const target = { user: bob.auid };
    const failing = rejects(
      alice.client.sendFile(target, await stage.file('note.txt', text)),
      'RefusedError',
      'the file',
    );
    await alice.say(target, 'the text after it');
    await failing;
    await stage.exactly(alice, bob, ['the text after it']);
  },

  'an upload that is given up is over, and its message is not sent': async (stage) => {
    const [alice, bob] = [await stage.online('alice'), await stage.online('bob')];
    const target = { user: bob.auid };
    const file = await stage.file('note.txt', text);
    // The answer is not there yet when the last progress is told.
    await stage.control('setFaults', { delay: 500 });
    const signal = new Abort();
    const onProgress = () => signal.abort();
    const given = rejects(alice.client.sendFile(target, file, { signal, onProgress }), 'AbortError', 'sendFile()');
    const next = alice.say(target, 'the text after it');
    await given;
    await rejects(alice.client.upload(file, { timeout: 20 }), 'TimeoutError', 'upload()');
    await stage.control('setFaults', { delay: 0 });
    await next;
    await stage.exactly(alice, bob, ['the text after it']);
  },

  'a file that is larger than the server or a proxy takes is refused': async (stage) => {
    const { client } = await stage.online('alice');
    const file = await stage.file('note.txt', text);
    for (const answer of [{ status: 413, body: '<html>' }, { body: '{"code":413,"msg":"too large","data":null}' }]) {
      await stage.control('answerNext', { path: 'file/upload', ...answer });
      const error = await rejects(client.upload(file), 'RefusedError', 'the upload');
      equal(Reflect.get(error, 'code'), 413, 'the code');
    }
    equal((await client.upload(file)).size, size, 'the size of one that is not too large');
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
