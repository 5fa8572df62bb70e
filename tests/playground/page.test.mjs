// dist/playground in Chromium, as a person uses it: by mouse and keyboard, in both languages, wide and narrow. PICTURES=FOLDER
// writes the pictures that were looked at; playground.png is that of the README.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, gzipSync, inflateRawSync } from 'node:zlib';
import { chromium } from 'playwright-core';

import { serve } from '../../playground/serve.mjs';
import { args, executablePath } from '../sdk/hosts/web/browser.mjs';
import { paleTexts } from './pale_texts.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'dist/playground');
const { PICTURES } = process.env;

/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').Page} */
let page;
/** What the pages asked for, and what they complained of. @type {string[]} */
const requests = [];
/** @type {string[]} */
const complaints = [];

before(async () => {
  site = await serve({ folder, at: '/some/where/' });
  browser = await chromium.launch({ executablePath, args, headless: true });
  page = await open();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/**
 * A page of a person who was never here.
 *
 * @param {string} [fragment] @param {import('playwright-core').BrowserContextOptions} [options]
 */
async function open(fragment = '', options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 720 }, ...options });
  const opened = await context.newPage();
  opened.setDefaultTimeout(15_000);
  context.on('request', (request) => requests.push(request.url()));
  opened.on('pageerror', (error) => complaints.push(error.message));
  opened.on('console', (message) => complaints.push(message.text()));
  await opened.addInitScript(watchWorker);
  await opened.goto(`${site.url}${fragment && '#'}${fragment}`);
  await opened.locator('#counted:not(:empty)').waitFor();
  return opened;
}

/** In the page: keeps what the worker is asked, and its answers back while `isHeld`; counts engines on this thread. */
function watchWorker() {
  const watched = { questions: [], isHeld: false, held: [], engines: 0 };
  globalThis.watched = watched;
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    postMessage(question) {
      watched.questions.push(question);
      super.postMessage(question);
    }
    addEventListener(type, listener) {
      super.addEventListener(type, (event) => {
        if (type === 'message' && watched.isHeld) watched.held.push(() => listener(event));
        else listener(event);
      });
    }
  };
  for (const name of ['Module', 'Instance'])
    WebAssembly[name] = new Proxy(WebAssembly[name], { construct: () => (watched.engines += 1) });
  for (const name of ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'])
    WebAssembly[name] = () => (watched.engines += 1);
}

const linesOf = (editor) => [...document.querySelectorAll(`${editor} .cm-line`)].map((line) => line.textContent);

/** What an editor shows of a text that fits into it. @param {'#source' | '#output'} editor */
const shownIn = async (editor, on = page) => (await on.evaluate(linesOf, editor)).join('\n');

/** Waits until the output is a text. @param {string} text */
async function outputIs(text, on = page) {
  const show = ([of, expected]) =>
    [...document.querySelectorAll(`${of} .cm-line`)].map((line) => line.textContent).join('\n') === expected;
  await on.waitForFunction(show, ['#output', text]).catch(async (error) => {
    assert.equal(await shownIn('#output', on), text, error.message);
  });
}

/** Opens a link on the page, also one that was opened last. @param {object} of */
const set = (of) =>
  page.evaluate((hash) => {
    history.replaceState(null, '', location.pathname);
    location.hash = hash;
  }, fragmentOf(of));

/** Types over what is there. @param {string} text */
async function write(text, on = page) {
  await on.locator('#source .cm-content').focus();
  await on.keyboard.press('Control+A');
  await on.keyboard.insertText(text);
}

/** The texts of all that have a class in the source. @param {string} name */
const marked = async (name, on = page) => on.locator(`#source .${name}`).allTextContents();

/** @param {object} settings */
const fragmentOf = (settings) => `1.${deflateRawSync(JSON.stringify(settings)).toString('base64url')}`;

const source = `a;
/*IFTRUE_WX*/
wx();
/*ELSE_WX*/
web();
/*FITRUE_WX*/
z;`;
const settings = {
  text: source,
  filename: 'a.js',
  layout: 'compact',
  targets: [
    { name: 'wx', on: ['WX'] },
    { name: 'web', on: [] },
  ],
  shown: 0,
  changes: false,
};

