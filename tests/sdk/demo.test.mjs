// `npm run demo` in Chromium: what two people do with the chat, by mouse and keyboard, at the width of a desktop and of a
// phone, in both languages. SCREENSHOT=FILE writes the picture that the README shows.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

import { startDemo } from '../../demo/demo.mjs';
import { args, executablePath } from './hosts/web/browser.mjs';

/** @typedef {import('playwright-core').FrameLocator} Chat */

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="260" height="150"><rect width="260" height="150" fill="#f4a259"/>
  <circle cx="130" cy="78" r="52" fill="#fff"/><path d="M92 66q19 22 38 0t38 0M92 84q19 22 38 0t38 0" stroke="#d9822b" stroke-width="6" fill="none"/></svg>`;
const noodles = { name: 'noodles.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(picture) };
const menu = { name: 'menu.txt', mimeType: 'text/plain', buffer: Buffer.alloc(5000, 'menu ') };

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').Page} */
let page;
/** @type {Chat} */
let alice;
/** @type {Chat} */
let bob;
/** What the pages complained of. @type {string[]} */
const complaints = [];

before(async () => {
  demo = await startDemo();
  browser = await chromium.launch({ executablePath, args, headless: true });
  page = await browser.newPage({ viewport: { width: 1280, height: 720 }, locale: 'en-GB' });
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // The browser says so of each request without a network.
    const isOfNetwork = /^WebSocket connection to|net::ERR_/.test(message.text());
    if (message.type() === 'error' && !isOfNetwork) complaints.push(message.text());
  });
  await page.goto(demo.origin);
  alice = page.frameLocator('iframe[title=Alice]');
  bob = page.frameLocator('iframe[title=Bob]');
});

after(async () => {
  await browser?.close();
  await demo?.close();
});

/** @param {Chat} chat @param {string} name */
const entry = (chat, name) => chat.getByRole('button', { name: new RegExp(`^${name}`) });
/** @param {Chat} chat @param {string} text */
const said = (chat, text) => chat.getByRole('log').getByRole('listitem').filter({ hasText: text });
/** @param {Chat} chat @param {string} text */
const write = async (chat, text) => {
  await chat.locator('#text').fill(text);
  await chat.locator('#text').press('Enter');
};

test('a message is shown, counted as unread, read, and marked as read', async () => {
  await entry(alice, 'Bob').click();
  await write(alice, 'Hello Bob, shall we meet at 12? <b>not bold</b>');
  await said(alice, 'Sent').waitFor();
  await entry(bob, 'Alice').getByLabel('1 unread').waitFor();

  // By keyboard alone.
  await entry(bob, 'Alice').focus();
  await bob.locator(':focus').press('Enter');
  await said(bob, 'Hello Bob').waitFor();
  assert.equal(await bob.locator('#messages b').count(), 0, 'a message became HTML');
  await said(alice, 'Read').waitFor();
  await bob.getByLabel('1 unread').first().waitFor(); // Carol's
  assert.equal(await entry(bob, 'Alice').locator('.badge').isVisible(), false);
});

test('pictures and files arrive, with progress, and an upload is given up', async () => {
  await bob.locator('#file').setInputFiles(noodles);
  const image = alice.getByRole('img', { name: 'noodles.svg' });
  await image.waitFor();
  await bob.getByRole('img', { name: 'noodles.svg' }).waitFor();
  assert.equal(await image.evaluate((node) => Reflect.get(node, 'naturalWidth')), 260);
  await bob.locator('#file').setInputFiles(menu);
  assert.match(
    (await alice.getByRole('link', { name: 'menu.txt' }).getAttribute('href')) ?? '',
    /\/files\/.*menu\.txt$/,
  );
  await said(bob, 'menu.txt').filter({ hasText: 'Read' }).waitFor();
  await bob.getByRole('link', { name: 'menu.txt' }).waitFor();

  demo.controls.setFaults({ delay: 2000 });
  await bob.locator('#file').setInputFiles({ ...menu, name: 'given-up.txt' });
  await bob.getByRole('progressbar', { name: 'Uploading given-up.txt' }).waitFor();
  await bob.getByRole('button', { name: 'Cancel' }).click();
  await said(bob, 'given-up.txt').waitFor({ state: 'detached' });
  demo.controls.clearFaults();
});

test('what is written offline waits, outlives a reload, and is sent when the network is back', async () => {
  await alice.getByRole('switch', { name: 'Network' }).click();
  await alice.getByText('Offline').waitFor();
  await write(alice, 'I write this without a network');
  await said(alice, 'Waiting').waitFor();
  await alice.getByText('1 waiting').waitFor();
  const { SCREENSHOT } = process.env;
  if (SCREENSHOT) await page.screenshot({ path: SCREENSHOT });

  await alice.locator('html').evaluate(() => Reflect.get(globalThis, 'location').reload());
  await alice.getByText('1 waiting').waitFor();
  await alice.getByRole('switch', { name: 'Network' }).click();
  await said(bob, 'I write this without a network').waitFor();
  await entry(alice, 'Bob').click();
  await said(alice, 'I write this without a network').waitFor();
  assert.equal(await said(bob, 'I write this without a network').count(), 1);
});

test('a room is made, and its members find it', async () => {
  await alice.getByRole('button', { name: 'New room' }).click();
  await alice.getByLabel('Name').fill('Trip');
  await alice.getByLabel('Carol').uncheck();
  await alice.getByRole('button', { name: 'Create' }).click();
  await alice.getByRole('heading', { name: 'Trip' }).waitFor();
  await write(alice, 'Where to?');
  await entry(bob, 'Trip').click();
  await bob.getByText('2 members').waitFor();
  await said(bob, 'Where to?').waitFor();
});

test('on a phone there is one thing at a time, nothing is cut off, and it speaks Chinese', async () => {
  await page.setViewportSize({ width: 390, height: 780 });
  const fits = () => alice.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth);
  assert.ok(await fits(), 'the conversation is wider than the phone');
  await alice.getByRole('button', { name: '中文' }).click();
  await alice.getByRole('button', { name: '返回聊天列表' }).click();
  assert.equal(await alice.locator(':focus').getAttribute('class'), 'entry', 'where the focus is');
  await alice.getByRole('heading', { name: '聊天' }).waitFor();
  assert.ok(await fits(), 'the list is wider than the phone');
  assert.equal(await alice.locator('html').getAttribute('lang'), 'zh-CN');
  await page.getByRole('button', { name: 'Bob' }).click();
  await bob.getByRole('heading', { name: 'Trip' }).waitFor();
});

test('both languages have the same words, every control has a name, and nobody complained', async () => {
  const source = await readFile(new URL('../../demo/page/words.mjs', import.meta.url), 'utf8');
  const [, en = '', zh = ''] = /  en: \{(.*?)^  \},\n  zh: \{(.*?)^  \},/ms.exec(source) ?? [];
  const keys = (/** @type {string} */ text) => [...text.matchAll(/^ {4}(\w+):/gm)].map(([, key]) => key);
  assert.ok(keys(en).length > 30);
  assert.deepEqual(keys(zh), keys(en));
  for (const chat of [alice, bob]) {
    for (const control of await chat.getByRole('button', { includeHidden: true }).all()) {
      const name = await control.evaluate(
        (node) => node.getAttribute('aria-label') || node.textContent || Reflect.get(node, 'labels')?.[0]?.textContent,
      );
      assert.notEqual((name ?? '').trim(), '', await control.evaluate((node) => node.outerHTML));
    }
  }
  const folder = new URL('../../demo/page/', import.meta.url);
  for (const file of await readdir(folder))
    assert.doesNotMatch(await readFile(new URL(file, folder), 'utf8'), /innerHTML|insertAdjacentHTML|outerHTML/, file);
  assert.deepEqual(complaints, []);
  assert.deepEqual(demo.controls.violations(), []);
});
