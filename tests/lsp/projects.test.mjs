// Project files as the editor or the disk has them, and what is done with a symbol in all files of a project.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Editor, capable, covered, placeOf } from './editor.mjs';

const project = `source = "src"
[symbols]
WX = "mini-program"
"WEB" = "browsers"
[targets.wx]
symbols = ["WX"]
[targets]
web.symbols = ['WEB']
[[files]]
glob = "x/**"
when = "(WX && !WEB)"
`;
const files = {
  'iftrue.toml': project,
  'src/a.ts': '\ufeff/*IFTRUE_WX*/ 中 /*FITRUE_WX*/\r\n/*IFTRUE_(WEB ||WX)*/ 1 /*FITRUE_(WEB||WX)*/',
  'src/b.ts': '/*IFTRUE_WXX*/ /*FITRUE_WXX*/',
  'src/c d/é.vue': '<!-- IFTRUE_WX a\nFITRUE_WX -->',
  'src/node_modules/x.ts': '/*IFTRUE_WX*/',
  'src/x.bin': '/*IFTRUE_WX*/',
  'e.ts': '/*IFTRUE_WX*/ /*FITRUE_WX*/',
};

/** Texts after a workspace edit. @param {Editor} editor @param {any} edit @param {Readonly<Record<string, string>>} texts */
function edited(editor, edit, texts) {
  /** @type {Record<string, string>} */
  const result = {};
  for (const { textDocument, edits } of edit.documentChanges) {
    const name = Object.keys(texts).find((each) => editor.uri(each) === textDocument.uri) ?? textDocument.uri;
    let text = (texts[name] ?? '').replace(/^\ufeff/, '');
    for (const { range, newText } of edits.reverse()) {
      const head = covered(text, { start: { line: 0, character: 0 }, end: range.start });
      text = head + newText + text.slice(head.length + covered(text, range).length);
    }
    result[name] = text;
  }
  return result;
}

test('a symbol is renamed in the tree, in open texts and in the project file', async () => {
  const editor = await Editor.start({ files });
  const open = '/*IFTRUE_WX*/ is open /*FITRUE_WX*/';
  await editor.open('src/b.ts', open);
  await editor.open('e.ts', files['e.ts']);
  const place = placeOf(open, 10);
  assert.deepEqual(await editor.about('textDocument/prepareRename', 'src/b.ts', place), {
    range: { start: { line: 0, character: 9 }, end: { line: 0, character: 11 } },
    placeholder: 'WX',
  });
  const edit = await editor.about('textDocument/rename', 'src/b.ts', place, { newName: 'MINI' });
  const versions = edit.documentChanges.map((/** @type {any} */ { textDocument }) => textDocument.version);
  assert.deepEqual(versions.sort(), [1, 1, null, null, null]);
  assert.deepEqual(edited(editor, edit, { ...files, 'src/b.ts': open }), {
    'e.ts': '/*IFTRUE_MINI*/ /*FITRUE_MINI*/',
    'iftrue.toml': project.replaceAll('WX', 'MINI'),
    'src/a.ts': '/*IFTRUE_MINI*/ 中 /*FITRUE_MINI*/\r\n/*IFTRUE_(WEB ||MINI)*/ 1 /*FITRUE_(WEB||MINI)*/',
    'src/b.ts': open.replaceAll('WX', 'MINI'),
    'src/c d/é.vue': '<!-- IFTRUE_MINI a\nFITRUE_MINI -->',
  });
  const found = await editor.about('textDocument/references', 'src/b.ts', place, { context: {} });
  assert.equal(found.length, 13);
  await editor.stop();
});

test('from the project file; and from IFDEBUG, whose word has another form', async () => {
  const toml = '[symbols]\nDEBUG = ""\nX = ""\n[targets.a]\nsymbols = ["DEBUG"]\n';
  const text = '/*IFDEBUG*/ a /*ELSE_DEBUG*/ b /*FIDEBUG*/ /*IFTRUE_(X&&DEBUG)*/ c /*FITRUE_(X && DEBUG)*/';
  const editor = await Editor.start({ files: { 'iftrue.toml': toml, 'a.ts': text } });
  await editor.open('iftrue.toml', toml);
  await editor.open('a.ts', text);
  const texts = { 'iftrue.toml': toml, 'a.ts': text };
  const expected = {
    'iftrue.toml': toml.replaceAll('DEBUG', 'TRACE'),
    'a.ts': '/*IFTRUE_TRACE*/ a /*ELSE_TRACE*/ b /*FITRUE_TRACE*/ /*IFTRUE_(X&&TRACE)*/ c /*FITRUE_(X && TRACE)*/',
  };
  for (const [name, at] of /** @type {[string, number][]} */ ([
    ['iftrue.toml', 12],
    ['iftrue.toml', toml.lastIndexOf('DEBUG')],
    ['a.ts', 4],
    ['a.ts', text.indexOf('ELSE_DEBUG') + 7],
  ])) {
    const from = texts[/** @type {'a.ts'} */ (name)];
    const edit = await editor.about('textDocument/rename', name, placeOf(from, at), { newName: 'TRACE' });
    assert.deepEqual(edited(editor, edit, texts), expected, `${name} ${at}`);
  }
  assert.equal(await editor.about('textDocument/prepareRename', 'iftrue.toml', placeOf(toml, 0)), null);
  await editor.stop();
});

