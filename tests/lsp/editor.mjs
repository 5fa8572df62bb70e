// An editor: a client of `iftrue lsp` in a folder of its own, with the texts that it has open.

import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import protocol from 'vscode-languageserver-protocol/node.js';

/** @typedef {import('vscode-languageserver-protocol').Position} Position */
/** @typedef {import('vscode-languageserver-protocol').Range} Range */
/** @typedef {import('vscode-languageserver-protocol').Diagnostic} Diagnostic */

const command = process.env['IFTRUE'] ?? fileURLToPath(new URL('../../build/release/iftrue', import.meta.url));

/** What VS Code says that it can do, as far as the server asks. */
export const capable = {
  textDocument: {
    inactiveRegionsCapabilities: { inactiveRegions: true },
    publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  workspace: {
    workspaceEdit: { documentChanges: true },
    codeLens: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

export class Editor {
  #connection;
  #child;
  #folder;
  #changes = new EventEmitter();
  /** The latest of each text. @type {Map<string, { version: number | undefined, diagnostics: Diagnostic[] }>} */
  #diagnostics = new Map();
  /** @type {Map<string, { version: number, regions: Range[] }>} */
  #regions = new Map();
  /** @type {Map<string, number>} */
  #versions = new Map();
  /** What the server has asked and told, but for the above. @type {{ method: string, params: unknown }[]} */
  heard = [];
  /** @type {import('vscode-languageserver-protocol').InitializeResult | undefined} */
  initialized;
  /** Of the process, once it has ended. @type {Promise<number | null>} */
  ended;
  errors = '';

  /** @param {string} folder @param {string[]} args */
  constructor(folder, args) {
    this.#folder = folder;
    this.#child = spawn(command, ['lsp', ...args], { cwd: folder });
    this.#child.stderr.setEncoding('utf8').on('data', (piece) => (this.errors += piece));
    this.ended = new Promise((resolve) => this.#child.on('close', resolve));
    this.#connection = protocol.createMessageConnection(
      new protocol.StreamMessageReader(this.#child.stdout),
      new protocol.StreamMessageWriter(this.#child.stdin),
    );
    this.#connection.onNotification('textDocument/publishDiagnostics', (params) => {
      this.#diagnostics.set(params.uri, params);
      this.#changes.emit('change');
    });
    this.#connection.onNotification('textDocument/inactiveRegions', ({ textDocument, regions }) => {
      this.#regions.set(textDocument.uri, { version: textDocument.version, regions });
      this.#changes.emit('change');
    });
    const hears = (/** @type {string} */ method, /** @type {unknown} */ params) => {
      this.heard.push({ method, params });
      this.#changes.emit('change');
      return null;
    };
    this.#connection.onNotification(hears);
    this.#connection.onRequest(hears);
    this.#connection.listen();
  }

  /**
   * @param {object} [setting]
   * @param {Record<string, string>} [setting.files] of the folder, by path
   * @param {object} [setting.capabilities] of the client
   * @param {string | null} [setting.target] that is chosen at first
   * @param {string[]} [setting.args] of the command
   */
  static async start({ files = {}, capabilities = capable, target = null, args = [] } = {}) {
    const folder = await mkdtemp(path.join(tmpdir(), 'iftrue-lsp-'));
    for (const [name, text] of Object.entries(files)) await write(path.join(folder, name), text);
    const editor = new Editor(folder, args);
    editor.initialized = await editor.request('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      capabilities,
      initializationOptions: { target },
    });
    await editor.notify('initialized', {});
    return editor;
  }

  /** Of the server. */
  get pid() {
    return this.#child.pid ?? 0;
  }

  /** @param {string} name a path below the folder */
  uri(name) {
    return name.includes(':') ? name : pathToFileURL(path.join(this.#folder, name)).href;
  }

  /** @param {string} method @param {unknown} params @returns {Promise<any>} */
  request(method, params) {
    return this.#connection.sendRequest(method, params);
  }

  /** A request that is cancelled in the same turn. @param {string} method @param {unknown} params */
  cancelled(method, params) {
    const source = new protocol.CancellationTokenSource();
    const response = this.#connection.sendRequest(method, params, source.token);
    source.cancel();
    return response;
  }

  /** @param {string} method @param {unknown} params */
  notify(method, params) {
    return this.#connection.sendNotification(method, params);
  }

  /** @param {string} name @param {string} text */
  async open(name, text) {
    const uri = this.uri(name);
    this.#versions.set(uri, 1);
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'typescript', version: 1, text } });
  }

  /** @param {string} name @param {...({ range: Range, text: string } | { text: string })} contentChanges */
  async change(name, ...contentChanges) {
    const uri = this.uri(name);
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  }

  /** @param {string} name */
  async close(name) {
    await this.notify('textDocument/didClose', { textDocument: { uri: this.uri(name) } });
  }

  /** Saves a text in the folder, and tells that it has. @param {string} name @param {string} text */
  async save(name, text) {
    await write(path.join(this.#folder, name), text);
    await this.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(name), type: 2 }] });
  }

  /** The same without telling. @param {string} name @param {string} text */
  async put(name, text) {
    await write(path.join(this.#folder, name), text);
  }

  /** Of a text, or at a place in it. @param {string} method @param {string} name @param {Position} [position] @param {object} [more] */
  about(method, name, position, more = {}) {
    return this.request(method, { textDocument: { uri: this.uri(name) }, position, ...more });
  }

  /** @param {string} command @param {...unknown} args */
  execute(command, ...args) {
    return this.request('workspace/executeCommand', { command, arguments: args });
  }

  /** The diagnostics of a text's present version. @param {string} name @returns {Promise<Diagnostic[]>} */
  async diagnostics(name) {
    const uri = this.uri(name);
    await this.until(() => this.#diagnostics.get(uri)?.version === this.#versions.get(uri));
    return this.#diagnostics.get(uri)?.diagnostics ?? [];
  }

  /** What is inactive in a text's present version. @param {string} name @returns {Promise<Range[]>} */
  async regions(name) {
    const uri = this.uri(name);
    await this.until(() => this.#regions.get(uri)?.version === this.#versions.get(uri));
    return this.#regions.get(uri)?.regions ?? [];
  }

  /** The regions of a text that `act` makes the server tell. @param {string} name @param {() => Promise<unknown>} act */
  async regionsAfter(name, act) {
    await this.#quiet();
    this.#regions.delete(this.uri(name));
    await act();
    return this.regions(name);
  }

  /** The same of diagnostics. @param {string} name @param {() => Promise<unknown>} act */
  async diagnosticsAfter(name, act) {
    await this.#quiet();
    this.#diagnostics.delete(this.uri(name));
    await act();
    return this.diagnostics(name);
  }

  /** Resolves when all is told of what has changed so far. */
  async #quiet() {
    // What has changed is told at once, in the order of the addresses.
    const last = '~.ts';
    await this.open(last, '');
    await this.diagnostics(last);
    await this.close(last);
    this.#diagnostics.delete(this.uri(last));
  }

  /** @param {() => boolean} holds */
  async until(holds) {
    while (!holds()) await new Promise((resolve) => this.#changes.once('change', resolve));
  }

  /** Each message as the server sends it. @param {(message: any) => void} see */
  raw(see) {
    let bytes = '';
    this.#child.stdout.on('data', (piece) => {
      bytes += piece;
      for (;;) {
        const [header, size] = /Content-Length: (\d+)\r\n\r\n/.exec(bytes) ?? [];
        if (header === undefined || bytes.length < header.length + Number(size)) return;
        see(JSON.parse(bytes.slice(header.length, header.length + Number(size))));
        bytes = bytes.slice(header.length + Number(size));
      }
    });
  }

  /** Bytes of the test's own on the server's standard input. @param {string | Buffer} bytes */
  write(bytes) {
    this.#child.stdin.write(bytes);
  }

  /** Closes the server's standard input. */
  hangUp() {
    this.#child.stdin.end();
  }

  /** @returns {Promise<number | null>} the exit status */
  async stop() {
    if (this.#child.exitCode === null) {
      await this.request('shutdown', undefined);
      await this.notify('exit', undefined);
    }
    const status = await this.ended;
    await rm(this.#folder, { recursive: true, force: true });
    return status;
  }
}

/** @param {string} file @param {string} text */
async function write(file, text) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** The text without its marks, and the place of each: `¦` is one. @param {string} marked */
export function marked(marked) {
  const parts = marked.split('¦');
  const text = parts.join('');
  let offset = 0;
  const places = parts.slice(0, -1).map((part) => placeOf(text, (offset += part.length)));
  return { text, places };
}

/** @param {string} text @param {number} offset @returns {Position} */
export function placeOf(text, offset) {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** What a range covers. @param {string} text @param {Range} range */
export function covered(text, range) {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  const offset = (/** @type {Position} */ { line, character }) => (starts[line] ?? text.length) + character;
  return text.slice(offset(range.start), offset(range.end));
}
