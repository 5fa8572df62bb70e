// The rn host: React Native's own JavaScript (its fetch, XMLHttpRequest, FormData, WebSocket, Blob) in an engine of its own,
// as the new architecture starts it: timers and microtasks are the engine's, native modules come through a proxy.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import vm from 'node:vm';
import { Items } from '../items.mjs';
import { tryReadme } from '../readme.mjs';
import { Resources } from '../resources.mjs';
import { Timers } from '../timers.mjs';
import { Blobs } from './blobs.mjs';
import { metroBundle } from './bundle.mjs';
import { playExample } from './example.mjs';
import { Networking } from './networking.mjs';
import { WebSocketModule } from './web_socket.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

export const target = 'rn';

/** A classic script that defines `contractSuite`. */
export const suiteFormat = 'iife';

export const needs = {
  file: fileURLToPath(new URL('./node_modules/react-native/package.json', import.meta.url)),
  install: 'npm ci --prefix tests/sdk/hosts/rn',
};

/** The store that apps bring: React Native has none. As AsyncStorage, it answers later. */
const asyncStorage = `(perform) => {
  const later = (member) => (...args) => new Promise((resolve) => perform(member, args, resolve));
  return { getItem: later('get'), setItem: later('set'), removeItem: later('remove') };
}`;

/** @param {Job} job @returns {Promise<CheckResult[]>} */
export async function run(job) {
  const bundle = await metroBundle(job.dist, String(job.manifest['name']));
  const scripts = await Promise.all(
    [bundle, job.suite].map(async (filename) => new vm.Script(await readFile(filename, 'utf8'), { filename })),
  );
  const items = new Items();
  job.programs.serve(async () => {
    const resources = new Resources();
    const { context, host } = start({ ...job, resources }, items, scripts);
    const tell = context['contractSuite'].puppet(host);
    return { tell: (command) => new Promise((answer) => tell(command, answer)), kill: () => resources.end() };
  });
  const { context, host, emit } = start(job, items, scripts);
  job.signs.set('foreground', () => emit('appStateDidChange', { app_state: 'active' }));
  const results = await context['contractSuite'].run(host, job.only);
  return [
    ...results,
    await exampleScreens(job, start(job, items, scripts)),
    await readme(job, start(job, items, scripts)),
    await hermesCompiles(path.join(job.dist, String(job.manifest['main']))),
  ];
}

/** A program: a context with React Native's core and the app. @param {Job} job @param {Items} items @param {vm.Script[]} scripts */
function start(job, items, scripts) {
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext('delete globalThis.console; delete globalThis.WebAssembly;', context);

  /** What JavaScript registers for the native side to call. @type {Map<string, () => { emit: (event: string, argument: unknown) => void }>} */
  const callable = new Map();
  const emit = (/** @type {string} */ event, /** @type {unknown} */ argument) =>
    void (job.resources.ended || callable.get('RCTDeviceEventEmitter')?.().emit(event, argument));
  const modules = nativeModules(job, context, emit);
  const print = (/** @type {unknown[]} */ ...words) => job.log(words.map(String).join(' '));
  Object.assign(context, {
    ...new Timers(job.resources).functions,
    // RN takes Hermes's Promise where Hermes says it has one, as Hermes does since 0.70.
    HermesInternal: { hasPromise: () => true },
    RN$Bridgeless: true,
    RN$registerCallableModule: (/** @type {string} */ name, /** @type {() => never} */ factory) =>
      callable.set(name, factory),
    nativeModuleProxy: {},
    __turboModuleProxy: (/** @type {string} */ name) => modules.get(name) ?? null,
    nativeLoggingHook: print,
    console: { log: print, info: print, warn: print, error: print, debug: print },
  });
  for (const script of scripts) script.runInContext(context);

  const storage = vm.runInContext(asyncStorage, context)(performer(items.of(job.resources), job.resources));
  const host = {
    sdk: context['contractSdk'],
    server: job.server,
    ask: (/** @type {string} */ question, /** @type {(text: string) => void} */ answer) =>
      void job.ask(question).then(answer),
    storage,
    store: storage,
    sharesStore: false,
    file: (/** @type {string} */ path, /** @type {string} */ name) => ({
      uri: pathToFileURL(path).href,
      name,
      type: 'text/plain',
    }),
  };
  return { context, host, emit };
}

