// The real tsserver as a process, and a project on the disk that it opens.

import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const PACKAGE = fileURLToPath(new URL('../../dist/npm', import.meta.url));

/** The versions of TypeScript, by the names of their packages here. */
export const VERSIONS = ['typescript-5', 'typescript-6'];

/** The version that is a program of its own, and has no plug-ins. */
export const NATIVE = 'typescript-7';

/** @param {string} version */
export function typescriptFolder(version) {
  return fileURLToPath(new URL(`node_modules/${version}`, import.meta.url));
}

const TOML = `source = "src"

[symbols]
WEB = "browsers"
WX = "WeChat mini-programs"

[targets.web]
symbols = ["WEB"]

[targets.wx]
symbols = ["WX"]
`;

const COMPILER_OPTIONS = {
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  lib: ['es2015'],
  skipLibCheck: true,
  types: [],
  strict: true,
  noEmit: true,
};

/** A folder with an iftrue.toml, a tsconfig.json, sources, and the packages `iftrue` and `typescript`. */
export class Project {
  /** @param {string} root */
  constructor(root) {
    this.root = root;
  }

  /**
   * @param {string} version
   * @param {Record<string, string>} files
   * @param {{ target?: string, options?: object, plugin?: boolean, toml?: string }} [settings]
   */
  static async create(version, files, { target = 'web', options = {}, plugin = true, toml = TOML } = {}) {
    const project = new Project(await mkdtemp(join(tmpdir(), 'iftrue-typescript-')));
    const plugins = plugin ? [{ name: 'iftrue/typescript', target }] : [];
    await mkdir(project.path('node_modules'));
    await symlink(PACKAGE, project.path('node_modules/iftrue'));
    await symlink(typescriptFolder(version), project.path('node_modules/typescript'));
    const tsconfig = { compilerOptions: { ...COMPILER_OPTIONS, ...options, plugins }, include: ['src'] };
    if (toml !== '') await project.write('iftrue.toml', toml);
    await project.write('tsconfig.json', JSON.stringify(tsconfig));
    for (const [name, text] of Object.entries(files)) await project.write(name, text);
    return project;
  }

  /** @param {string} name */
  path(name) {
    return join(this.root, name);
  }

