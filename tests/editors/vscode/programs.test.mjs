// Which program the extension starts, in a workspace that is not trusted, and in one that is.

import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Workbench } from './workbench.mjs';

/* global vscode, require -- in the functions that run in the extension host */

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

/** @type {Workbench} */
let workbench;
/** @type {import('playwright-core').Page} */
let page;

before(async () => {
  // A newcomer who has no iftrue but that of the workspace.
  const settings = {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  };
  workbench = await Workbench.start(
    join(dist, 'iftrue.vsix'),
    { opened: 'app', settings, path: '/usr/bin:/bin' },
    async (folder) => {
      const app = join(folder, 'app');
      await mkdir(join(app, '.vscode'), { recursive: true });
      await cp(join(dist, 'npm'), join(app, 'node_modules/iftrue'), { recursive: true });
      for (const system of ['linux-x64', 'linux-arm64'])
        await cp(join(dist, `npm-${system}`), join(app, 'node_modules/@iftrue', system), { recursive: true });
      await writeFile(join(app, 'iftrue.toml'), '[symbols]\nWX = ""\n[targets.wx]\nsymbols = ["WX"]\n[targets.web]\n');
      await writeFile(join(app, 'a.css'), '/*IFTRUE_WX*/\na {}\n/*FITRUE_WX*/\n');
      await writeFile(join(app, '.vscode/settings.json'), JSON.stringify({ 'iftrue.path': join(folder, 'other') }));
    },
  );
  page = workbench.page;
});

after(() => workbench?.stop());

/** The language servers of the window, as the system lists them. */
const servers = () =>
  workbench.inHost(() => {
    const { readdirSync, readFileSync } = require('node:fs');
    const found = [];
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
        const [program, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        if (Number(parent) === process.pid && args.includes('lsp')) found.push({ pid, program });
      } catch (error) {
        if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error; // has ended meanwhile
      }
    }
    return found;
  });

const message = (/** @type {RegExp} */ text) => page.locator('.notification-list-item', { hasText: text });

test('no program of a workspace that is not trusted is started', async () => {
  await workbench.inHost(
    async (file) => {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    },
    join(workbench.folder, 'app/a.css'),
  );
  await message(/The program iftrue was not found.*this workspace.*not trusted/).waitFor();
  assert.deepEqual(await servers(), []);
});

test('once the workspace is trusted, what its settings name is started, and if that is not there, it is said', async () => {
  await workbench.inHost(() => void vscode.commands.executeCommand('workbench.trust.manage'));
  await page.getByRole('button', { name: 'Trust', exact: true }).first().click();
  await message(/couldn't create connection to server/)
    .first()
    .waitFor();
  assert.deepEqual(await servers(), []);
});

test('without a setting, it is the program of the workspace’s npm package', async () => {
  await workbench.inHost(() => vscode.workspace.getConfiguration('iftrue').update('path', undefined, false));
  await page.locator('.statusbar-item', { hasText: 'all targets' }).waitFor();
  const [server, ...others] = await servers();
  assert.deepEqual(others, []);
  assert.equal(server.program, join(workbench.folder, `app/node_modules/@iftrue/linux-${process.arch}/bin/iftrue`));
});

test('the server is started again, and another one is none', async () => {
  const [before] = await servers();
  await workbench.inHost(() => vscode.commands.executeCommand('iftrue.restartServer'));
  const [after, ...others] = await servers();
  assert.deepEqual(others, []);
  assert.notEqual(after.pid, before.pid);
});
