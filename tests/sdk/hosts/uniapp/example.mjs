// What happens in the example, for both hosts: two people talk, each in an app of their own.

/** @typedef {import('../../bench.mjs').Job} Job */
/**
 * @typedef {object} Screen what somebody sees and does; it all waits for what it needs
 * @property {(text: string) => Promise<void>} shows a text stands there, by itself
 * @property {(text: string) => Promise<void>} lacks it does not
 * @property {(isThere: boolean) => Promise<void>} progress whether a bar is shown
 * @property {() => Promise<void>} picture one is shown
 * @property {(text: string) => Promise<void>} taps what has the text
 * @property {(text: string) => Promise<void>} says types it, and confirms
 * @property {(file: string) => Promise<void>} chooses a picture, after a tap on what has the text ＋
 * @property {() => Promise<void>} scrollsUp as far as it goes
 * @property {() => Promise<void>} goesBack
 * @property {() => Promise<void>} leaves the app
 */

export const exampleName = 'the example is a chat: unread counts, read marks, offline, pictures, pages of history';

export const firstPage = 'pages/list/list';

const tokenOf = (/** @type {string} */ name) => `secret-of-${name}`;
const room = 'Lunch · 午饭';
const perPage = 20;

/** @param {Job} job @param {(auid: string) => Promise<Screen>} open the app of an account */
export async function playExample(job, open) {
  const ask = async (/** @type {string} */ action, /** @type {object} */ argument) => {
    const { value, error } = JSON.parse(await job.ask(JSON.stringify([action, argument])));
    if (error !== undefined) throw new Error(error);
    return value;
  };
  const members = ['alice', 'bob'];
  for (const auid of members) await ask('addUser', { auid, token: tokenOf(auid) });
  await ask('addRoom', { name: room, members });
  const file = String(await ask('writeFile', { name: 'picture.png', text: 'a picture' }));
  const [alice, bob] = await Promise.all([open('alice'), open('bob')]);

  await bob.taps(room);
  await bob.says('line 1');
  await bob.shows('sent');
  await alice.shows('line 1');
  await alice.shows('1');
  await alice.taps(room);
  await alice.shows('bob');
  await bob.shows('read');
  await alice.goesBack();
  await alice.lacks('1');

  await ask('setFaults', { refuseConnections: true });
  await ask('dropConnections', { auid: 'bob' });
  await bob.shows('offline');
  await bob.says('line 2');
  await bob.shows('waiting');
  await ask('setFaults', { refuseConnections: false });
  await bob.lacks('waiting');
  await alice.shows('line 2');

  await ask('setFaults', { holdAnswers: true });
  await bob.chooses(file);
  await bob.progress(true);
  await ask('setFaults', { holdAnswers: false });
  await bob.progress(false);
  await bob.picture();
  await alice.shows('[图片]');

  const last = perPage + 2;
  for (let number = 3; number <= last; number += 1) await bob.says(`line ${number}`);
  await alice.shows(`line ${last}`);
  await alice.shows(`${last}`);
  await alice.leaves();
  await bob.leaves();

  const again = await open('bob');
  await again.shows(`line ${last}`);
  await again.taps(room);
  await again.shows('line 3');
  await again.lacks('line 2');
  await again.scrollsUp();
  await again.shows('line 1');
  await again.leaves();
}

/** What the first page's query says. @param {Job} job @param {string} auid @returns {URLSearchParams} */
export function queryOf({ server: { host, httpPort, socketPort, secure } }, auid) {
  return new URLSearchParams({
    ...{ host: secure ? `https://${host}` : host, httpPort: String(httpPort), socketPort: String(socketPort) },
    ...{ loginAuid: auid, loginToken: tokenOf(auid) },
  });
}
