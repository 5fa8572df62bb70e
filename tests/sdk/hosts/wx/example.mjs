// The example project, as a mini-program runs it: app.js, then its pages, whose data is what a user would see.

import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('node:vm').Context} Context */
/** @typedef {Record<string, any> & { data: Record<string, any> }} Page */

const sdkFile = 'utils/echatim-sdk.js';

/** @param {Job} job @returns {Promise<Map<string, string>>} the project's files by their absolute path */
export async function exampleFiles({ dist, server }) {
  const folder = path.join(dist, 'example');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const name of names) {
    const code = await readFile(path.join(folder, name), 'utf8');
    const scheme = server.secure ? 'https' : 'http';
    files.set(
      `/${name}`,
      name !== 'utils/config.js'
        ? code
        : code
            .replace("host: '127.0.0.1'", `host: '${scheme}://${server.host}'`)
            .replaceAll('58082', `${server.httpPort}`)
            .replaceAll('59092', `${server.socketPort}`)
            .replace('http://', `${scheme}://`),
    );
  }
  return files;
}

/**
 * Plays carol, whose project it is, with bob, who has a client of the suite's.
 * @param {Job} job @param {Context} context @param {import('./modules.mjs').Modules} modules @param {ReadonlyMap<string, string>} files
 * @param {import('../../contract/sdk.d.ts').Client} bob @param {string} picture a file's path, as `wx.chooseMedia` gives it
 */
export async function playExample(job, context, modules, files, bob, picture) {
  const config = JSON.parse(files.get('/app.json') ?? '');
  for (const page of config.pages) {
    for (const ending of ['js', 'wxml', 'wxss'])
      if (!files.has(`/${page}.${ending}`)) throw new Error(`app.json names ${page}, and there is no .${ending}`);
  }
  const sdk = await readFile(path.join(job.dist, String(job.manifest['miniprogram']), 'index.js'), 'utf8');
  if (files.get(`/${sdkFile}`) !== sdk) throw new Error(`${sdkFile} is not the SDK`);

  /** @type {Record<string, any> | undefined} */
  let definition;
  /** @type {Set<() => void>} */
  const watchers = new Set();
  /** @param {Page} page @param {(data: Record<string, any>) => boolean} condition @returns {Promise<void>} */
  const until = (page, condition) =>
    new Promise((resolve) => {
      const watcher = () => {
        if (!condition(page.data)) return;
        watchers.delete(watcher);
        resolve();
      };
      watchers.add(watcher);
      watcher();
    });
  /** @param {string} name @param {object} query @returns {Page} */
  const open = (name, query) => {
    modules.load(`/${name}.js`);
    const page = /** @type {Page} */ ({ ...definition, data: JSON.parse(JSON.stringify(definition?.['data'])) });
    page['setData'] = (/** @type {object} */ changes) => {
      Object.assign(page.data, JSON.parse(JSON.stringify(changes)));
      for (const watcher of [...watchers]) watcher();
    };
    const handlers = (files.get(`/${name}.wxml`) ?? '').matchAll(/\bbind\w+="(\w+)"/g);
    for (const [, handler = ''] of handlers)
      if (typeof page[handler] !== 'function') throw new Error(`${name}.wxml binds ${handler}, which the page has not`);
    page['onLoad']?.(query);
    page['onShow']?.();
    return page;
  };
  /** @type {string[]} */
  const visited = [];
  Object.assign(context, {
    App: (/** @type {{ onLaunch(): void }} */ app) => app.onLaunch(),
    Page: (/** @type {Record<string, any>} */ page) => (definition = page),
    wx: {
      ...context['wx'],
      navigateTo: (/** @type {{ url: string }} */ { url }) => visited.push(url),
      chooseMedia: (/** @type {{ success(result: object): void }} */ { success }) =>
        success({ tempFiles: [{ tempFilePath: picture }] }),
    },
  });

  modules.load('/app.js');
  const list = open('pages/list/list', {});
  await until(list, ({ state }) => state === 'online');
  await bob.sendText({ user: 'carol' }, 'hello carol');
  await until(
    list,
    ({ conversations }) => conversations[0]?.unread === 1 && conversations[0].summary === 'hello carol',
  );
  list['open']({ currentTarget: { dataset: { way: 'P2P', target: 'bob' } } });
  const [, query = ''] = visited[0]?.split('?') ?? [];

  const page = open('pages/chat/chat', Object.fromEntries(new URLSearchParams(query)));
  await until(page, ({ messages }) => messages.length === 1);
  await until(list, ({ conversations }) => conversations[0]?.unread === 0);
  page['type']({ detail: { value: ' hello bob ' } });
  page['send']();
  await until(
    page,
    ({ messages, text }) => messages[1]?.body === 'hello bob' && messages[1].mark === 'sent' && text === '',
  );
  await bob.markRead({ user: 'carol' }, (await bob.history({ user: 'carol' }).next()).value?.[1]?.messageId ?? '');
  await until(page, ({ messages }) => messages[1].mark === 'read');
  page['choose']();
  await until(
    page,
    ({ messages, progress }) => messages[2]?.type === 'IMAGE' && messages[2].mark === 'sent' && progress === 0,
  );
  for (const each of [page, list]) each['onUnload']();
  /** @type {{ client: import('../../contract/sdk.d.ts').Client }} */ (modules.load('/utils/chat.js')).client.close();
}
