// The uniapp-h5 host: what uni-app's compiler makes for browsers, in Chromium. The suite stands beside the app; files are
// chosen as a user of the page chooses them.

import path from 'node:path';
import { needs as browserNeeds } from '../../web/host.mjs';
import { runInBrowser } from '../../web/suite_page.mjs';
import { accounts, exampleName, queryOf } from '../example.mjs';
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
    more: async (page, origin) => [await example(job, page, origin)],
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

/** Two people talk, each in a page of the example. @param {Job} job @param {Page} page of the suite @param {string} origin
 * @returns {Promise<CheckResult>} */
async function example(job, page, origin) {
  try {
    await accounts(job);
    const [alice, bob] = await Promise.all(
      ['alice', 'bob'].map(async (name) => {
        const opened = await page.context().newPage();
        await prepare(opened);
        await show(opened, `${origin}/index.html#/pages/index/index?${queryOf(job, name)}`);
        await opened.getByText('online', { exact: true }).waitFor();
        return opened;
      }),
    );
    await alice?.locator('input').fill('hello');
    await alice?.locator('input').press('Enter');
    await bob?.getByText('alice: hello', { exact: true }).waitFor();
    await alice?.getByText('me: hello', { exact: true }).waitFor();
    return { name: exampleName, failure: null };
  } catch (error) {
    return { name: exampleName, failure: String(error) };
  }
}