test('the first thing seen is the first example of the manual, with a target for each symbol', async () => {
  const manual = await readFile(join(root, 'preprocessor/MANUAL.md'), 'utf8');
  const [, block] = /^```js\n([^]*?)\n```$/m.exec(manual) ?? [];
  assert.equal((await shownIn('#source')).trim(), block);
  assert.deepEqual(await page.getByRole('tab').allTextContents(), ['wx', 'web', 'rn', 'other']);
  await page.getByText('No problems').waitFor();
});

test('what is typed is stripped and dimmed, in the layout and the language that are set', async () => {
  await set(settings);
  await outputIs('a;\nwx();\nz;');
  assert.deepEqual(await marked('dropped'), ['web();']);
  await page.getByText('3 of 7 lines').waitFor();

  await write('b; /*IFTRUE_WX*/ in(); /*ELSE_WX out(); FITRUE_WX*/ c;');
  await outputIs('b;  in();  c;');
  assert.deepEqual(await marked('dropped'), [' out(); ']);

  await write('f = () => {return/*IFTRUE_NEW*/1/*ELSE_NEW*/2/*FITRUE_NEW*/}');
  await outputIs('f = () => {return 2}');
  await page.getByLabel('File name').fill('a.txt');
  await outputIs('f = () => {return2}');
  await page.getByLabel('File name').fill('a.js');
  for (const [layout, expected] of [
    ['loader', 'f = () => {return2}'],
    ['preserve', 'f = () => {return                           2              }'],
    ['mask', 'f = () => {return                           2              }'],
  ]) {
    await page.locator('#layout').selectOption(layout);
    await outputIs(/** @type {string} */ (expected));
  }
  await write('/*IFTRUE_NEW*/1/*FITRUE_NEW*/');
  await outputIs(' '.repeat(29));
  await page.locator('#layout').selectOption('preserve');
  await outputIs('');
});

test('the target that is shown, by mouse and keyboard, and what is set of it', async () => {
  await set(settings);
  await outputIs('a;\nwx();\nz;');
  await page.getByRole('tab', { name: 'web' }).click();
  await outputIs('a;\nweb();\nz;');
  assert.deepEqual(await marked('dropped'), ['wx();']);
  await page.keyboard.press('ArrowLeft');
  await outputIs('a;\nwx();\nz;');
  await page.keyboard.press('End');
  await outputIs('a;\nweb();\nz;');
  assert.equal(await page.locator(':focus').textContent(), 'web');

  await page.getByRole('checkbox', { name: 'WX is on for web' }).press('Space');
  await outputIs('a;\nwx();\nz;');
  assert.ok(await page.getByRole('checkbox', { name: 'WX is on for web' }).isChecked());

  await page.getByRole('button', { name: 'Add a target' }).click();
  await page.keyboard.insertText('both');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'both', selected: true }).waitFor();
  await outputIs('a;\nweb();\nz;');

  const name = page.getByLabel('Name of the target wx');
  await name.fill('both');
  await name.press('Enter');
  assert.equal(await name.evaluate((field) => field.validationMessage), 'A name of its own, on one line');
  assert.deepEqual(await page.getByRole('tab').allTextContents(), ['wx', 'web', 'both']);
  await name.fill('mini');
  await name.press('Enter');
  await page.getByRole('button', { name: 'Remove the target mini' }).click();
  assert.deepEqual(await page.getByRole('tab').allTextContents(), ['web', 'both']);
  await page.getByRole('tab', { name: 'both', selected: true }).waitFor();
  await page.getByRole('button', { name: 'Remove the target both' }).click();
  await page.getByRole('tab', { name: 'web', selected: true }).waitFor();
  assert.deepEqual(await page.getByRole('tab').allTextContents(), ['web']);
  assert.ok(await page.getByRole('button', { name: 'Remove the target web' }).isDisabled());
  await outputIs('a;\nwx();\nz;');
});

