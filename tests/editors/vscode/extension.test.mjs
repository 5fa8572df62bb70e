// dist/iftrue.vsix in the real VS Code, as a person uses it. PICTURES=FOLDER writes the pictures that were looked at;
// vscode.png is that of the README.

import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { strip } from '../../../dist/npm/index.mjs';
import { Workbench } from './workbench.mjs';

/* global vscode, until -- in the functions that run in the extension host */

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { PATH, PICTURES, IFTRUE = join(root, 'build/release/iftrue') } = process.env;

/** @type {Workbench} */
let workbench;
/** @type {import('playwright-core').Page} */
let page;

before(async () => {
  workbench = await Workbench.start(
    join(root, 'dist/iftrue.vsix'),
    { opened: 'sdk-src', path: [dirname(IFTRUE), PATH].join(delimiter) },
    async (folder) => {
      await cp(join(root, 'sdk-src'), join(folder, 'sdk-src'), { recursive: true });
      await cp(join(root, 'iftrue.toml'), join(folder, 'iftrue.toml'));
      await mkdir(join(folder, 'sdk-src/samples'));
      for (const [name, text] of Object.entries(samples)) await writeFile(join(folder, 'sdk-src', name), text);
    },
  );
  page = workbench.page;
});

after(() => workbench?.stop());