/** @param {Job} job @param {ReturnType<typeof start>} program @returns {Promise<CheckResult>} */
async function exampleScreens(job, { context, host }) {
  const name = "the example's screens are a chat";
  const ask = async (/** @type {string} */ action, /** @type {object} */ argument) =>
    JSON.parse(await job.ask(JSON.stringify([action, argument]))).value;
  const { host: address, httpPort, socketPort, appKey, secure } = job.server;
  const client = async (/** @type {string} */ loginAuid) => {
    const loginToken = `secret-of-${loginAuid}`;
    await ask('addUser', { auid: loginAuid, token: loginToken });
    const baseUrl = `http${secure ? 's' : ''}://${address}:${httpPort}`;
    return host.sdk.createClient({
      ...{ host: address, httpPort, socketPort, secure, key: appKey, loginAuid, loginToken },
      fileServerConfig: { use: 'local', client: 'plupload', baseUrl, version: 'v1' },
    });
  };
  const auids = { alice: 'screen-alice', bob: 'screen-bob' };
  const clients = { alice: await client(auids.alice), bob: await client(auids.bob) };
  try {
    await clients.bob.connect();
    const file = String(await ask('writeFile', { name: 'picture.png', text: 'a picture' }));
    await playExample(context, clients, auids, pathToFileURL(file).href);
    return { name, failure: null };
  } catch (error) {
    return { name, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    for (const each of Object.values(clients)) each.close();
  }
}

/** @param {Job} job @param {ReturnType<typeof start>} program @returns {Promise<CheckResult>} */
function readme(job, { context, host }) {
  return tryReadme(job, async (reader) => {
    context['readme'] = { ...reader, storage: host.storage };
    const client = await context['contractReadme']();
    return () => client.close();
  });
}

/** Carries out what the app asks of its store, in the order of the calls, and not in the turn of the call.
 * @param {import('../items.mjs').ProgramItems} items @param {Resources} resources
 * @returns {(member: 'get' | 'set' | 'remove', args: [string, string], done: (value: unknown) => void) => void} */
function performer(items, resources) {
  return (member, [key, value], done) =>
    void setImmediate(() => {
      const result = items[member](key, value) ?? null;
      if (!resources.ended) done(result);
    });
}

/** Devices run Hermes, which is no host here; its compiler tells at least that it knows all of the bundle's syntax.
 * @param {string} bundle @returns {Promise<CheckResult>} */
async function hermesCompiles(bundle) {
  const name = "Hermes's compiler takes the bundle";
  const compiler = fileURLToPath(
    new URL('./node_modules/hermes-compiler/hermesc/linux64-bin/hermesc', import.meta.url),
  );
  // Not to /dev/null: the compiler puts a file in place of what it writes to, and root may replace that.
  const folder = await mkdtemp(path.join(tmpdir(), 'hermes-'));
  try {
    await promisify(execFile)(compiler, ['-w', '-emit-binary', '-out', path.join(folder, 'bundle.hbc'), bundle]);
    return { name, failure: null };
  } catch (error) {
    return { name, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Of a phone, though nobody looks at it. */
const screen = { width: 390, height: 844, scale: 3, fontScale: 1 };

/** Tells whether the app is in the foreground. React Native's own listener stays for ever; the others count as open.
 * @param {Job} job */
function appState(job) {
  /** @type {object[]} */
  const listeners = [];
  return {
    getConstants: () => ({ initialAppState: 'active' }),
    getCurrentAppState: (/** @type {(state: { app_state: string }) => void} */ tell) => tell({ app_state: 'active' }),
    addListener: (/** @type {string} */ event) => {
      const listener = {};
      if (event === 'appStateDidChange' && listeners.push(listener) > 1)
        job.resources.opened(listener, 'AppState listener');
    },
    removeListeners: (/** @type {number} */ count) => {
      for (const listener of listeners.splice(-count)) job.resources.closed(listener);
    },
  };
}

/** @param {Job} job @param {vm.Context} context @param {import('./networking.mjs').Emit} emit @returns {ReadonlyMap<string, object>} */
function nativeModules(job, context, emit) {
  const blobs = new Blobs(vm.runInContext('(start) => new Promise(start)', context));
  return new Map(
    Object.entries({
      Networking: new Networking(job, emit, blobs),
      WebSocketModule: new WebSocketModule(job, emit),
      BlobModule: blobs.blobModule,
      FileReaderModule: blobs.fileReaderModule,
      NativeMicrotasksCxx: { queueMicrotask },
      NativeReactNativeFeatureFlagsCxx: {
        enableIntersectionObserverByDefault: () => false,
        enableMutationObserverByDefault: () => false,
      },
      ExceptionsManager: {
        reportException: (/** @type {{ message: string, stack: unknown }} */ { message }) =>
          job.thrown(new Error(message)),
      },
      AppState: appState(job),
      // The screens of the example ask for these, and need nothing of them without a display.
      KeyboardObserver: { addListener: () => {}, removeListeners: () => {} },
      ImageLoader: {},
      DeviceInfo: { getConstants: () => ({ Dimensions: { window: screen, screen } }) },
      PlatformConstants: {
        getConstants: () => ({
          isTesting: true,
          osVersion: '18.0',
          systemName: 'iOS',
          interfaceIdiom: 'phone',
          forceTouchAvailable: false,
          reactNativeVersion: { major: 0, minor: 86, patch: 3, prerelease: null },
        }),
      },
      SourceCode: { getConstants: () => ({ scriptURL: '' }) },
    }),
  );
}
