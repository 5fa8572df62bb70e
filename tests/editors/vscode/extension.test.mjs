// dist/iftrue.vsix in the real VS Code, as a person uses it. PICTURES=FOLDER writes the pictures that were looked at;
// vscode.png is that of the README.

import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Workbench } from './workbench.mjs';

/* global vscode, until -- in the functions that run in the extension host */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { PICTURES } = process.env;

/** @type {Workbench} */
let workbench;
/** @type {import('playwright-core').Page} */
let page;

before(async () => {
  workbench = await Workbench.start(join(root, 'dist/iftrue.vsix'), { opened: 'sdk-src' }, async (folder) => {
    await cp(join(root, 'sdk-src'), join(folder, 'sdk-src'), { recursive: true });
    await cp(join(root, 'iftrue.toml'), join(folder, 'iftrue.toml'));
    for (const [name, text] of Object.entries(samples)) await writeFile(join(folder, 'sdk-src', name), text);
  });
  page = workbench.page;
});

after(() => workbench?.stop());

const samples = {
  'inline.ts': `export const a = /*IFTRUE_WEBAPP*/ 'web' /*ELSE_WEBAPP*/ 'other' /*FITRUE_WEBAPP*/;
/*IFTRUE_WXAPP
export const dormant = 1;
FITRUE_WXAPP*/
export const end = 2;
`,
};

/** @param {string} name below sdk-src */
const path = (name) => join(workbench.folder, 'sdk-src', name);

/** Opens a file as a person who keeps its tab. @param {string} name */
const open = (name) =>
  workbench.inHost(async (file) => {
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document, { preview: false });
  }, path(name));

/** What is dimmed in the active editor: by line, the texts. @param {number} opacity */
const dimmedIn = (opacity) => {
  const lines = [...document.querySelectorAll('.editor-group-container.active .editor-instance .view-line')];
  const found = lines.map((line) => ({
    top: parseFloat(line.style.top),
    text: [...line.querySelectorAll('span > span')]
      .filter((span) => getComputedStyle(span).opacity === `${opacity}`)
      .map((span) => span.textContent)
      .join('')
      .replaceAll('\u00a0', ' ')
      .trim(),
  }));
  return found
    .filter(({ text }) => text !== '')
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text);
};

/** Waits until the lines that are dimmed have these texts. @param {string[]} texts */
async function dimmed(texts, opacity = 0.55) {
  const isSo = new Function(
    'asked',
    `return JSON.stringify((${dimmedIn})(asked.opacity)) === JSON.stringify(asked.texts)`,
  );
  await page.waitForFunction(isSo, { opacity, texts }).catch(async (error) => {
    assert.deepEqual(await page.evaluate(dimmedIn, opacity), texts, error.message);
  });
}

/** The lines between the directives of a conditional, without what has nothing to dim. */
async function groupsOf(/** @type {string} */ name, /** @type {string[]} */ ...conditions) {
  const lines = (await readFile(path(name), 'utf8')).split('\n');
  return conditions
    .flatMap((condition) =>
      lines.slice(lines.indexOf(`/*IFTRUE_${condition}*/`) + 1, lines.indexOf(`/*FITRUE_${condition}*/`)),
    )
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const targetItem = () => page.locator('.statusbar-item[id="iftrue.iftrue.iftrue.target"]');

/** Chooses a target in the status bar. @param {string} name */
async function choose(name) {
  await targetItem().click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: new RegExp(`^${name}`) }).click();
  await page.locator('.statusbar-item', { hasText: new RegExp(`^ ?${name}$`) }).waitFor();
}

/** Waits until TypeScript's errors of a file are these. @param {string} name @param {string[]} messages */
const typescriptSays = (name, messages) =>
  workbench.inHost(
    (file, wanted) =>
      until(vscode.languages.onDidChangeDiagnostics, () => {
        const all = vscode.languages.getDiagnostics(vscode.Uri.file(file));
        const said = all.filter(({ source }) => source === 'ts').map(({ message }) => message);
        return JSON.stringify(said) === JSON.stringify(wanted);
      }),
    path(name),
    messages,
  );

/** The names that are completed at a word. @param {string} name @param {string} word */
const completedAt = (name, word) =>
  workbench.inHost(
    async (file, at) => {
      const document = await vscode.workspace.openTextDocument(file);
      const position = document.positionAt(document.getText().indexOf(at));
      const { items } = await vscode.commands.executeCommand(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      return items.map(({ label }) => label.label ?? label);
    },
    path(name),
    word,
  );

test('a newcomer opens sdk-src and switches from web to wx', async () => {
  await page.evaluate(() => Object.assign(globalThis, { isTheSame: true }));
  await open('platform/storage.ts');
  await targetItem().waitFor();
  assert.match(await targetItem().textContent(), /all targets/);
  await dimmed([]);

  await choose('web');
  await dimmed(await groupsOf('platform/storage.ts', '(WXAPP || UNIAPP)', 'RNAPP', 'NATIVEAPP'));
  await typescriptSays('platform/storage.ts', []);
  const place = 'items()?.getItem(key) ?? null';
  assert.ok((await completedAt('platform/storage.ts', place)).includes('items'));

  await choose('wx');
  await dimmed(await groupsOf('platform/storage.ts', 'WEBAPP', 'RNAPP', 'NATIVEAPP'));
  await typescriptSays('platform/storage.ts', Array(3).fill("Cannot find name 'mini'."));
  const inWx = await completedAt('platform/storage.ts', 'mini.getStorageSync');
  assert.ok(inWx.includes('key') && !inWx.includes('items'));
  assert.ok(await page.evaluate(() => globalThis.isTheSame));
  if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, 'vscode.png') });
});
