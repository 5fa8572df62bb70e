// The test's own side of a run: the server, the questions that the suite asks from inside a host, and the evidence.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '../server/server.mjs';
import { exchange } from './hosts/exchange.mjs';
import { Programs } from './hosts/programs.mjs';
import { Resources } from './hosts/resources.mjs';

/**
 * @typedef {object} Job what a host is given to run the suite
 * @property {string} dist the folder of the built package
 * @property {Readonly<Record<string, unknown>>} manifest its package.json
 * @property {string} suite the file of the bundled suite, in the host's `suiteFormat`
 * @property {string} only part of the names of the checks to run; '' for all
 * @property {{ host: string, httpPort: number, socketPort: number, appKey: string, secure: boolean }} server
 * @property {string | undefined} certificate what to trust, PEM, when the server is secure
 * @property {Resources} resources what the host has open
 * @property {Programs} programs to be told how this host starts further programs
 * @property {Map<string, () => unknown>} signs to be told how this host gives a sign that the program may go on, by its kind:
 *   `foreground`, `network`
 * @property {(question: string) => Promise<string>} ask never rejects
 * @property {(error: unknown) => void} thrown takes what the code inside threw or rejected, and nobody caught
 * @property {(line: string) => void} log takes what the code inside prints
 */

export class Bench {
  resources = new Resources();
  programs = new Programs();
  /** @type {Job['signs']} */
  signs = new Map();
  /** What the code inside the host printed. @type {string[]} */
  printed = [];
  /** What was thrown or rejected, and caught by nobody. @type {string[]} */
  uncaught = [];
  /** The check that runs. */
  current = '';
  /** When each check began, milliseconds since 1970. @type {{ check: string, begin: number }[]} */
  #begun = [];
  #server;
  #folder;
  /** Violations that a check was already told of. */
  #told = 0;
  /** @type {Set<NodeJS.Timeout>} */
  #deadlines = new Set();

  /** @param {import('../server/server.mjs').ReferenceServer} server @param {string} folder */
  constructor(server, folder) {
    this.#server = server;
    this.#folder = folder;
  }

  /** @param {{ tls: boolean }} options */
  static async open({ tls }) {
    return new Bench(await startServer({ redeliverAfter: 1000, tls }), await mkdtemp(path.join(tmpdir(), 'contract-')));
  }

  /** @returns {Job['server']} */
  get address() {
    const { host, httpPort, socketPort, appKey } = this.#server;
    return { host, httpPort, socketPort, appKey, secure: this.certificate !== undefined };
  }

  get certificate() {
    return this.#server.certificate;
  }

  get controls() {
    return this.#server.controls;
  }

  /** A folder for files that last as long as the run. */
  get folder() {
    return this.#folder;
  }

  /** @param {string} check a name @returns {string[]} what the server noted while it ran; its last lines for no check of the suite */
  serverLog(check) {
    const lines = this.#server.controls.log({ last: Infinity });
    const begin = lines.findIndex((line) => line.endsWith(heading(check)));
    if (begin < 0) return lines.slice(-20);
    const length = lines.slice(begin + 1).findIndex((line) => line.includes(heading('')));
    return lines.slice(begin, length < 0 ? undefined : begin + 1 + length).slice(0, longestLog);
  }

  /** @param {string} question JSON of `[action, argument]` @returns {Promise<string>} JSON of `{ value }` or `{ error }` */
  async ask(question) {
    const [action, args] = JSON.parse(question);
    try {
      return JSON.stringify({ value: (await this.#perform(action, args)) ?? null });
    } catch (error) {
      return JSON.stringify({ error: error instanceof Error ? error.message : String(error) });
    }
  }

  /** @returns {{ check: string, ms: number }[]} what each check took, the longest first */
  get times() {
    const ends = [...this.#begun.slice(1).map(({ begin }) => begin), Date.now()];
    return this.#begun
      .map(({ check, begin }, index) => ({ check, ms: (ends[index] ?? begin) - begin }))
      .sort((a, b) => b.ms - a.ms);
  }

  /** @param {unknown} error */
  thrown(error) {
    this.uncaught.push(
      `during "${this.current}": ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }

  async close() {
    this.#clearDeadlines();
    await this.programs.killAll();
    await this.#server.close();
    await rm(this.#folder, { recursive: true });
  }

  /** @param {string} action @param {Record<string, unknown>} args @returns {unknown} */
  #perform(action, args) {
    switch (action) {
      case 'checkStarts':
        return this.#start(String(args['name']));
      case 'after':
        return this.#after(Number(args['ms']));
      case 'calm':
        return this.#calm();
      case 'quiet':
        return this.resources.quiet();
      case 'printed':
        return this.printed;
      case 'signs':
        return [...this.signs.keys()];
      case 'sign':
        return this.#sign(String(args['kind']));
      case 'startProgram':
        return this.programs.start();
      case 'tellProgram':
        return this.programs.tell({ id: Number(args['id']), command: String(args['command']) });
      case 'reloadProgram':
        return this.programs.reload({ id: Number(args['id']) });
      case 'killProgram':
        return this.programs.kill({ id: Number(args['id']) });
      case 'killPrograms':
        return this.programs.killAll();
      case 'closedPort':
        return closedPort();
      case 'writeFile':
        return this.#writeFile(String(args['name']), String(args['text']));
      case 'download':
        return this.#download(String(args['url']));
      default:
        return this.#control(action, args);
    }
  }

  /** @param {string} action @param {unknown} args */
  #control(action, args) {
    const { controls } = this.#server;
    const method = action === 'constructor' ? undefined : Reflect.get(controls, action);
    if (typeof method !== 'function') throw new TypeError('nobody answers this question');
    return method.call(controls, args);
  }

  /** @param {string} kind @returns {unknown} */
  #sign(kind) {
    const give = this.signs.get(kind);
    if (!give) throw new RangeError(`this host has no sign ${kind}`);
    return give();
  }

  /** @param {string} check */
  #start(check) {
    this.current = check;
    this.#begun.push({ check, begin: Date.now() });
    this.#server.controls.note({ text: heading(check) });
    this.#clearDeadlines();
  }

  /** @param {number} delay milliseconds */
  #after(delay) {
    return new Promise((resolve) => this.#deadlines.add(setTimeout(() => resolve(null), delay)));
  }

  #clearDeadlines() {
    for (const timer of this.#deadlines) clearTimeout(timer);
    this.#deadlines.clear();
  }

  /** Faults off; throws when the check that ends here made the server record a violation. */
  #calm() {
    this.#server.controls.clearFaults();
    const violations = this.#server.controls.violations().slice(this.#told);
    this.#told += violations.length;
    if (violations.length > 0) {
      throw new Error(
        `the server recorded: ${violations.map(({ where, message }) => `${where}: ${message}`).join('; ')}`,
      );
    }
  }

  /** @param {string} url @returns {Promise<string>} the text there */
  async #download(url) {
    const request = { url, method: 'GET', headers: {}, body: Buffer.alloc(0), signal: undefined, ca: this.certificate };
    return (await exchange(request)).body.toString('utf8');
  }

  /** @param {string} name @param {string} text @returns {Promise<string>} its path */
  async #writeFile(name, text) {
    const file = path.join(this.#folder, path.basename(name));
    await writeFile(file, text);
    return file;
  }
}

/** Lines of the server's log that are worth a look when a check fails. */
const longestLog = 60;

/** The line in the server's log at which a check begins. @param {string} check */
const heading = (check) => `--- ${check}`;

/** @returns {Promise<number>} a port on which nobody listens: it was free a moment ago */
async function closedPort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  await once(probe.close(), 'close');
  return port;
}
