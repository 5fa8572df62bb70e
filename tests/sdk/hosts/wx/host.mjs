// The wx host: a strict mini-program. No eval, no browser, no Node, nothing later than ES2015; modules as mini-programs wrap
// them; `wx` over real sockets, as old as the SDK allows.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import vm from 'node:vm';
import { Items } from '../items.mjs';
import { Resources } from '../resources.mjs';
import { readmeBlocks, tryReadme } from '../readme.mjs';
import { makeContext } from './context.mjs';
import { reduceToEs2015 } from './es2015.mjs';
import { exampleFiles, playExample } from './example.mjs';
import { Modules } from './modules.mjs';
import { pageCode, pageFile, usePage } from './page.mjs';
import { lowestWithOff } from './wx.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */
/** @typedef {typeof import('../../contract/suite.mjs')} Suite @typedef {import('../../contract/sdk.d.ts').Host} Host */
/** @typedef {{ context: vm.Context, modules: Modules, suite: Suite, host: Host }} MiniProgram */

export const target = 'wx';

export const suiteFormat = 'cjs';

/** Part of the names of the checks that a later base library runs, too. */
const laterChecks = 'it may go on';

/** Milliseconds for the documented page to get ready. */
const pageDeadline = 20000;

/** The store as the SDK's config takes one. */
const storage = `({
  getItem: (key) => wx.getStorageSync(key) || null,
  setItem: (key, value) => wx.setStorageSync(key, value),
  removeItem: (key) => wx.removeStorageSync(key),
})`;

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const files = new Map([
    ['/utils/echatim-sdk.js', await readFile(path.join(job.dist, 'echatim-sdk.js'), 'utf8')],
    [pageFile, await pageCode(job.server)],
    ['/suite.js', await readFile(job.suite, 'utf8')],
    [
      '/miniprogram_npm/echatim-sdk-wx/index.js',
      await readFile(path.join(job.dist, String(job.manifest['miniprogram']), 'index.js'), 'utf8'),
    ],
  ]);
  const items = new Items();
  job.programs.serve(async () => {
    const resources = new Resources();
    const { suite, host } = start({ ...job, resources, signs: new Map() }, items, files, 'oldest');
    const tell = suite.puppet(host);
    return { tell: (command) => new Promise((answer) => tell(command, answer)), kill: () => resources.end() };
  });
  const program = start(job, items, files, 'oldest');
  const results = await program.suite.run(program.host, job.only);
  return [
    await documentedPage(job, program),
    ...results,
    packed(program.modules),
    ...(await onALaterLibrary(job, start(job, items, files, lowestWithOff))),
    await exampleProject(job, items, files),
    await readme(job, items, files),
  ];
}

/** @param {Job} job @param {Items} items @param {ReadonlyMap<string, string>} files
 * @param {'oldest' | typeof lowestWithOff} baseLibrary @returns {MiniProgram} */
function start(job, items, files, baseLibrary) {
  const context = makeContext(job, items, { baseLibrary, prepare: reduceToEs2015 });
  const modules = new Modules(context, files);
  const suite = /** @type {Suite} */ (modules.load('/suite.js'));
  /** @type {Host} */
  const host = {
    sdk: /** @type {import('../../contract/sdk.d.ts').Sdk} */ (modules.load('/utils/echatim-sdk.js')),
    server: job.server,
    ask: (question, answer) => void job.ask(question).then(answer),
    file: (_path, name) => ({ path: `wxfile://tmp/${name}` }),
    store: vm.runInContext(storage, context),
    sharesStore: false,
  };
  return { context, modules, suite, host };
}

/** @param {Job} job @param {MiniProgram} program @returns {Promise<CheckResult>} */
async function documentedPage(job, { context, modules }) {
  const name = "the documented page's code runs unchanged";
  try {
    /** @type {Promise<import('../../contract/sdk.d.ts').Client>} */
    const ready = new Promise((resolve, reject) => {
      context['pageIsReady'] = resolve;
      AbortSignal.timeout(pageDeadline).onabort = () => reject(new Error('init called back with no client in time'));
    });
    modules.load(pageFile);
    await usePage(await ready);
    await job.resources.quiet();
    return { name, failure: null };
  } catch (error) {
    return { name, failure: String(error) };
  }
}