test('a rename that would not be whole is refused', async () => {
  const editor = await Editor.start({ files, capabilities: { workspace: {} } });
  await editor.open('src/a.ts', '/*IFTRUE_WX*/ /*FITRUE_WX*/');
  const place = { line: 0, character: 9 };
  const rename = (/** @type {string} */ newName) => editor.about('textDocument/rename', 'src/a.ts', place, { newName });
  const code = -32803;
  await assert.rejects(rename('W-X'), {
    code,
    message: "'W-X' is no symbol: a symbol is made of A-Z, a-z, 0-9 and _",
  });
  await assert.rejects(rename('WEB'), { code, message: 'there is a symbol WEB already' });
  // To a client that knows no versions, a map of addresses.
  assert.deepEqual(Object.keys((await rename('MINI')).changes).length, 3);
  await editor.put('src/b.ts', '\n/*IFTRUE_WX*/');
  await assert.rejects(rename('MINI'), (/** @type {any} */ error) => {
    assert.match(error.message, /^not renamed, since WX may not be found everywhere: .*\/src\/b\.ts:2:3 has an error$/);
    return true;
  });
  await editor.put('src/b.ts', '');
  await editor.put('iftrue.toml', project.replace('"WX"', '"\\u0057X"'));
  await assert.rejects(rename('MINI'), /iftrue\.toml has an error, or writes a symbol with an escape/);
  await editor.stop();
});

test('iftrue.toml counts as the editor has it, and on disk when the editor has it no more', async () => {
  const editor = await Editor.start({ files, target: 'wx', capabilities: capable });
  const text = '/*IFTRUE_WX*/ a /*ELSE_WX*/ b /*FITRUE_WX*/';
  await editor.open('src/a.ts', text);
  const shown = async (/** @type {() => Promise<unknown>} */ act) =>
    (await editor.regionsAfter('src/a.ts', act)).map((range) => covered(text, range));
  assert.deepEqual(
    (await editor.regions('src/a.ts')).map((range) => covered(text, range)),
    [' b '],
  );
  assert.deepEqual(await editor.about('iftrue/targets', 'src/a.ts'), {
    project: editor.uri('iftrue.toml'),
    targets: ['wx', 'web'],
    target: 'wx',
  });
  const swapped = project.replace('symbols = ["WX"]', 'symbols = ["WEB"]');
  assert.deepEqual(await shown(() => editor.open('iftrue.toml', swapped)), [' a ']);
  // What is broken is told at its place, and the last that was sound holds.
  const broken = await editor.diagnosticsAfter('iftrue.toml', () =>
    editor.change('iftrue.toml', { text: swapped.replace('["WEB"]', '["WEBB"]') }),
  );
  assert.deepEqual(
    broken.map(({ message, range, source }) => [message, range.start, source]),
    [["symbol 'WEBB' is not in [symbols]; did you mean WEB?", { line: 5, character: 11 }, 'iftrue']],
  );
  assert.deepEqual((await editor.about('iftrue/targets', 'src/a.ts')).targets, ['wx', 'web']);
  assert.deepEqual(
    await editor.diagnosticsAfter('iftrue.toml', () => editor.change('iftrue.toml', { text: swapped })),
    [],
  );
  assert.deepEqual(await shown(() => editor.close('iftrue.toml')), [' b ']);
  assert.deepEqual(await shown(() => editor.save('iftrue.toml', swapped)), [' a ']);
  assert.ok(editor.heard.some(({ method }) => method === 'workspace/codeLens/refresh'));
  // A client that watches no files: the next request looks at the disk.
  assert.deepEqual(
    await shown(async () => {
      await editor.put('iftrue.toml', project);
      await editor.about('textDocument/codeLens', 'src/a.ts');
    }),
    [' b '],
  );
  // A nearer one.
  assert.deepEqual(
    await shown(() => editor.save('src/iftrue.toml', '[symbols]\nWX = ""\n[targets.wx]\nsymbols = []\n')),
    [' a '],
  );
  await editor.stop();
});

test('targets of the folder, where no text is named', async () => {
  const editor = await Editor.start({ files, target: 'nobody' });
  assert.deepEqual(await editor.request('iftrue/targets', {}), {
    project: editor.uri('iftrue.toml'),
    targets: ['wx', 'web'],
    target: 'nobody',
  });
  await editor.open('src/a.ts', '/*IFTRUE_WX*/ a /*FITRUE_WX*/');
  assert.deepEqual(await editor.regions('src/a.ts'), []);
  await editor.stop();
});