test('what is wrong is underlined, listed and mended', async () => {
  await set(settings);
  await write('/*IFTRUE_WX*/ a /*FITRUE_XW*/');
  await page.getByText('The text has an error').waitFor();
  assert.equal(await shownIn('#output'), '');
  assert.deepEqual(await marked('cm-lintRange-error'), ['FITRUE_XW']);
  const problem = page.getByRole('list', { name: 'Problems' }).getByRole('button', { name: 'error' });
  assert.match((await problem.textContent()) ?? '', /^1:19 error .*; did you mean FITRUE_WX\?1:3 IFTRUE_WX opened/);
  await problem.press('Enter');
  assert.equal(await page.evaluate(() => String(getSelection())), 'FITRUE_XW');

  await page.locator('#source .cm-lintRange-error').hover();
  const tooltip = page.locator('.cm-tooltip-lint');
  await tooltip.getByText('E008').waitFor();
  await tooltip.getByRole('button', { name: 'Change to FITRUE_WX' }).click();
  await outputIs(' a ');
  await page.getByText('No problems').waitFor();

  await write('/*IFTURE_WX*/');
  await page.getByRole('button', { name: 'Change to IFTRUE_WX' }).press('Enter');
  await page.locator('#problems').getByText('E001').waitFor();
  assert.equal(await shownIn('#source'), '/*IFTRUE_WX*/');
  await page.keyboard.press('Control+Z');
  await page.locator('#problems').getByText('W101').waitFor();
  assert.equal(await shownIn('#source'), '/*IFTURE_WX*/');
  assert.deepEqual(await marked('cm-lintRange-warning'), ['IFTURE_WX']);

  await write('/*IFTURE_WX*/\n'.repeat(60));
  await page.getByText('and 10 more').waitFor();
});

test('what is removed is struck out, and what compact puts there is shown', async () => {
  await set({ ...settings, text: 'x;\nreturn/*IFTRUE_WX*/1/*ELSE_WX*/2/*FITRUE_WX*/' });
  await outputIs('x;\nreturn 1');
  await page.getByLabel('Show what is removed').check();
  await page.locator('#output .removed').first().waitFor();
  const removed = await page.locator('#output .removed').allTextContents();
  assert.equal(removed.join(''), '/*IFTRUE_WX*//*ELSE_WX*/2/*FITRUE_WX*/');
  assert.equal(await page.locator('#output ins').textContent(), '␣');
  await page.getByRole('textbox', { name: 'What is removed for wx' }).waitFor();
  await page.getByRole('tab', { name: 'web' }).click();
  await page.waitForFunction(() => document.querySelector('#output .removed')?.textContent !== '/*IFTRUE_WX*/');
  assert.match((await page.locator('#output .removed').allTextContents()).join(''), /^\/\*IFTRUE_WX\*\/1\/\*ELSE_WX/);
  await page.getByLabel('Show what is removed').uncheck();
  await outputIs('x;\nreturn 2');
});

test('a link holds the text and all settings', async () => {
  const all = {
    ...settings,
    text: '中文 🎉 <b>&amp;</b>\n/*IFTRUE_A*/ a /*ELSE_A*/ b /*FITRUE_A*/\n',
    filename: 'x.vue',
    layout: 'loader',
    targets: [...settings.targets, { name: '目标 <i>', on: ['A', 'B'] }],
    shown: 2,
    changes: true,
  };
  await set(all);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('#output .removed').first().waitFor();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link is copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, page.url());
  const [, packed = ''] = link.split('#1.');
  assert.deepEqual(JSON.parse(inflateRawSync(Buffer.from(packed, 'base64url')).toString()), all);

  const second = await open(`1.${packed}`);
  await second.getByRole('tab', { name: '目标 <i>', selected: true }).waitFor();
  assert.equal(await shownIn('#source', second), all.text);
  assert.equal(await second.getByLabel('File name').inputValue(), 'x.vue');
  assert.equal(await second.locator('#layout').inputValue(), 'loader');
  assert.ok(await second.getByLabel('Show what is removed').isChecked());
  assert.ok(await second.getByRole('checkbox', { name: 'A is on for 目标 <i>' }).isChecked());
  assert.ok(await second.getByRole('checkbox', { name: 'B is on for 目标 <i>' }).isChecked());
  assert.equal(await second.locator('b, i').count(), 0, 'a text became HTML');
  await second.context().close();
});

