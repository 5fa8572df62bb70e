// The C library: the suite runs in this process, over an adapter, and its SDK in a C program (bridge.c) that is linked
// with dist/native/lib/libechatim.so. A program is a process; the store is in files, which all share.

import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorChecks } from '../../contract/errors.mjs';
import { foregroundChecks } from '../../contract/foreground.mjs';
import { Resources } from '../resources.mjs';
import { Bridge } from './bridge.mjs';
import { CSdk } from './sdk.mjs';

/** @typedef {import('../../bench.mjs').Job} Job */

export const target = 'native';

export const suiteFormat = 'cjs';

/** Whether all this runs in a network that may be changed: CTest native.watch. */
const hasOwnNetwork = process.env['ECHATIM_OWN_NETWORK'] !== undefined;
let addresses = 0;

/** @param {Job} job @returns {Promise<import('../../contract/sdk.d.ts').CheckResult[]>} */
export async function run(job) {
  const folder = path.dirname(job.suite);
  const executable = compile(job.dist, folder);
  const extra = { storeFolder: path.join(folder, 'store'), ...(await trust(job.certificate, folder)) };
  await mkdir(extra.storeFolder, { recursive: true });
  const suite = createRequire(import.meta.url)(job.suite);

  /** @param {Resources} resources @param {'thread' | 'poll'} delivery */
  const start = (resources, delivery) =>
    new CSdk((heard) => new Bridge({ executable, delivery, folder, log: job.log }, heard), resources, extra, job.log);

  job.programs.serve(async () => {
    const resources = new Resources();
    // The suite's own clients call back on their threads, those of other programs when they are polled.
    const sdk = start(resources, 'poll');
    const tell = suite.puppet(hostOf(job, sdk));
    const kill = async () => {
      resources.end();
      await sdk.bridge.kill();
    };
    return {
      tell: async (command) => {
        const answer = await new Promise((resolve) => tell(command, resolve));
        // In JavaScript a message is stored when `send` returns; in C, as soon as the client's thread has come to it.
        if (command.startsWith('["send"')) await sdk.settled();
        return answer;
      },
      kill,
    };
  });

  if (hasOwnNetwork) job.signs.set('network', changeNetwork);
  const sdk = start(job.resources, 'thread');
  const results = await suite.run(hostOf(job, sdk), job.only);
  sdk.destroyClosed();
  return [...results, { name: 'the C program ends in peace', failure: await sdk.bridge.end() }];
}

/** @param {Job} job @param {CSdk} sdk */
function hostOf(job, sdk) {
  return {
    sdk,
    server: job.server,
    ask: (/** @type {string} */ question, /** @type {(text: string) => void} */ answer) => {
      if (question.startsWith('["checkStarts"')) sdk.destroyClosed();
      const ready = question.startsWith('["quiet"') ? sdk.rested() : Promise.resolve();
      void ready.then(() => job.ask(question)).then(answer);
    },
    file: (/** @type {string} */ file, /** @type {string} */ name) => ({ path: file, name }),
    sharesStore: true,
    store: dummy(),
    inexpressible,
  };
}

/** What a store in JavaScript stands on here: the real one is in files. */
function dummy() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return {
    getItem: (/** @type {string} */ key) => items.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value),
    removeItem: (/** @type {string} */ key) => void items.delete(key),
  };
}

/** @param {string | undefined} certificate @param {string} folder */
async function trust(certificate, folder) {
  if (certificate === undefined) return {};
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, certificate);
  return { caFile };
}

/** @param {string} dist @param {string} folder @returns {string} the bridge */
export function compile(dist, folder) {
  const executable = path.join(folder, 'bridge');
  const source = fileURLToPath(new URL('bridge.c', import.meta.url));
  const library = path.join(dist, 'lib');
  const options = ['-std=c99', '-D_POSIX_C_SOURCE=200809L', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-O1'];
  const found = [`-I${path.join(dist, 'include')}`, `-L${library}`, `-Wl,-rpath,${library}`, '-lechatim', '-pthread'];
  const { status, stderr } = spawnSync('cc', [...options, source, '-o', executable, ...found], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the bridge does not compile: ${stderr}`);
  return executable;
}

const aStoreInJavaScript =
  'its store is an object in JavaScript; in C it is files (CTest native.parts and native.python try faults of those)';

const pagesInC = 'an iterator is a matter of the language: in C a page is a call of historyListMessage';
const aNetworkOfItsOwn = 'the library watches the network of the machine itself (CTest native.watch changes one)';
const aNumberInC =
  'in C an error is a number and words, and has neither class nor guard (CTest native.python compares the numbers)';

/** The machine gets one more address. Interfaces are nobody's business but those of the namespace that this runs in. */
function changeNetwork() {
  const ip = (/** @type {string} */ words) => execFileSync('ip', words.split(' '));
  if (addresses === 0) {
    ip('link add echatim0 type veth peer name echatim1');
    for (const name of ['echatim0', 'echatim1']) ip(`link set ${name} up`);
  }
  addresses += 1;
  ip(`address add 10.255.0.${addresses}/32 dev echatim0`);
}

/** Checks that a program in C has no words for, and why. @type {Readonly<Record<string, string>>} */
const inexpressible = {
  ...Object.fromEntries(Object.keys(errorChecks).map((name) => [name, aNumberInC])),
  "a message is acknowledged when its handler's promise has resolved":
    'a handler in C has handled a message when it returns',
  'a handler that throws is reported, and keeps nothing from the others': 'a handler in C throws nothing',
  'a body that JSON does not hold is refused, and what is sent after it is stored': 'a body in C is JSON',
  'the same on a store that is slow': aStoreInJavaScript,
  'a message that finds no room is reported with its id, and costs the others nothing': aStoreInJavaScript,
  'a message that finds no room is sent all the same, in its place, while the program lives': aStoreInJavaScript,
  'a message is in the store before it is on the wire, and leaves it with the answer': aStoreInJavaScript,
  'a store that never answers is reported, and keeps nobody from coming online and sending': aStoreInJavaScript,
  'a store that throws is reported, and keeps nobody from coming online and sending': aStoreInJavaScript,
  'what is corrupted in the store is survived': aStoreInJavaScript,
  'messages on a slow store arrive once and in order': aStoreInJavaScript,
  'once hears one event, and can be taken back; messages wait for the next handler':
    'a program in C unsubscribes inside its handler; the process beside it, where the suite runs, would do so later',
  'the APIs are those of the contract, by name': 'C has no list of the APIs: a call names one',
  ...(hasOwnNetwork ? {} : Object.fromEntries(Object.keys(foregroundChecks).map((name) => [name, aNetworkOfItsOwn]))),
  'client.history gives the pages of a conversation from the latest back': pagesInC,
  'client.history can be asked twice at a time, ended early, and asked again after a failure': pagesInC,
  'a server that knows no pages gives one': pagesInC,
  'for await takes client.history, where the engine has it': pagesInC,
  'a message of any type arrives with its body, whatever JSON that is': pagesInC,
};
