// The uniapp-h5 host: what uni-app's compiler makes for browsers, in Chromium. The suite stands beside the app; files are
// chosen as a user of the page chooses them.

import path from 'node:path';
import { needs as browserNeeds } from '../../web/host.mjs';
import { tryReadme } from '../../readme.mjs';
import { runInBrowser } from '../../web/suite_page.mjs';
import { exampleName, firstPage, playExample, queryOf } from '../example.mjs';
import { compiled, needs as compilerNeeds } from '../compile.mjs';
import { access } from 'node:fs/promises';

/** @typedef {import('../../../bench.mjs').Job} Job @typedef {import('../../../contract/sdk.d.ts').CheckResult} CheckResult */
/** @typedef {import('playwright-core').Page} Page */

export const target = 'uniapp';

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

const isBrowserThere = await access(browserNeeds.file).then(
  () => true,
  () => false,
);

export const needs = isBrowserThere ? compilerNeeds : browserNeeds;

/** The app calls it while it starts: see contract.js. */
const meetApp =
  'window.started = new Promise((resolve) => (window.contractApp = (app) => resolve(void (window.app = app))));';

/** What the page does, as text: it is compiled there, where there is a DOM and no Node. */
const insideHost = `(server) => ({
  ...{ server, sdk: app.sdk, store: app.store, sharesStore: true },
  ask: (question, answer) => {
    // Pages that are counted say first what they have open.
    if ('tellResources' in window) window.tellResources();
    void window.ask(question).then(answer);
  },
  file: (path) => window.choose(path),
})`;

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const folder = await compiled(job, 'h5');
  return runInBrowser(job, {
    places: { '/index.html': path.join(folder, 'index.html'), '/assets/': path.join(folder, 'assets') },
    allows: "style-src 'self' 'unsafe-inline'; font-src data:",
    open: async (page, origin) => {
      if (page.url() === 'about:blank') await prepare(page);
      else await page.goto('about:blank');
      await show(page, `${origin}/index.html#/pages/blank/blank`);
    },
    host: insideHost,
    network: "navigator.connection.dispatchEvent(new Event('change'))",
    more: async (page, origin) => [
      await tryReadme(job, async (reader) => {
        await page.evaluate(
          `window.readme = ${JSON.stringify(reader)}; app.readme().then((client) => void (window.reader = client))`,
        );
        return () => page.evaluate('reader.close()');
      }),
      await example(job, page.context(), origin),
    ],
  });
}

/** @param {Page} page a new one */
async function prepare(page) {
  await page.addInitScript(meetApp);
  await page.exposeFunction('choose', async (/** @type {string} */ file) => {
    const chooser = page.waitForEvent('filechooser');
    const chosen = page.evaluate('app.choose().then(({ tempFilePaths }) => ({ path: tempFilePaths[0] }))');
    await (await chooser).setFiles(file);
    return chosen;
  });
}

/** @param {Page} page @param {string} url */
async function show(page, url) {
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate('window.started');
}

/** @param {Job} job @param {import('playwright-core').BrowserContext} context @param {string} origin
 * @returns {Promise<CheckResult>} */
async function example(job, context, origin) {
  try {
    await playExample(job, async (auid) => {
      const page = await context.newPage();
      await prepare(page);
      await show(page, `${origin}/index.html#/${firstPage}?${queryOf(job, auid)}`);
      return screenOf(page);
    });
    return { name: exampleName, failure: null };
  } catch (error) {
    return { name: exampleName, failure: String(error) };
  }
}

/** @param {Page} page @returns {import('../example.mjs').Screen} */
function screenOf(page) {
  // Pages behind the front one stay in the document.
  const front = page.locator('uni-page:visible');
  const withText = (/** @type {string} */ text) => front.getByText(text, { exact: true });
  const bar = front.locator('uni-progress');
  return {
    shows: (text) => withText(text).first().waitFor(),
    lacks: (text) => withText(text).first().waitFor({ state: 'detached' }),
    progress: (isThere) => bar.waitFor({ state: isThere ? 'visible' : 'detached' }),
    picture: () => front.locator('uni-image').waitFor(),
    taps: (text) => withText(text).click(),
    says: async (text) => {
      // uni-app empties it a tenth of a second after it was told to, whatever was typed meanwhile.
      const input = await front.locator('input').elementHandle();
      await page.waitForFunction((element) => Reflect.get(element ?? {}, 'value') === '', input);
      await front.locator('input').fill(text);
      await front.locator('input').press('Enter');
      await withText(text).waitFor();
    },
    chooses: async (file) => {
      const chooser = page.waitForEvent('filechooser');
      await withText('＋').click();
      await (await chooser).setFiles(file);
    },
    scrollsUp: () =>
      front
        .locator('.messages .uni-scroll-view')
        .last()
        .evaluate((box) => void (box.scrollTop = 0)),
    goesBack: async () => void (await page.goBack()),
    leaves: () => page.close(),
  };
}