const samples = {
  'samples/inline.ts': `export const a = /*IFTRUE_WEBAPP*/ 'web' /*ELSE_WEBAPP*/ 'other' /*FITRUE_WEBAPP*/;
  /*IFTRUE_WXAPP
  export const dormant = 1;
  FITRUE_WXAPP*/
export const end = 2;
`,
  'samples/edited.ts': `/*IFTRUE_WEBAPP*/
export const one = 1;
/*FITRUE_WEBAPP*/
/*IFTRUE_RNAPP*/
export const two = 2;
/*FITRUE_RNAPP*/
`,
  'samples/coloured.ts': `/*IFTRUE_(WXAPP || !DEBUG)*/
const text = '/*IFDEBUG*/ debug /*FIDEBUG*/';
/*ELSE_(WXAPP || !DEBUG)*/
/*FITRUE_(WXAPP || !DEBUG)*/
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
      .replaceAll('\u00a0', ' '),
  }));
  return found
    .filter(({ text }) => text.trim() !== '')
    .sort((one, other) => one.top - other.top)
    .map(({ text }) => text);
};

/** Waits until the lines that are dimmed have these texts. @param {string[]} texts */
async function dimmed(texts, opacity = 0.55) {
  // What the extension has said so far is shown: this goes the same way.
  await workbench.inHost(() => vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup'));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
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
    .filter((line) => line !== '');
}

const targetItem = () => page.locator('.statusbar-item[id="iftrue.iftrue.iftrue.target"]');

/** @param {string} name */
async function picture(name) {
  if (PICTURES === undefined) return;
  const before = page.viewportSize();
  await page.setViewportSize({ width: 1120, height: 720 });
  await page.mouse.move(0, 0);
  await page.locator('.monaco-hover:not(.hidden)').waitFor({ state: 'hidden' });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await page.setViewportSize(before);
}

/** Answers a question. @param {string} question @param {string} name */
async function pick(question, name) {
  await page.locator(`.quick-input-box input[placeholder="${question}"]`).fill(name);
  await page.keyboard.press('Enter');
}

/** Chooses a target in the status bar. @param {string} name */
async function choose(name) {
  await targetItem().click();
  await pick('Show files as this target has them', name);
  await targetItem()
    .filter({ hasText: new RegExp(`^ ?${name}$`) })
    .waitFor();
}

/** Changes a setting of iftrue of the person. @param {string} name @param {unknown} value undefined: the default */
const configure = (name, value) =>
  workbench.inHost(
    (name, value) => vscode.workspace.getConfiguration('iftrue').update(name, value ?? undefined, true),
    name,
    value ?? null,
  );

/** Starts a command without waiting for its end, as a key does. @param {string} command */
const run = (command) => workbench.inHost((command) => void vscode.commands.executeCommand(command), command);

/** A text as it is in the editor. @param {string} name */
const textOf = (name) =>
  workbench.inHost(async (file) => (await vscode.workspace.openTextDocument(file)).getText(), path(name));

/** Edits a text, whether it is shown or not. @param {string} name @param {string} old @param {string} made */
const replace = (name, old, made) =>
  workbench.inHost(
    async (file, old, made) => {
      const document = await vscode.workspace.openTextDocument(file);
      const at = document.getText().indexOf(old);
      if (at < 0) throw new Error(`${old} is not there`);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + old.length)), made);
      await vscode.workspace.applyEdit(edit);
    },
    path(name),
    old,
    made,
  );

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
  await picture('vscode');
});

test('all targets: TypeScript reads the text as it stands', async () => {
  await choose('all targets');
  await dimmed([]);
  await workbench.inHost(
    (file) =>
      until(vscode.languages.onDidChangeDiagnostics, () =>
        vscode.languages
          .getDiagnostics(vscode.Uri.file(file))
          .some(({ message }) => message === "Cannot redeclare block-scoped variable 'storage'."),
      ),
    path('platform/storage.ts'),
  );
  await choose('wx');
  await typescriptSays('platform/storage.ts', Array(3).fill("Cannot find name 'mini'."));
});

test('exactly what is dropped is dimmed, and no directive', async () => {
  await open('samples/inline.ts');
  await dimmed([" 'web' "]);
  await choose('web');
  await dimmed([" 'other' ", '  export const dormant = 1;']);
  await choose('all targets');
  await dimmed([]);
  await choose('wx');
  await dimmed([" 'web' "]);
});

test('dimming has an off switch, and its opacity is a setting', async () => {
  await configure('dimming', false);
  await dimmed([]);
  // Also where a text is opened meanwhile.
  await open('samples/edited.ts');
  await open('samples/inline.ts');
  await dimmed([]);
  await configure('dimming', true);
  await dimmed([" 'web' "]);
  await configure('inactiveOpacity', 0.3);
  await dimmed([" 'web' "], 0.3);
  await configure('inactiveOpacity', undefined);
  await dimmed([" 'web' "]);
});

test('the target of the settings holds until another is chosen', async () => {
  await configure('target', 'web');
  await dimmed([" 'other' ", '  export const dormant = 1;']);
  await targetItem()
    .filter({ hasText: /^ ?web$/ })
    .waitFor();
  await choose('wx');
  await dimmed([" 'web' "]);
});

test('dimming follows edits', async () => {
  await open('samples/edited.ts');
  await dimmed(['export const one = 1;', 'export const two = 2;']);
  await replace('samples/edited.ts', '/*FITRUE_WEBAPP*/\n/*IFTRUE_RNAPP*/\n', 'const three = 3;\n');
  // The text has an error now: nothing is known of it.
  await dimmed([]);
  await replace('samples/edited.ts', '/*FITRUE_RNAPP*/', '/*FITRUE_WEBAPP*/');
  await dimmed(['export const one = 1;', 'const three = 3;', 'export const two = 2;']);
  await replace('samples/edited.ts', 'const three', '\n\nconst three');
  await dimmed(['export const one = 1;', 'const three = 3;', 'export const two = 2;']);
  await replace('samples/edited.ts', '/*IFTRUE_WEBAPP*/', '');
  await replace('samples/edited.ts', '/*FITRUE_WEBAPP*/', '');
  await dimmed([]);
});

test('dimming is that of the text also after another tab', async () => {
  await open('samples/inline.ts');
  await dimmed([" 'web' "]);
  // While it is hidden, and without an editor of its own.
  await replace('samples/edited.ts', 'export const one = 1;', '/*IFTRUE_RNAPP*/\nrn();\n/*FITRUE_RNAPP*/');
  await open('samples/edited.ts');
  await dimmed(['rn();']);
  await choose('rn');
  await dimmed([]);
  await open('samples/inline.ts');
  await dimmed([" 'web' ", '  export const dormant = 1;']);
  await choose('wx');
  await open('samples/edited.ts');
  await dimmed(['rn();']);
});

test('directives are coloured at the first opening', async () => {
  await open('samples/coloured.ts');
  // Of the parts of a line, which end where their colour does.
  const coloursOf = async (/** @type {number} */ line) => {
    const spans = page.locator('.editor-group-container.active .view-line').nth(line).locator('span > span');
    return new Map(
      await spans.evaluateAll((all) => all.map((span) => [span.textContent, getComputedStyle(span).color])),
    );
  };
  await page.locator('.view-line span > span', { hasText: /^IFDEBUG$/ }).waitFor();
  const [first, second, third] = [await coloursOf(0), await coloursOf(1), await coloursOf(2)];
  const word = first.get('IFTRUE_');
  const symbol = first.get('WXAPP');
  for (const colour of [second.get('IFDEBUG'), second.get('FIDEBUG'), third.get('ELSE_')]) assert.equal(colour, word);
  for (const colour of [first.get('DEBUG'), third.get('WXAPP')]) assert.equal(colour, symbol);
  const [comment] = first.values();
  assert.equal(new Set([word, symbol, comment]).size, 3);
});

test('conditionals fold, and nothing else does twice', async () => {
  const ranges = await workbench.inHost(async (file) => {
    const { uri } = await vscode.workspace.openTextDocument(file);
    return vscode.commands.executeCommand('vscode.executeFoldingRangeProvider', uri);
  }, path('platform/storage.ts'));
  const lines = (await readFile(path('platform/storage.ts'), 'utf8')).split('\n');
  const ends = ranges.map(({ start, end }) => [lines[start], lines[end], lines[end + 1]]);
  for (const condition of ['WEBAPP', '(WXAPP || UNIAPP)', 'RNAPP', 'NATIVEAPP']) {
    const own = ends.filter(([start]) => start === `/*IFTRUE_${condition}*/`);
    assert.equal(own.length, 1, condition);
    assert.ok(own[0].includes(`/*FITRUE_${condition}*/`), own[0].join('; '));
  }
});

test('hover says why', async () => {
  const texts = await workbench.inHost(async (file) => {
    const document = await vscode.workspace.openTextDocument(file);
    const place = document.positionAt(document.getText().indexOf('const value'));
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, place);
    return hovers.flatMap(({ contents }) => contents.map(({ value }) => value));
  }, path('platform/storage.ts'));
  const [text] = texts.filter((text) => /kept/.test(text));
  assert.match(text, /^web removed: IFTRUE\\_.*\n\*\*wx\*\* kept: IFTRUE\\_\\\(WXAPP .* at 17:3 is true/);
});

test('the directives of a conditional are marked as a pair, and names in TypeScript as before', async () => {
  const marked = (/** @type {string} */ word) =>
    workbench.inHost(
      async (file, word) => {
        const document = await vscode.workspace.openTextDocument(file);
        const place = document.positionAt(document.getText().indexOf(word));
        const found = await vscode.commands.executeCommand('vscode.executeDocumentHighlights', document.uri, place);
        return found.map(({ range }) => document.getText(range));
      },
      path('platform/storage.ts'),
      word,
    );
  assert.deepEqual(await marked('IFTRUE_(WX'), ['IFTRUE_(WXAPP || UNIAPP)', 'FITRUE_(WXAPP || UNIAPP)']);
  assert.deepEqual(await marked('Storage'), ['Storage', 'Storage']);
});

test('directives and symbols are completed', async () => {
  await open('samples/edited.ts');
  await replace('samples/edited.ts', 'rn();', 'rn();\n/*IFTRUE_');
  const names = await workbench.inHost(async (file) => {
    const document = await vscode.workspace.openTextDocument(file);
    const word = '\n/*IFTRUE_';
    const place = document.positionAt(document.getText().indexOf(word) + word.length);
    const { items } = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', document.uri, place);
    return items.map(({ label }) => label.label ?? label);
  }, path('samples/edited.ts'));
  assert.ok(
    names.some((name) => name.includes('WXAPP')),
    names.join(),
  );
  await replace('samples/edited.ts', 'rn();\n/*IFTRUE_', 'rn();');
  await dimmed(['rn();']);
});

test('an error is shown while it is typed, and mended by its quick fix', async () => {
  await open('samples/edited.ts');
  await replace('samples/edited.ts', '/*FITRUE_RNAPP*/', '/*FITRUE_RNAP*/');
  await page.locator('.squiggly-error').first().waitFor();
  const said = await workbench.inHost(async (file) => {
    const uri = vscode.Uri.file(file);
    const own = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'iftrue');
    const [error] = await until(vscode.languages.onDidChangeDiagnostics, () => own().length > 0 && own());
    const actions = await vscode.commands.executeCommand(
      'vscode.executeCodeActionProvider',
      uri,
      error.range,
      'quickfix',
    );
    const [action] = actions.filter(({ title }) => title.startsWith('Change'));
    await vscode.workspace.applyEdit(action.edit);
    await until(vscode.languages.onDidChangeDiagnostics, () => own().length === 0);
    return [error.code.value ?? error.code, error.message, action.title];
  }, path('samples/edited.ts'));
  const message = 'FITRUE_RNAP does not repeat the condition of its if; did you mean FITRUE_RNAPP?';
  assert.deepEqual(said, ['E008', message, 'Change to FITRUE_RNAPP']);
  await dimmed(['rn();']);
});

test('a text opens as a target has it, and stays true while its source is edited', async () => {
  await open('samples/inline.ts');
  await run('iftrue.openAsTarget');
  await pick('Open as this target has it', 'wx');
  await page.locator('.tab.active', { hasText: 'inline (wx).ts' }).waitFor();
  /** Waits until it is what its source gives. */
  const isTrue = async () => {
    const source = await textOf('samples/inline.ts');
    const { code } = strip(source, { symbols: { WXAPP: true, WEBAPP: false }, filename: 'inline.ts' });
    await workbench.inHost((wanted) => {
      const { document } = vscode.window.activeTextEditor;
      return until(
        vscode.workspace.onDidChangeTextDocument,
        () => document.getText() === wanted && document.languageId === 'typescript',
      );
    }, code);
  };
  await isTrue();
  await replace('samples/inline.ts', "'other'", "'another'");
  await isTrue();
  await page.keyboard.type('x');
  await page.getByText('Cannot edit in read-only editor').first().waitFor();
  await run('workbench.action.closeActiveEditor');
});

test('two targets are compared', async () => {
  await open('samples/inline.ts');
  await run('iftrue.diffTargets');
  await pick('Left: as this target has it', 'web');
  await pick('Right: compared with web', 'rn');
  await page.locator('.tab.active', { hasText: 'inline.ts: web ↔ rn' }).waitFor();
  await page.locator('.line-insert').first().waitFor();
  await picture('vscode-diff');
  await run('workbench.action.closeActiveEditor');
});
