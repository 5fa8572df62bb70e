// The real VS Code: its server, its workbench in Chromium, and a line into its extension host.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

import { args, executablePath } from '../../sdk/hosts/web/browser.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const vscode = join(here, 'node_modules/code-server/lib/vscode');

/** Of those that come with VS Code: what the tests use, and what would else start, in vain, in the browser. */
const EXTENSIONS = [
  ...['css', 'html', 'javascript', 'json', 'theme-defaults', 'typescript-basics', 'typescript-language-features'],
  ...[
    'configuration-editing',
    'emmet',
    'extension-editing',
    'git-base',
    'json-language-features',
    'merge-conflict',
    'npm',
  ],
];

const SETTINGS = {
  'editor.minimap.enabled': false,
  'editor.stickyScroll.enabled': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  // It asks a registry for types.
  'typescript.disableAutomaticTypeAcquisition': true,
  // One process of TypeScript, not two.
  'typescript.tsserver.useSyntaxServer': 'never',
  'window.commandCenter': false,
  'workbench.tips.enabled': false,
};

export class Workbench {
  /** @param {string} folder of the run @param {object} parts */
  constructor(folder, { server, url, browser, page, host, line }) {
    this.folder = folder;
    this.url = url;
    this.browser = browser;
    /** @type {import('playwright-core').Page} */
    this.page = page;
    this.#server = server;
    this.#host = host;
    this.#line = line;
  }

  #server;
  #host;
  #line;
  #asked = 0;

  /**
   * @param {string} extension the .vsix
   * @param {{ opened: string, settings?: object, path?: string }} setting `opened`: a folder below that of the run, which
   *   `prepare` makes; `path`: the PATH
   * @param {(folder: string) => Promise<void>} prepare
   */
  static async start(extension, { opened, settings = {}, path = process.env.PATH }, prepare) {
    const folder = await mkdtemp(join(tmpdir(), 'iftrue-vscode-'));
    const at = (/** @type {string[]} */ ...names) => join(folder, ...names);
    await mkdir(at('data/data/User'), { recursive: true });
    await mkdir(at('builtin'));
    for (const name of EXTENSIONS) await symlink(join(vscode, 'extensions', name), at('builtin', name));
    await symlink(join(here, 'node_modules'), at('builtin/node_modules')); // where TypeScript is looked for
    // Where the workbench asks for its own.
    await symlink('../../..', join(vscode, 'node_modules')).catch(({ code }) => assert.equal(code, 'EEXIST'));
    await writeFile(at('data/data/User/settings.json'), JSON.stringify({ ...SETTINGS, ...settings }));
    await prepare(folder);

    const flags = ['--accept-server-license-terms', '--telemetry-level', 'off', '--server-data-dir', at('data')];
    flags.push('--extensions-dir', at('extensions'), '--builtin-extensions-dir', at('builtin'));
    const main = join(vscode, 'out/server-main.js');
    await promisify(execFile)(process.execPath, [main, ...flags, '--install-extension', extension]);

    // One line of JSON each way for a question.
    const lines = new EventEmitter();
    const host = createServer().listen(at('probe.socket'));
    const connected = once(host, 'connection');
    const env = {
      ...process.env,
      PATH: path,
      PROBE_SOCKET: at('probe.socket'),
    };
    const server = spawn(
      process.execPath,
      [main, ...flags, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--force-disable-user-env'],
      { env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const port = await new Promise((resolve, reject) => {
      createInterface({ input: server.stdout }).on('line', (line) => {
        const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
        if (port !== undefined) resolve(port);
      });
      server.once('exit', (status) => reject(new Error(`VS Code's server ended with ${status}`)));
    });
    server.stderr.resume();

    const browser = await chromium.launch({ executablePath, args, headless: true });
    const page = await browser.newPage({ viewport: { width: 1280, height: 1200 } });
    page.setDefaultTimeout(60_000);
    const authority = `127.0.0.1:${port}`;
    const payload = [['extensionDevelopmentPath', `vscode-remote://${authority}${join(here, 'probe')}`]];
    const query = new URLSearchParams({ folder: at(opened), payload: JSON.stringify(payload) });
    const url = `http://${authority}/?${query}`;
    await page.goto(url);
    const [socket] = await connected;
    createInterface({ input: socket }).on('line', (line) => lines.emit('line', JSON.parse(line)));
    return new Workbench(folder, { server, url, browser, page, host, line: { socket, lines } });
  }

  /**
   * Runs a function in the extension host, which has `vscode`, `until` and `require` there and nothing of what is around it here.
   *
   * @template {unknown[]} Args @template Value
   * @param {(...args: Args) => Value | Promise<Value>} run @param {Args} args @returns {Promise<Value>}
   */
  inHost(run, ...args) {
    const id = (this.#asked += 1);
    const { socket, lines } = this.#line;
    return new Promise((resolve, reject) => {
      const hear = (answer) => {
        if (answer.id !== id) return;
        lines.off('line', hear);
        if (answer.error === undefined) resolve(answer.value);
        else reject(new Error(answer.error));
      };
      lines.on('line', hear);
      socket.write(`${JSON.stringify({ id, code: `(${run})`, args })}\n`);
    });
  }

  async stop() {
    await this.browser.close();
    const ended = once(this.#server, 'exit');
    this.#server.kill();
    await ended;
    this.#line.socket.destroy();
    this.#host.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
