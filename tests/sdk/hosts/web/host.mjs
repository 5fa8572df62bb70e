// The web host: a page that loads the package's script, as suite_page.mjs runs it. The package also runs in Node here.

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readmeBlocks, tryReadme } from '../readme.mjs';
import { executablePath } from './browser.mjs';
import { inNode } from './in_node.mjs';
import { runInBrowser } from './suite_page.mjs';

export const target = 'web';

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

export const needs = { file: executablePath, install: 'apt-get install chromium' };

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

/** @param {import('../../bench.mjs').Job} job @returns {Promise<import('../../contract/sdk.d.ts').CheckResult[]>} */
export async function run(job) {
  const readme = path.join(path.dirname(job.suite), 'readme.mjs');
  const code = (await readmeBlocks(job.dist)).join('');
  await writeFile(
    readme,
    `${code.replaceAll("'echatim-sdk-web'", "'/package/echatim-sdk.mjs'")}\nexport { client };\n`,
  );
  return runInBrowser(job, {
    places: { '/package/': job.dist, '/host/': new URL('.', import.meta.url), '/readme.mjs': readme },
    open: (page, origin) => page.goto(`${origin}/host/page.html`, { waitUntil: 'load' }),
    host: insideHost,
    network: "dispatchEvent(new Event('online'))",
    more: async (page) => {
      const failure = /** @type {string | null} */ (await page.evaluate(sameExports));
      const tried = await tryReadme(job, async (reader) => {
        await page.evaluate(`window.readme = ${JSON.stringify(reader)}; import('/readme.mjs')`);
        return () => page.evaluate("import('/readme.mjs').then(({ client }) => client.close())");
      });
      return [{ name: 'the module and the script export the same names', failure }, tried, ...(await inNode(job))];
    },
  });
}