test('a link that holds nothing is told, and changes nothing', async () => {
  await set(settings);
  await outputIs('a;\nwx();\nz;');
  await write('mine');
  await outputIs('mine');
  const good = fragmentOf({ ...settings, text: 'a'.repeat(5000) + Math.PI });
  const damaged = 'The link is damaged';
  for (const [fragment, message] of [
    ['nothing', damaged],
    ['1.', damaged],
    ['1.%20', damaged],
    ['1.A', damaged],
    [good.slice(0, -4), damaged],
    [`1.${deflateRawSync('{').toString('base64url')}`, damaged],
    [`1.${deflateRawSync(Buffer.from([0xff])).toString('base64url')}`, damaged],
    [fragmentOf({ ...settings, shown: 2 }), damaged],
    [fragmentOf({ ...settings, layout: 'none' }), damaged],
    [fragmentOf({ ...settings, targets: [{ name: '', on: [] }] }), damaged],
    [fragmentOf({ ...settings, targets: [{ name: 'a', on: ['<'] }] }), damaged],
    [fragmentOf({ ...settings, targets: [...settings.targets, ...settings.targets] }), damaged],
    ['2.AAAA', 'of a later version'],
    [fragmentOf({ ...settings, text: 'a'.repeat(17_000_000) }), 'more than 16 MB'],
  ]) {
    await page.evaluate((hash) => {
      document.querySelector('#notice').textContent = '';
      location.hash = hash;
    }, fragment);
    await page.locator('#notice.wrong', { hasText: message }).waitFor();
    assert.equal(await shownIn('#source'), 'mine', fragment);
  }
  await page.evaluate((hash) => (location.hash = hash), fragmentOf(settings));
  await outputIs('a;\nwx();\nz;');
  assert.equal(await page.locator('#notice').textContent(), '');
  await page.locator('#source .cm-content').focus();
  await page.keyboard.press('Control+Z');
  await outputIs('mine');
});

test('a megabyte is stripped off the thread that people type on, and an answer to an old text is not shown', async () => {
  let text = '';
  for (let i = 0; text.length < 1_000_000; i += 1)
    text += `function f${i}() {\n  /*IFTRUE_WX*/\n  return wx.call(${i});\n  /*ELSE_WX*/\n  return ${i};\n  /*FITRUE_WX*/\n}\n`;
  await set({ ...settings, text });
  await outputStarts('function f0() {\n  return wx.call(0);\n}');
  const firstLine = () => page.locator('#output .cm-line').first().textContent();
  await page.evaluate(() => {
    watched.questions = [];
    watched.isHeld = true;
  });
  await page.locator('#source .cm-content').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('ghijklmn');
  await page.waitForFunction(() => watched.held.length === 1);
  const asked = () => page.evaluate(() => watched.questions.map(({ text }) => text.slice(0, text.indexOf('f'))));
  assert.equal(await page.evaluate(() => watched.questions.length), 1, 'one question at a time');
  assert.equal(await firstLine(), 'function f0() {');

  await page.evaluate(() => watched.held.shift()()); // to "g", which is old
  await page.waitForFunction(() => watched.held.length === 1);
  assert.equal(await firstLine(), 'function f0() {', 'the answer to an old text is shown');
  await page.evaluate(() => {
    watched.isHeld = false;
    watched.held.shift()();
  });
  await outputStarts('ghijklmnfunction f0() {\n  return wx.call(0);');
  assert.deepEqual(await asked(), ['g', 'ghijklmn'], 'the questions');
  assert.equal(await page.evaluate(() => watched.engines), 0, 'an engine on the thread of the page');
  assert.equal(page.workers().length, 1);
});

