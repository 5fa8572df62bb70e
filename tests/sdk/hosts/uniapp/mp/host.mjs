// The uniapp-mp host: what uni-app's compiler makes for WeChat, in a strict mini-program as the wx host has it. uni-app's own
// runtime, in the app, needs what ES2015 does not have, and a base library that makes apps and pages of it.

import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Items } from '../../items.mjs';
import { tryReadme } from '../../readme.mjs';
import { Resources } from '../../resources.mjs';
import { makeContext } from '../../wx/context.mjs';
import { Modules } from '../../wx/modules.mjs';
import { lowestWithOff } from '../../wx/wx.mjs';
import { compiled, needs as compilerNeeds } from '../compile.mjs';
import { exampleName, firstPage, playExample, queryOf } from '../example.mjs';
import { Page } from './page.mjs';
import { Screen } from './screen.mjs';
import { Template } from './template.mjs';

/** @typedef {import('../../../bench.mjs').Job} Job @typedef {import('../../../contract/sdk.d.ts').CheckResult} CheckResult */
/** @typedef {typeof import('../../../contract/suite.mjs')} Suite @typedef {import('../../../contract/sdk.d.ts').Host} Host */
/** @typedef {import('./page.mjs').Definition} Definition */
/** @typedef {{ suite: Suite, host: Host, screen: Screen, readme(reader: import('../../readme.mjs').Reader): Promise<Client> }} App */
/** @typedef {import('../../../contract/sdk.d.ts').Client} Client */

export const target = 'uniapp';

export const suiteFormat = 'cjs';

export const needs = compilerNeeds;

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const files = await codeIn(await compiled(job, 'mp-weixin'));
  files.set('/suite.js', await readFile(job.suite, 'utf8'));
  const items = new Items();
  job.programs.serve(async () => {
    const resources = new Resources();
    const { suite, host } = start({ ...job, resources, signs: new Map() }, items, files);
    const tell = suite.puppet(host);
    return { tell: (command) => new Promise((answer) => tell(command, answer)), kill: () => resources.end() };
  });
  const app = start(job, items, files);
  const results = await app.suite.run(app.host, job.only);
  const other = start({ ...job, signs: new Map() }, new Items(), files);
  const readme = await tryReadme(job, async (reader) => {
    const client = await other.readme(reader);
    return () => client.close();
  });
  return [...results, readme, await example(job, { alice: app, bob: other })];
}

/** @param {string} folder @returns {Promise<Map<string, string>>} modules and templates, by absolute path in the app */
async function codeIn(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(js|wxml)$/.test(name));
  const texts = names.map(
    async (name) => /** @type {const} */ ([`/${name}`, await readFile(path.join(folder, name), 'utf8')]),
  );
  return new Map(await Promise.all(texts));
}

/** @param {Job} job @param {Items} items @param {ReadonlyMap<string, string>} files @returns {App} */
function start(job, items, files) {
  const context = makeContext(job, items, { baseLibrary: lowestWithOff });
  /** @typedef {{ onLaunch(options: object): void, onShow(options: object): void }} AppOptions @type {AppOptions | undefined} */
  let app;
  /** By the route of its page. @type {Map<string, Definition>} */
  const definitions = new Map();
  let route = '';
  const screen = new Screen((wanted) => {
    route = wanted;
    modules.load(`/${route}.js`);
    const definition = definitions.get(route);
    if (definition === undefined) throw new Error(`${route} has passed no page`);
    return new Page(definition, route, new Template(files.get(`/${route}.wxml`) ?? ''));
  });
  const define = (/** @type {Definition} */ definition) => void definitions.set(route, definition);
  /** @type {(Pick<Host, 'sdk' | 'store'> & { readme(): Promise<Client> }) | undefined} */
  let given;
  Object.assign(context, {
    // uni-app's runtime puts members of its own into it.
    wx: {
      ...context['wx'],
      ...baseLibrary,
      navigateTo: (/** @type {{ url: string }} */ { url }) => screen.open(url),
      chooseImage: (/** @type {{ success(result: object): void }} */ { success }) =>
        success({ tempFilePaths: [`wxfile://tmp/${path.basename(screen.chosen)}`] }),
    },
    App: (/** @type {AppOptions} */ options) => void (app = options),
    getApp: () => app,
    Behavior: (/** @type {object} */ options) => options,
    Component: define,
    Page: define,
    contractApp: (/** @type {typeof given} */ what) => void (given = what),
  });
  const modules = new Modules(context, files, { global: {} });
  modules.load('/app.js');
  const launch = { path: firstPage, query: {}, scene: 1001 };
  if (app === undefined || given === undefined) throw new Error('the app has not started, or not handed over the SDK');
  app.onLaunch(launch);
  app.onShow(launch);
  const { sdk, store, readme } = given;
  return {
    suite: /** @type {Suite} */ (modules.load('/suite.js')),
    host: {
      ...{ sdk, store, server: job.server, sharesStore: false },
      ask: (question, answer) => void job.ask(question).then(answer),
      file: (_path, name) => ({ path: `wxfile://tmp/${name}` }),
    },
    screen,
    readme: (reader) => {
      context['readme'] = reader;
      return readme();
    },
  };
}

/** What uni-app's runtime asks of the base library while it starts. */
const baseLibrary = {
  getAppBaseInfo: () => ({ language: 'zh_CN', version: '8.0.5', SDKVersion: lowestWithOff }),
  getLaunchOptionsSync: () => ({ path: firstPage, query: {}, scene: 1001 }),
};

/** @param {Job} job @param {Readonly<Record<string, App>>} apps by account @returns {Promise<CheckResult>} */
async function example(job, apps) {
  try {
    await playExample(job, async (auid) => {
      const { screen } = /** @type {App} */ (apps[auid]);
      screen.open(`${firstPage}?${queryOf(job, auid)}`);
      return screen;
    });
    await job.resources.quiet();
    return { name: exampleName, failure: null };
  } catch (error) {
    return { name: exampleName, failure: error instanceof Error ? String(error.stack) : String(error) };
  }
}
