// The web host: Debian's Chromium, with the page served from loopback under a policy that forbids eval. A further program is
// another page of the same browser and origin: it shares localStorage and Web Locks.

import { chromium } from 'playwright-core';
import { inNode } from './in_node.mjs';
import { serveFolder } from './page_server.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */
/** @typedef {import('../programs.mjs').Program} Program */

export const target = 'web';

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

const executablePath = '/usr/bin/chromium';

export const needs = { file: executablePath, install: 'apt-get install chromium' };

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What the page does, as text: it is compiled there, where there is a DOM and no Node. */
const insideHost = `(server) => ({
  sdk: EChatIM,
  server,
  ask: (question, answer) => {
    // Pages that are counted say first what they have open.
    if ('tellResources' in window) window.tellResources();
    void window.ask(question).then(answer);
  },
  file: (_path, name, text) => new File([text], name, { type: 'text/plain' }),
  sharesStore: true,
  store: {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, value),
    removeItem: (key) => localStorage.removeItem(key),
  },
})`;

const sameExports = `import('/package/echatim-sdk.mjs').then((module) => {
  const names = [Object.keys(EChatIM), Object.keys(module)].map((keys) => keys.sort().join(' '));
  return names[0] === names[1] ? null : names.join(' / ');
})`;

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const pages = await serveFolder({
    '/package/': job.dist,
    '/host/': new URL('.', import.meta.url),
    '/suite.js': job.suite,
  });
  const browser = await chromium.launch({ executablePath, args, headless: true });
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: job.server.secure });
    context.on('console', (message) => job.log(message.text()));
    context.on('weberror', (error) => job.thrown(error.error()));
    await context.exposeFunction('ask', job.ask);
    const host = `(${insideHost})(${JSON.stringify(job.server)})`;
    job.programs.serve(async () => programOn(await context.newPage(), `${pages.origin}/host/program.html`, host));

    const page = await context.newPage();
    await page.exposeFunction('resources', (/** @type {[string, string | null][]} */ changes) => {
      for (const [id, description] of changes) {
        if (description === null) job.resources.closed(id);
        else job.resources.opened(id, description);
      }
    });
    await page.goto(`${pages.origin}/host/page.html`, { waitUntil: 'load' });
    /** @type {CheckResult[]} */
    const results = await page.evaluate(`contractSuite.run(${host}, ${JSON.stringify(job.only)})`);
    const failure = /** @type {string | null} */ (await page.evaluate(sameExports));
    return [...results, { name: 'the module and the script export the same names', failure }, ...(await inNode(job))];
  } finally {
    await job.programs.killAll();
    await browser.close();
    await pages.close();
  }
}

/** @param {import('playwright-core').Page} page @param {string} url @param {string} host code that makes what the puppet is given
 * @returns {Promise<Program>} */
async function programOn(page, url, host) {
  const begin = () => page.evaluate(`void (window.tell = contractSuite.puppet(${host}))`);
  await page.goto(url, { waitUntil: 'load' });
  await begin();
  return {
    tell: (command) =>
      page.evaluate(`new Promise((answer) => window.tell(${JSON.stringify(command)}, answer))`).then(String),
    kill: () => crash(page),
    reload: async () => {
      await page.reload({ waitUntil: 'load' });
      await begin();
    },
  };
}

/** Ends the page's process: no handler of the page runs any more. @param {import('playwright-core').Page} page */
async function crash(page) {
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  const session = await page.context().newCDPSession(page);
  // It is never answered: nobody is left.
  session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
}
