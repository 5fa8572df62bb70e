// Fresh projects that use a package, each in a way that people do. Each runs the same conversation and says how it went.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import vm from 'node:vm';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { args, executablePath } from '../sdk/hosts/web/browser.mjs';
import { serveFolder } from '../sdk/hosts/web/page_server.mjs';
import { Items } from '../sdk/hosts/items.mjs';
import { Resources } from '../sdk/hosts/resources.mjs';
import { makeContext } from '../sdk/hosts/wx/context.mjs';
import { reduceToEs2015 } from '../sdk/hosts/wx/es2015.mjs';
import { Modules } from '../sdk/hosts/wx/modules.mjs';

const execute = promisify(execFile);

/** @typedef {readonly Readonly<Record<string, unknown>>[]} People the configs of two accounts */
/** @typedef {(place: string, tarball: string, people: People) => Promise<string>} Run what the second one heard of the first */

/** Runs where the SDK runs; here it is only text. */
const talk = `function talk(createClient, configs) {
  var from = createClient(configs[0]);
  var to = createClient(configs[1]);
  var heard = new Promise(function (resolve) {
    to.on('message', function (message) { resolve(message.fromUser + ': ' + message.body); });
  });
  return to.connect()
    .then(function () { return from.connect(); })
    .then(function () { return from.sendText({ user: configs[1].loginAuid }, 'hello'); })
    .then(function () { return heard; })
    .then(function (text) { from.close(); to.close(); return text; });
}`;

/** @param {string} place an empty folder @param {string} tarball @param {Readonly<Record<string, string>>} files */
export async function project(place, tarball, files) {
  await writeFile(path.join(place, 'package.json'), '{ "name": "fresh", "private": true }');
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(place, name), text);
  await execute('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: place });
}

/** @param {string} file @param {(talk: string, configs: string) => string} program @returns {Run} */
const inNode = (file, program) => async (place, tarball, people) => {
  await project(place, tarball, { [file]: program(talk, JSON.stringify(people)) });
  // Node 20 has a WebSocket behind this flag.
  const flags = ['--no-warnings', '--experimental-websocket'];
  const { stdout } = await execute(process.execPath, [...flags, file], { cwd: place, timeout: 30000 });
  return stdout.trim();
};

/**
 * @param {string} folder with an index.html whose script sets `outcome` @param {Readonly<Record<string, string>>} places
 * @param {string} [scripts] which the page may run
 */
export async function inChromium(folder, places, scripts) {
  const pages = await serveFolder({ '/index.html': path.join(folder, 'index.html'), ...places }, '', scripts);
  const browser = await chromium.launch({ executablePath, args, headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(`${pages.origin}/index.html`);
    return String(await page.evaluate('window.outcome'));
  } finally {
    await browser.close();
    await pages.close();
  }
}

/** What a page does: the promise is what the test waits for. @param {string} createClient @param {People} people */
const onPage = (createClient, people) =>
  `${talk}\nwindow.outcome = talk(${createClient}, ${JSON.stringify(people)}).catch(String);`;

/** @type {Run} */
async function withVite(place, tarball, people) {
  await project(place, tarball, {
    'index.html': '<!doctype html><script type="module" src="/main.js"></script>',
    'main.js': `import { createClient } from 'echatim-sdk-web';\n${onPage('createClient', people)}`,
  });
  await build({ root: place, logLevel: 'warn' });
  return inChromium(path.join(place, 'dist'), { '/assets/': path.join(place, 'dist/assets') });
}

/** @type {Run} */
async function asScript(place, tarball, people) {
  await project(place, tarball, {
    'index.html': '<!doctype html><script src="/sdk/echatim-sdk.js"></script><script src="/page/main.js"></script>',
    'main.js': onPage('EChatIM.createClient', people),
  });
  return inChromium(place, { '/sdk/': path.join(place, 'node_modules/echatim-sdk-web'), '/page/': place });
}

/** As the WeChat tools build what npm has installed; the result runs in the host of the contract suite. @type {Run} */
async function asMiniProgram(place, tarball, people) {
  await project(place, tarball, {});
  /** @type {{ packNpmManually(options: object): Promise<unknown> }} */
  const { packNpmManually } = createRequire(import.meta.url)(
    'miniprogram-ci/dist/modules/corecompiler/original/npm/packnpm.js',
  );
  await packNpmManually({ packageJsonPath: path.join(place, 'package.json'), miniprogramNpmDistDir: place });
  const built = path.join(place, 'miniprogram_npm');
  const app = `module.exports = talk(require('./miniprogram_npm/echatim-sdk-wx/index.js').createClient, people);\n${talk}`;
  const files = new Map([['/app.js', app]]);
  for (const name of await readdir(built, { recursive: true })) {
    if (name.endsWith('.js')) files.set(`/miniprogram_npm/${name}`, await readFile(path.join(built, name), 'utf8'));
  }
  const resources = new Resources();
  /** @type {string[]} */ const printed = [];
  const job = {
    resources,
    signs: new Map(),
    certificate: undefined,
    log: (/** @type {string} */ line) => void printed.push(line),
  };
  const context = makeContext(/** @type {any} */ (job), new Items(), {
    baseLibrary: 'oldest',
    prepare: reduceToEs2015,
  });
  context['people'] = vm.runInContext(`(${JSON.stringify(people)})`, context);
  const said = await new Modules(context, files).load('/app.js');
  await resources.quiet();
  return String(said);
}

/** @type {readonly { target: string, name: string, run: Run }[]} */
export const projects = [
  {
    target: 'web',
    name: 'Node.js, import',
    run: inNode(
      'main.mjs',
      (code, configs) =>
        `import { createClient } from 'echatim-sdk-web';\n${code}\ntalk(createClient, ${configs}).then(console.log);`,
    ),
  },
  {
    target: 'web',
    name: 'Node.js, require',
    run: inNode(
      'main.cjs',
      (code, configs) =>
        `const { createClient } = require('echatim-sdk-web');\n${code}\ntalk(createClient, ${configs}).then(console.log);`,
    ),
  },
  { target: 'web', name: 'Vite, Chromium', run: withVite },
  { target: 'web', name: 'script, Chromium', run: asScript },
  { target: 'wx', name: "the WeChat tools' npm builder", run: asMiniProgram },
];