  /** @param {string} name @param {string} text */
  async write(name, text) {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  /** @param {string} name */
  read(name) {
    return readFile(this.path(name), 'utf8');
  }

  close() {
    return rm(this.root, { recursive: true });
  }
}

/** Of waits, in seconds: what never comes is to be a failure that says what it was. */
const LIMIT = 60;

/** @template Answer @param {Promise<Answer>} answer @param {string} what */
async function within(answer, what) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`tsserver did not send ${what} in ${LIMIT} s`)), LIMIT * 1000);
  });
  try {
    return await Promise.race([answer, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}

/** @typedef {{ line: number, offset: number }} Location */
/** @typedef {{ start: Location, end: Location, newText: string }} Edit */

/** A conversation with tsserver about a project. */
export class Server {
  #next = 1;
  /** @type {Map<number, (answer: any) => void>} */
  #waiting = new Map();
  /** @type {{ event: string, resolve: (body: any) => void }[]} */
  #listeners = [];
  /** The text of each file as the editor has it. @type {Map<string, string>} */
  texts = new Map();

  /** @param {Project} project @param {string} version @param {{ args?: string[], env?: Record<string, string> }} [settings] */
  constructor(project, version, { args = [], env = {} } = {}) {
    this.project = project;
    const program = join(typescriptFolder(version), 'lib/tsserver.js');
    this.process = spawn(
      process.execPath,
      [
        program,
        '--disableAutomaticTypingAcquisition',
        '--suppressDiagnosticEvents',
        '--allowLocalPluginLoads',
        ...args,
      ],
      { cwd: project.root, stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } },
    );
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return; // a header, or an empty line
      const message = JSON.parse(line);
      if (message.type === 'event') {
        for (const { event, resolve } of this.#listeners) if (event === message.event) resolve(message.body);
        return;
      }
      this.#waiting.get(message.request_seq)?.(message);
    });
  }

  /** @param {string} command @param {object} [args] @returns {Promise<any>} its body */
  async ask(command, args = {}) {
    const seq = this.#next++;
    const answer = new Promise((resolve) => this.#waiting.set(seq, resolve));
    this.tell(command, args, seq);
    const { success, message, body } = await within(answer, `an answer to ${command}`);
    if (!success && message !== 'No content available.') throw new Error(`${command}: ${message}`);
    return body;
  }

  /** For commands that have no answer. @param {string} command @param {object} args */
  tell(command, args, seq = this.#next++) {
    this.process.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
  }

  /** The next event of a name. @param {string} event @returns {Promise<any>} */
  event(event) {
    return within(new Promise((resolve) => this.#listeners.push({ event, resolve })), event);
  }

  /** @param {string} name */
  async open(name) {
    const text = await this.project.read(name);
    this.texts.set(name, text);
    await this.ask('updateOpen', { openFiles: [{ file: this.project.path(name), fileContent: text }] });
  }

  /** Puts a text in the place of all that is there. @param {string} name @param {string} text */
  async change(name, text) {
    const [end] = [this.#locate(name, this.text(name).length)];
    const textChanges = [{ start: { line: 1, offset: 1 }, end, newText: text }];
    this.texts.set(name, text);
    await this.ask('updateOpen', { changedFiles: [{ fileName: this.project.path(name), textChanges }] });
  }

  /** @param {string} name */
  text(name) {
    const text = this.texts.get(name);
    if (text === undefined) throw new Error(`${name} is not open`);
    return text;
  }

  /** Where a word first stands, as arguments of a command. @param {string} name @param {string} word */
  at(name, word, delta = 0) {
    const at = this.text(name).indexOf(word);
    if (at < 0) throw new Error(`${name} has no ${word}`);
    return { file: this.project.path(name), ...this.#locate(name, at + delta) };
  }

  /** The range of a word. @param {string} name @param {string} word */
  range(name, word) {
    const { file, line, offset } = this.at(name, word);
    const end = this.at(name, word, word.length);
    return { file, startLine: line, startOffset: offset, endLine: end.line, endOffset: end.offset };
  }

  /** The messages of a file. @param {string} name @param {'syntactic' | 'semantic' | 'suggestion'} [kind] */
  async diagnostics(name, kind = 'semantic') {
    const found = await this.ask(`${kind}DiagnosticsSync`, { file: this.project.path(name) });
    return /** @type {{ text: string, code: number, start: Location }[]} */ (found);
  }

  /** All messages of a file. @param {string} name */
  async messages(name) {
    const found = [...(await this.diagnostics(name, 'syntactic')), ...(await this.diagnostics(name))];
    return found.map(({ text }) => text);
  }

  /** @param {string} target */
  async choose(target) {
    await this.ask('configurePlugin', { pluginName: 'iftrue/typescript', configuration: { target } });
  }

  /** What the text of a file becomes. @param {string} text @param {readonly Edit[]} edits */
  static apply(text, edits) {
    const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    /** @param {Location} location */
    const offsetOf = ({ line, offset }) => (starts[line - 1] ?? text.length) + offset - 1;
    const ordered = [...edits].sort((a, b) => offsetOf(b.start) - offsetOf(a.start));
    for (const { start, end, newText } of ordered) {
      text = text.slice(0, offsetOf(start)) + newText + text.slice(offsetOf(end));
    }
    return text;
  }

  /** @param {string} name @param {number} at @returns {Location} */
  #locate(name, at) {
    const lines = this.text(name).slice(0, at).split('\n');
    return { line: lines.length, offset: (lines.at(-1)?.length ?? 0) + 1 };
  }

  async close() {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.stdin.end();
    this.process.kill();
    await ended;
  }
}

/**
 * A server that has opened the files of a project under src/.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} version
 * @param {Record<string, string>} files
 * @param {Parameters<typeof Project.create>[2] & ConstructorParameters<typeof Server>[2]} [settings]
 */
export async function serve(t, version, files, settings = {}) {
  const project = await Project.create(version, files, settings);
  const server = new Server(project, version, settings);
  t.after(async () => {
    await server.close();
    await project.close();
  });
  for (const name of Object.keys(files)) await server.open(name);
  return server;
}