/** @param {Job} job @param {Items} items @param {ReadonlyMap<string, string>} files @returns {Promise<CheckResult>} */
async function exampleProject(job, items, files) {
  const name = 'the example project is a chat';
  const project = await exampleFiles(job);
  const { context, modules, host } = start(job, items, new Map([...files, ...project]), lowestWithOff);
  const ask = async (/** @type {string} */ action, /** @type {object} */ argument) => {
    const { value, error } = JSON.parse(await job.ask(JSON.stringify([action, argument])));
    if (error !== undefined) throw new Error(error);
    return value;
  };
  const { host: address, httpPort, socketPort, appKey, secure } = job.server;
  for (const auid of ['bob', 'carol']) await ask('addUser', { auid, token: `demo-token-of-${auid}` });
  await ask('writeFile', { name: 'picture.png', text: 'a picture' });
  const bob = host.sdk.createClient({
    ...{ host: address, httpPort, socketPort, secure, key: appKey },
    ...{ loginAuid: 'bob', loginToken: 'demo-token-of-bob' },
  });
  try {
    await bob.connect();
    const late = new Promise((_resolve, reject) => {
      AbortSignal.timeout(pageDeadline).onabort = () => reject(new Error('it is not over in time'));
    });
    await Promise.race([playExample(job, context, modules, project, bob, 'wxfile://tmp/picture.png'), late]);
    bob.close();
    await job.resources.quiet();
    return { name, failure: null };
  } catch (error) {
    bob.close();
    return { name, failure: String(error) };
  }
}

/** The page's block, and then the one that takes the package which the WeChat tools have built.
 * @param {Job} job @param {Items} items @param {ReadonlyMap<string, string>} files @returns {Promise<CheckResult>} */
async function readme(job, items, files) {
  const npm = files.get('/miniprogram_npm/echatim-sdk-wx/index.js') ?? '';
  const blocks = (await readmeBlocks(job.dist)).map((code) => `${code}\nmodule.exports = sdk;`);
  const pages = blocks.map((code, index) => /** @type {const} */ ([`/pages/readme/${index}.js`, code]));
  const { context, modules } = start(
    job,
    items,
    new Map([...files, ...pages, ['/pages/readme/echatim-sdk-wx', npm]]),
    'oldest',
  );
  return tryReadme(job, async (reader) => {
    context['readme'] = vm.runInContext(`(${JSON.stringify(reader)})`, context);
    const made = pages.map(([name]) => /** @type {import('../../contract/sdk.d.ts').Sdk} */ (modules.load(name)));
    const names = made.map((sdk) => Object.keys(sdk).sort().join());
    if (new Set(names).size !== 1) throw new Error(names.join(' / '));
    return async () => {
      made[0]?.im.client?.close();
      await job.resources.quiet();
    };
  });
}

/** What only a later base library can do: take listeners back, and tell that the program comes to the foreground.
 * @param {Job} job @param {MiniProgram} program @returns {Promise<CheckResult[]>} */
async function onALaterLibrary(job, { suite, host }) {
  const results = await suite.run(host, job.only === '' ? laterChecks : job.only);
  return results.map((result) => ({ ...result, name: `${result.name} (base library ${lowestWithOff})` }));
}

/** What the developer tools pack from npm is the same SDK as the single file. @param {Modules} modules @returns {CheckResult} */
function packed(modules) {
  const [single, npm] = ['/utils/echatim-sdk.js', '/miniprogram_npm/echatim-sdk-wx/index.js'].map((file) =>
    Object.keys(/** @type {object} */ (modules.load(file)))
      .sort()
      .join(' '),
  );
  return {
    name: 'the npm package and the single file export the same names',
    failure: single === npm ? null : `${single} / ${npm}`,
  };
}
