// docs/guide.md: its blocks run in Chromium against the reference server, as one page's script, and its lists are those of
// the sources. docs/guide.zh.md has the same blocks and lists.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { startServer } from '../server/server.mjs';
import { args, executablePath } from './hosts/web/browser.mjs';
import { serveFolder } from './hosts/web/page_server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (/** @type {string} */ file) => readFile(join(root, file), 'utf8');
const guides = { en: await read('docs/guide.md'), zh: await read('docs/guide.zh.md') };
const blocksOf = (/** @type {string} */ markdown) =>
  [...markdown.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block = '']) => block);
const sorted = (/** @type {Iterable<string>} */ names) => [...new Set(names)].sort();

/** The names in the first column of the tables that begin with a heading. @param {string} markdown @param {string} heading */
function listOf(markdown, heading) {
  const [, rows = ''] = new RegExp(`^\\| ${heading} .*\\n\\|[ |-]+\\n((?:\\|.*\\n)+)`, 'm').exec(markdown) ?? [];
  const cells = rows.split('\n').map((row) => row.split('|')[1] ?? '');
  return sorted(cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)));
}

/** What the console shows, in this order; between them there may be other lines. */
const shown = [
  'state connecting',
  'state online',
  'shown as waiting: true',
  'bob hears alice "hello"',
  'taken by the server: true',
  'bob hears alice {"title":"Lunch","at":"12:30"}',
  'members alice OWNER, bob MEMBER',
  'earlier: alice Who is hungry?',
  'conversations 2',
  'bob says TEXT "I am!"',
  'unread from bob 1',
  'unread in all 0',
  'uploaded 100 %',
  'bob is online: true',
  'profile of bob',
  'refused with 404',
  'token changed: true',
  'state closed',
  'at the end closed',
];

test('every block of the guide runs', { timeout: 60_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'guide-'));
  const server = await startServer();
  for (const auid of ['alice', 'bob']) server.controls.addUser({ auid, token: `token-of-${auid}` });
  const pages = await serveFolder({ '/package/': join(root, 'dist/web'), '/': folder });
  const browser = await chromium.launch({ executablePath, args, headless: true });
  t.after(async () => {
    await browser.close();
    await pages.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const code = blocksOf(guides.en)
    .map((block, index) => `${block}\nwindow.done = ${index + 1};\n`)
    .join('')
    .replaceAll("'echatim-sdk-web'", "'/package/echatim-sdk.mjs'")
    .replaceAll('58082', `${server.httpPort}`)
    .replaceAll('59092', `${server.socketPort}`);
  await writeFile(join(folder, 'guide.mjs'), code);
  // The browser asks for it, and tells the console when there is none.
  await writeFile(join(folder, 'favicon.ico'), '');
  await writeFile(join(folder, 'page.html'), '<!doctype html><script type="module" src="/guide.mjs"></script>');

  /** @type {string[]} */ const lines = [];
  /** @type {string[]} */ const warnings = [];
  const page = await browser.newPage();
  page.on('console', (message) => (message.type() === 'log' ? lines : warnings).push(message.text()));
  const failure = new Promise((_resolve, reject) => page.on('pageerror', reject));
  await page.goto(`${pages.origin}/page.html`);
  const blocks = blocksOf(guides.en).length;
  await Promise.race([failure, page.waitForFunction((count) => Reflect.get(globalThis, 'done') === count, blocks)]);

  let from = 0;
  for (const line of shown) {
    const place = lines.indexOf(line, from);
    assert.ok(place >= 0, `no "${line}" after line ${from} of:\n${lines.join('\n')}`);
    from = place + 1;
  }
  assert.deepEqual(warnings, []);
  assert.deepEqual(server.controls.violations(), []);
});

test('both languages have the same blocks, but for their comments', () => {
  const bare = (/** @type {string} */ markdown) => blocksOf(markdown).map((block) => block.replace(/ \/\/ .*/g, ''));
  assert.deepEqual(bare(guides.zh), bare(guides.en));
});

test('the lists are those of the sources', async () => {
  const events = await read('sdk-src/core/events.ts');
  const [, fields = ''] = /interface ClientEvents \{(.*?)^\}/ms.exec(events) ?? [];
  const session = await read('sdk-src/wire/session.ts');
  const [, states = ''] = /type ClientState = (.*);/.exec(session) ?? [];
  const errors = await read('sdk-src/base/errors.ts');
  const methods = await readdir(join(root, 'tests/server/methods'));
  const server = await Promise.all(methods.map((file) => read(`tests/server/methods/${file}`)));
  /** @type {[string, string, string[]][]} */
  const lists = [
    ['event', '事件', [...fields.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name)],
    ['state', '状态', [...states.matchAll(/'(\w+)'/g)].map(([, name = '']) => name)],
    [
      'class',
      '类',
      [...errors.matchAll(/^export class (\w+)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'EchatError'),
    ],
    [
      'type',
      '类型',
      [...server.join('').matchAll(/'([A-Z]+(?:_[A-Z]+)?)'/g)].map(([, name = '']) => name).filter(isEvent),
    ],
  ];
  for (const [english, chinese, names] of lists) {
    assert.ok(names.length > 4, `the sources of "${english}" were not understood`);
    assert.deepEqual(listOf(guides.en, english), sorted(names), english);
    assert.deepEqual(listOf(guides.zh, chinese), sorted(names), chinese);
  }
  const guards = [...errors.matchAll(/^export const (is\w+)/gm)].map(([, name = '']) => name);
  for (const guide of Object.values(guides))
    for (const guard of guards) assert.ok(guide.includes(`\`${guard}\``), guard);
});

/** Of the words in capitals that the server's methods use, those that name an event. @param {string} word */
const isEvent = (word) => /^(READ|RECALLED|(FRIEND|ROOM)_\w+)$/.test(word);