test('while an answer is due, what is shown of the last one changes nothing', async () => {
  await set({ ...settings, text: `${source}\n/*IFTURE_WX*/` });
  const fix = page.getByRole('button', { name: 'Change to IFTRUE_WX' });
  await fix.waitFor();
  await page.evaluate(() => (watched.isHeld = true));
  await write('/*IFTRUE_WX*/');
  await page.waitForFunction(() => watched.held.length === 1);
  await fix.click();
  await page.getByLabel('Show what is removed').check();
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('checkbox', { name: 'WX is on for web' }).check();
  await page.getByRole('checkbox', { name: 'WX is on for wx' }).uncheck();
  assert.equal(await shownIn('#source'), '/*IFTRUE_WX*/');
  await page.evaluate(() => {
    watched.isHeld = false;
    watched.held.shift()();
  });
  await page.locator('#problems').getByText('E001').waitFor();
  assert.deepEqual(complaints, []);
});

/** @param {string} start */
const outputStarts = (start) =>
  page.waitForFunction((expected) => {
    const lines = [...document.querySelectorAll('#output .cm-line')].map((line) => line.textContent);
    return lines.join('\n').startsWith(expected);
  }, start);

test('it speaks Chinese to those who do, and remembers what was chosen', async () => {
  const chinese = await open('1.A', { locale: 'zh-CN' });
  await chinese.locator('#notice.wrong', { hasText: '链接已损坏' }).waitFor();
  assert.match(await shownIn('#source', chinese), /^\/\*IFTRUE_WXAPP/);
  assert.equal(await chinese.locator('html').getAttribute('lang'), 'zh-CN');
  await chinese.getByRole('heading', { name: '源码' }).waitFor();
  await chinese.getByRole('textbox', { name: '源码' }).waitFor();
  await chinese.getByRole('checkbox', { name: 'wx 的 WXAPP 为开' }).waitFor();
  await chinese.getByText('没有问题').waitFor();
  await chinese.getByRole('button', { name: 'English' }).click();
  await chinese.getByRole('heading', { name: 'Source' }).waitFor();
  await chinese.getByText('No problems').waitFor();
  assert.equal(await chinese.locator('html').getAttribute('lang'), 'en');
  await chinese.reload();
  await chinese.getByRole('heading', { name: 'Source' }).waitFor();
  await chinese.context().close();
});

test('where the engine does not load, the page says why', async () => {
  const broken = await browser.newPage({ locale: 'en-GB' });
  await broken.route('**/engine.wasm', (route) => route.fulfill({ status: 404 }));
  await broken.goto(site.url);
  await broken.locator('#notice.wrong', { hasText: /^The engine does not work here: .*engine\.wasm: 404/ }).waitFor();
  await broken.context().close();
});

