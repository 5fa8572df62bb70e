// Runs the suite in Chromium, in a page served from loopback under a policy that forbids eval. A further program is
// another page of the same browser and origin: it shares localStorage and Web Locks.

import { chromium } from 'playwright-core';
import { args, executablePath } from './browser.mjs';
import { serveFolder } from './page_server.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */
/** @typedef {import('../programs.mjs').Program} Program @typedef {import('playwright-core').Page} Page */

/**
 * @typedef {object} Site
 * @property {Readonly<Record<string, string | URL>>} places what is served, see page_server.mjs; with the suite as `/suite.js`
 * @property {string} [allows] what its policy allows besides scripts and connections
 * @property {(page: Page, origin: string) => Promise<unknown>} open makes a page ready to run the suite or a further program
 * @property {string} host a function of the server's address, as text: it is compiled in the page. It makes what the suite is given
 * @property {string} network code that says in the page that the network is there
 * @property {(page: Page, origin: string) => Promise<CheckResult[]>} more what else is checked
 */

/** @param {Job} job @param {Site} site @returns {Promise<CheckResult[]>} */
export async function runInBrowser(job, site) {
  const pages = await serveFolder(
    { ...site.places, '/suite.js': job.suite, '/counted.js': new URL('./counted.js', import.meta.url) },
    site.allows,
  );
  const browser = await chromium.launch({ executablePath, args, headless: true });
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: job.server.secure });
    context.on('console', (message) => job.log(message.text()));
    context.on('weberror', (error) => job.thrown(error.error()));
    await context.exposeFunction('ask', job.ask);
    const host = `(${site.host})(${JSON.stringify(job.server)})`;
    const ready = async (/** @type {Page} */ page) => {
      await site.open(page, pages.origin);
      await page.addScriptTag({ url: '/suite.js' });
    };
    job.programs.serve(async () => programOn(await context.newPage(), ready, host));

    const page = await context.newPage();
    await page.exposeFunction('resources', (/** @type {[string, string | null][]} */ changes) => {
      for (const [id, description] of changes) {
        if (description === null) job.resources.closed(id);
        else job.resources.opened(id, description);
      }
    });
    await ready(page);
    // From here: what an app has open of itself is not the SDK's.
    await page.addScriptTag({ url: '/counted.js' });
    job.signs.set('network', () => page.evaluate(site.network));
    job.signs.set('foreground', () => page.evaluate("document.dispatchEvent(new Event('visibilitychange'))"));
    /** @type {CheckResult[]} */
    const results = await page.evaluate(`contractSuite.run(${host}, ${JSON.stringify(job.only)})`);
    return [...results, ...(await site.more(page, pages.origin))];
  } finally {
    await job.programs.killAll();
    await browser.close();
    await pages.close();
  }
}

/** @param {Page} page @param {(page: Page) => Promise<void>} ready @param {string} host code that makes what the puppet is given
 * @returns {Promise<Program>} */
async function programOn(page, ready, host) {
  const begin = async () => {
    await ready(page);
    await page.evaluate(`void (window.tell = contractSuite.puppet(${host}))`);
  };
  await begin();
  return {
    tell: (command) =>
      page.evaluate(`new Promise((answer) => window.tell(${JSON.stringify(command)}, answer))`).then(String),
    kill: () => crash(page),
    reload: begin,
  };
}

/** Ends the page's process: no handler of the page runs any more. @param {Page} page */
async function crash(page) {
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  const session = await page.context().newCDPSession(page);
  // It is never answered: nobody is left.
  session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
}
