// The web host: Debian's Chromium, with the page served from loopback under a policy that forbids eval.

import { chromium } from 'playwright-core';
import { serveFolder } from './page_server.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

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
const start = `({ server, only }) => contractSuite.run({
  sdk: EChatIM,
  server,
  ask: (question, answer) => void window.ask(question).then(answer),
  file: (_path, name, text) => new File([text], name, { type: 'text/plain' }),
}, only)`;

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
    const page = await browser.newPage({ ignoreHTTPSErrors: job.server.secure });
    page.on('console', (message) => job.log(message.text()));
    page.on('pageerror', (error) => job.thrown(error));
    await page.exposeFunction('ask', job.ask);
    await page.exposeFunction('resource', (/** @type {string} */ id, /** @type {string | undefined} */ description) =>
      description === undefined ? job.resources.closed(id) : job.resources.opened(id, description),
    );
    await page.goto(`${pages.origin}/host/page.html`, { waitUntil: 'load' });
    /** @type {CheckResult[]} */
    const results = await page.evaluate(`(${start})(${JSON.stringify({ server: job.server, only: job.only })})`);
    const failure = /** @type {string | null} */ (await page.evaluate(sameExports));
    return [...results, { name: 'the module and the script export the same names', failure }];
  } finally {
    await browser.close();
    await pages.close();
  }
}