test('Tab goes through all controls in their order, and out of the editors', async () => {
  await set({ ...settings, text: '/*IFTURE_WX*/' });
  await page.locator('#problems').getByText('W101').waitFor();
  await page.locator('#example').focus();
  const met = [];
  for (let presses = 0; presses < 30; presses += 1) {
    const name = await page.evaluate(() => {
      const { id, className, parentElement } = document.activeElement;
      return id || parentElement?.closest('[id]')?.id || className;
    });
    if (met.at(-1) !== name) met.push(name);
    if (name === 'output') break;
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(met, [
    ...['example', 'manual', 'filename', 'layout', 'share', 'language', 'source', 'problems'],
    ...[
      'target-0',
      'on-0-WX',
      'remove-0',
      'target-1',
      'on-1-WX',
      'remove-1',
      'add-target',
      'tab-0',
      'changes',
      'output',
    ],
  ]);
});

test('every control has a name, as a screen reader is told it', async () => {
  const roles = /^(button|textbox|checkbox|combobox|MenuListPopup|tab|tablist|tabpanel|list|listbox|table|region)$/;
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const controls = nodes.filter(({ ignored, role }) => !ignored && roles.test(role?.value));
  const found = new Set(controls.map(({ role }) => role?.value));
  for (const role of ['button', 'textbox', 'checkbox', 'combobox', 'tab', 'tablist', 'tabpanel', 'list', 'table'])
    assert.ok(found.has(role), role);
  const nameless = controls.filter(({ role, name }) => role?.value !== 'MenuListPopup' && !name?.value);
  assert.deepEqual(
    nameless.map(({ role, backendDOMNodeId }) => `${role?.value} ${backendDOMNodeId}`),
    [],
  );
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`texts stand out from what is behind them, ${colorScheme}`, async () => {
    const text = `// note\n/*IFTURE_WX*/ const s = 'a' + 1;\n/*IFTRUE_WX*/ class A { b = true } /*FITRUE_XW*/\n`;
    await page.emulateMedia({ colorScheme });
    await set({ ...settings, text, changes: true });
    await page.locator('#problems').getByText('E008').waitFor();
    assert.deepEqual(await page.evaluate(paleTexts), []);
    await write(text.replace('XW', 'WX'));
    await page.locator('#output .removed').first().waitFor();
    assert.deepEqual(await page.evaluate(paleTexts), []);
  });
}

test('nothing is wider than a phone, and no long text makes the page longer', async () => {
  const text = `${source}${'x'.repeat(500)}\n${'y\n'.repeat(300)}`;
  const many = Array.from({ length: 12 }, (_, i) => ({ name: `target${i}`, on: [`SYMBOL_${i}`] }));
  await page.setViewportSize({ width: 390, height: 780 });
  await set({ ...settings, text, targets: [...settings.targets, ...many] });
  await outputStarts('a;\nwx();\nz;xxx');
  assert.ok(await page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth));
  assert.ok(await page.locator('.cm-editor').evaluateAll((all) => all.every((each) => each.clientHeight < 700)));
  await page.setViewportSize({ width: 1280, height: 720 });
  assert.ok(await page.locator('html').evaluate((html) => html.scrollHeight <= html.clientHeight));
});

/** @param {string} folderOfPictures */
async function takePictures(folderOfPictures) {
  const http = `export function get(url: string): Promise<string> {
  /*IFTRUE_WXAPP*/
  return new Promise((resolve) => wx.request({ url, success: ({ data }) => resolve(data) }));
  /*ELSE_WXAPP*/
  return fetch(url).then((response) => response.text());
  /*FITRUE_WXAPP*/
}

/*IFTURE_DEBUG*/
`;
  const targets = [
    { name: 'web', on: ['WEBAPP'] },
    { name: 'wx', on: ['WXAPP'] },
  ];
  const shown = { ...settings, text: http, filename: 'http.ts', layout: 'compact', targets, shown: 1 };
  for (const [name, fragment, options] of [
    ['playground', shown, {}],
    ['dark', { ...shown, changes: true }, { colorScheme: 'dark' }],
    ['narrow', shown, { viewport: { width: 390, height: 1100 } }],
    ['chinese', shown, { locale: 'zh-CN' }],
  ]) {
    const looked = await open(fragmentOf(fragment), options);
    await looked.locator('#lines:not(:empty)').waitFor();
    await looked.screenshot({ path: join(folderOfPictures, `${name}.png`) });
    await looked.context().close();
  }
}
if (PICTURES !== undefined) test('pictures', () => takePictures(PICTURES));

test('without the manual it is at most 250 KB gzipped, and it only ever sets text', async () => {
  let size = 0;
  const names = (await readdir(folder)).filter((name) => !name.startsWith('manual.'));
  for (const name of names) size += gzipSync(await readFile(join(folder, name)), { level: 9 }).length;
  assert.ok(size <= 250_000, `${size} bytes`);
  for (const name of await readdir(join(root, 'playground/src'))) {
    const text = await readFile(join(root, 'playground/src', name), 'utf8');
    assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|outerHTML|\beval\b/, name);
  }
});

test('no request went elsewhere, and nobody complained', () => {
  assert.ok(requests.length >= 15);
  const names = new Set(requests.map((url) => url.replace(/#.*/, '')));
  const own = ['', 'engine.wasm', 'playground.css', 'playground.js', 'worker.js'].map((name) => site.url + name);
  assert.deepEqual([...names].sort(), own);
  assert.deepEqual(complaints, []);
});
