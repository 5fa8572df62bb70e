// dist/playground/manual.html in Chromium: its links lead somewhere, and its examples show in the playground what the manual
// says of them. PICTURES=FOLDER writes the pictures that were looked at.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import { chromium } from 'playwright-core';

import { headingsOf, manualPage } from '../../playground/manual.mjs';
import { serve } from '../../playground/serve.mjs';
import { args, executablePath } from '../sdk/hosts/web/browser.mjs';
import { paleTexts } from './pale_texts.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = await readFile(join(root, 'preprocessor/MANUAL.md'), 'utf8');
const { PICTURES } = process.env;

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').BrowserContext} */
let context;
/** The manual. @type {import('playwright-core').Page} */
let manual;
/** @type {string[]} */
const requests = [];
/** @type {string[]} */
const complaints = [];

before(async () => {
  site = await serve({ folder: join(root, 'dist/playground'), at: '/some/where/' });
  browser = await chromium.launch({ executablePath, args, headless: true });
  context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 720 } });
  context.setDefaultTimeout(15_000);
  context.on('request', (request) => requests.push(request.url()));
  context.on('console', (message) => complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  manual = await context.newPage();
  await manual.goto(`${site.url}manual.html`);
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** The examples of the diagnostics' pages, with what the manual prints below those that are wrong. */
const judged = [...text.matchAll(/^### ([EW]\d{3}): [^]*?(?=^##)/gm)].flatMap(([page, code]) =>
  [...page.matchAll(/^(Wrong|Right)\b[^]*?^```.*\n([^]*?)^```\n(?:\n```text\n([^]*?)^```$)?/gm)].map(
    ([, word, source, printed]) => ({ code, isWrong: word === 'Wrong', source, printed }),
  ),
);

/** Lines as the tool prints them, as the playground lists them: of each diagnostic its text and its notes. @param {string} printed */
function listed(printed) {
  const lines = printed.matchAll(/^\S+?:(\d+:\d+): (error|warning|note): (.*?)(?: \[([EW]\d+)\])?$/gm);
  /** @type {{ code: string, texts: string[] }[]} */
  const problems = [];
  for (const [, place, kind, message, code = ''] of lines)
    if (kind === 'note') problems.at(-1)?.texts.push(`${place} ${message}`);
    else problems.push({ code, texts: [`${place} ${kind} ${message}`] });
  return problems;
}

/** In the page. */
const shownProblems = () =>
  [...document.querySelectorAll('#problems li')].map((item) => {
    const notes = [...item.querySelectorAll('small')].map((note) => note.textContent);
    const all = item.querySelector('.problem').textContent;
    return {
      code: item.querySelector('a').textContent,
      texts: [all.slice(0, all.length - notes.join('').length), ...notes],
      link: item.querySelector('a').href,
    };
  });

test('an example opens in the playground, where the code of its problem leads back to its page', async () => {
  await manual.getByRole('link', { name: /^Try it: E003: .*wrong/ }).click();
  const code = manual.getByRole('list', { name: 'Problems' }).getByRole('link', { name: 'E003' });
  const [page] = await Promise.all([context.waitForEvent('page'), code.click()]);
  await page.waitForLoadState();
  assert.equal(page.url(), `${site.url}manual.html#e003-conditionals-cross`);
  const box = await page.getByRole('heading', { name: /^E003/ }).boundingBox();
  assert.ok(box !== null && box.y >= 0 && box.y < 100, 'the page is scrolled to it');
  await page.close();

  const [whole] = await Promise.all([
    context.waitForEvent('page'),
    manual.getByRole('link', { name: 'Manual', exact: true }).click(),
  ]);
  await whole.getByRole('heading', { name: 'The iftrue manual' }).waitFor();
  await whole.getByRole('link', { name: 'Playground' }).click();
  await whole.waitForURL(site.url);
  await whole.close();
  await manual.goBack();
  await manual.waitForURL(`${site.url}manual.html`);
});

test('each example of a diagnostic shows in the playground what the manual prints, or nothing', async () => {
  assert.ok(judged.length >= 40, `${judged.length}`);
  const links = await manual.evaluate(() =>
    [...document.querySelectorAll('.example')].map((example) => ({
      source: `${example.querySelector('code').textContent}\n`,
      label: example.querySelector('a').getAttribute('aria-label'),
      hash: example.querySelector('a').hash,
    })),
  );
  const anchors = await manual.evaluate(() => [...document.querySelectorAll('main [id]')].map(({ id }) => id));
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator('#counted:not(:empty)').waitFor();
  const without = [];
  for (const { code, isWrong, source, printed } of judged) {
    const name = `${code} (${isWrong ? 'wrong' : 'right'})`;
    const found = links.find(
      (link) =>
        link.source === source && link.label.startsWith(`Try it: ${code}: `) && link.label.includes(name.slice(5)),
    );
    if (found === undefined) {
      without.push(name);
      continue;
    }
    await page.evaluate((hash) => {
      document.querySelector('#counted').textContent = '';
      location.hash = hash;
    }, found.hash);
    await page.locator('#counted:not(:empty)').waitFor();
    assert.equal(
      await page.locator('#source .cm-content').evaluate((node) => node.innerText.trimEnd()),
      source.trimEnd(),
    );
    assert.deepEqual(await page.getByRole('tab').allTextContents(), ['web', 'wx', 'rn']);
    const problems = await page.evaluate(shownProblems);
    const shown = problems.map(({ code: own, texts }) => ({ code: own, texts }));
    if (!isWrong) assert.deepEqual(shown, [], name);
    else if (printed !== undefined) assert.deepEqual(shown, listed(printed), name);
    // One stands without what is printed.
    else assert.deepEqual([...new Set(shown.map((each) => each.code))], [code], name);
    for (const { code: own, link } of problems) {
      assert.match(link, new RegExp(`#${own.toLowerCase()}-`));
      assert.ok(anchors.includes(new URL(link).hash.slice(1)), link);
    }
  }
  await page.close();
  // In the playground no symbol is undefined, and no text in UTF-16.
  assert.deepEqual(without, ['E004 (wrong)', 'E010 (wrong)']);
});

test('every link leads to an anchor, to the playground or to a site, and every section is in the contents', async () => {
  const links = await manual.evaluate(() =>
    [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')),
  );
  const anchors = await manual.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  assert.equal(new Set(anchors).size, anchors.length, 'an anchor is there twice');
  const inPage = links.filter((link) => link.startsWith('#')).map((link) => link.slice(1));
  assert.deepEqual(
    inPage.filter((link) => !anchors.includes(link)),
    [],
  );
  assert.deepEqual(
    links.filter((link) => !/^#|^\.\/$|^\.\/#1\.[\w-]+$|^https:\/\//.test(link)),
    [],
  );
  const headings = [...text.replace(/^```[^]*?^```$/gm, '').matchAll(/^##+ .*/gm)];
  assert.equal(await manual.locator('nav li').count(), headings.length);
  assert.equal(await manual.locator('main :is(h2, h3)').count(), headings.length);
});

test('nothing in the manual becomes HTML, and headings have the anchors that GitHub gives them', async () => {
  const hostile = [
    '# `a_b`: C++ & "x" – 中文?\n\n## Twice\n\n## Twice',
    '<img src="https://elsewhere.example/">\n\na <b onclick="x()">b</b> [c](javascript:x()) [d](../e.h) [e](https://e.example/"><i>)',
    '```js"><i>\n</code><i>&amp;\n```',
  ].join('\n\n');
  const tokens = marked.lexer(hostile);
  const template = await readFile(join(root, 'playground/page/manual.html'), 'utf8');
  const made = await context.newPage();
  const headings = headingsOf(tokens);
  await made.setContent(manualPage({ template, tokens, headings, examples: new Map() }));
  assert.equal(await made.locator('main :is(img, b, i, script)').count(), 0);
  assert.equal(await made.locator('main pre').textContent(), '</code><i>&amp;');
  assert.deepEqual(await made.locator('main a').allTextContents(), ['e']);
  const anchors = await made.locator('main [id]').evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(anchors, ['a_b-c--x--中文', 'twice', 'twice-1']);
  await made.close();
});

test('its texts stand out, light and dark, and it is not wider than a phone', async () => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await manual.emulateMedia({ colorScheme });
    assert.deepEqual(await manual.evaluate(paleTexts), []);
  }
  await manual.emulateMedia({ colorScheme: null });
  await manual.setViewportSize({ width: 390, height: 780 });
  assert.ok(await manual.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth));
  await manual.setViewportSize({ width: 1280, height: 720 });
});

/** @param {string} folder */
async function takePictures(folder) {
  for (const [name, options] of [
    ['manual', {}],
    ['manual_dark', { colorScheme: /** @type {const} */ ('dark') }],
    ['manual_narrow', { viewport: { width: 390, height: 1100 } }],
  ]) {
    const looked = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    await looked.goto(`${site.url}manual.html${name === 'manual_narrow' ? '' : '#e005-a-malformed-condition'}`);
    await looked.screenshot({ path: join(folder, `${name}.png`) });
    await looked.close();
  }
}
if (PICTURES !== undefined) test('pictures', () => takePictures(PICTURES));

test('no request went elsewhere, and nobody complained', () => {
  const names = new Set(requests.map((url) => url.replace(/#.*/, '')));
  const own = ['', 'engine.wasm', 'manual.css', 'manual.html', 'playground.css', 'playground.js', 'worker.js'];
  assert.deepEqual(
    [...names].sort(),
    own.map((name) => site.url + name),
  );
  assert.deepEqual(complaints, []);
});
