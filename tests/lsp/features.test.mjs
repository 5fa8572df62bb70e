// What the server answers about one text of a project with the targets web, wx and rn.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Editor, capable, covered, marked, placeOf } from './editor.mjs';

const project = `source = "src"
output = "out/{target}"

[symbols]
WEB = "browsers"
WX = "WeChat *mini-programs*"
DEBUG = ""

[targets.web]
symbols = ["WEB"]

[targets.wx]
symbols = ["WX", "DEBUG"]

[targets.rn]
symbols = []

[[files]]
glob = "wx/**"
when = "WX"

[[files]]
glob = "docs/**"
scan = false

[warnings]
deny = ["W101"]
allow = ["W103"]
`;

/** @type {Editor} */
let editor;
before(async () => {
  editor = await Editor.start({ files: { 'iftrue.toml': project }, target: 'wx' });
});
after(() => editor.stop());

let last = 0;
/** Opens a text in which `¦` marks places. @param {string} text @param {string} [folder] */
async function opened(text, folder = 'src') {
  const name = `${folder}/${(last += 1)}.ts`;
  const { text: whole, places } = marked(text);
  await editor.open(name, whole);
  return {
    name,
    text: whole,
    places,
    ranges: (/** @type {any[]} */ all) => all.map((each) => covered(whole, each.range ?? each)),
  };
}

const both = `/*IFTRUE_WX*/
 a
/*ELIFTRUE_WEB*/
 b
/*ELSE_WX*/
 c /*IFDEBUG*/ d /*FIDEBUG*/
/*FITRUE_WX*/
`;

test('diagnostics have codes, places, severities of the project and related places', async () => {
  const { name, text } = await opened('/*IFTRUE_WX*/ "中😀" /*FITRUE_WEB*/ // IFTRUE_WX\n/*IFTRUE_W*/ 1 /*FITRUE_W*/');
  const found = await editor.diagnostics(name);
  assert.deepEqual(
    found.map(({ code, severity, source, message, range }) => [code, severity, source, message, covered(text, range)]),
    [
      [
        'E008',
        1,
        'iftrue',
        'FITRUE_WEB does not repeat the condition of its if; did you mean FITRUE_WX?',
        'FITRUE_WEB',
      ],
      ['W101', 1, 'iftrue', 'IFTRUE_WX in a line comment is no directive; write /*IFTRUE_WX*/', 'IFTRUE_WX'],
      ['E004', 1, 'iftrue', 'symbol W is not defined; did you mean WX?', 'W'],
    ],
  );
  const [note] = found[0]?.relatedInformation ?? [];
  assert.equal(note?.message, 'IFTRUE_WX opened here');
  assert.equal(note?.location.uri, editor.uri(name));
  assert.equal(
    covered(text, note?.location.range ?? { start: { line: 9, character: 0 }, end: { line: 9, character: 0 } }),
    'IFTRUE_WX',
  );
});

test('a warning that the project allows is not told, another one is', async () => {
  const { name } = await opened('/*IFTRUE_WX*//*IFTRUE_WX*/ a /*FITRUE_WX*//*FITRUE_WX*/ /*IFTRUE_WEB*//*FITRUE_WEB*/');
  assert.deepEqual(
    (await editor.diagnostics(name)).map(({ code, severity }) => [code, severity]),
    [['W102', 2]],
  );
});

test('a text that the project copies, or that is of no scanned kind, has none', async () => {
  for (const name of ['docs/a.ts', 'src/docs/a.ts', 'src/a.bin', 'src/node_modules/x/a.ts', 'b.toml']) {
    await editor.open(name, '/*IFTRUE_X*/');
    const isCopied = name !== 'docs/a.ts';
    assert.equal((await editor.diagnostics(name)).length, isCopied ? 0 : 2, name);
    await editor.close(name);
  }
});

test('what the target drops is inactive, its directives are not', async () => {
  const { name, text, ranges } = await opened(both);
  assert.deepEqual(ranges(await editor.regions(name)), ['\n b\n', '\n c ', ' d ']);
  const web = await editor.regionsAfter(name, () => editor.execute('iftrue.setTarget', 'web'));
  assert.deepEqual(ranges(web), ['\n a\n', '\n c ', ' d ']);
  const rn = await editor.regionsAfter(name, () => editor.execute('iftrue.setTarget', 'rn'));
  assert.deepEqual(ranges(rn), ['\n a\n', '\n b\n', ' d ']);
  const none = await editor.regionsAfter(name, () => editor.execute('iftrue.setTarget', null));
  assert.deepEqual(none, []);
  const wx = await editor.regionsAfter(name, () =>
    editor.notify('workspace/didChangeConfiguration', { settings: { iftrue: { target: 'wx' } } }),
  );
  assert.deepEqual(ranges(wx), ['\n b\n', '\n c ', ' d ']);
  assert.deepEqual(
    editor.heard.filter(({ method }) => method === 'iftrue/targetChanged').map(({ params }) => params),
    ['web', 'rn', null, 'wx'].map((target) => ({ target })),
  );
  // Nothing is inactive while a directive is wrong, and all is told again with the next version.
  await editor.change(name, { text: text.replace('FITRUE_WX', 'FITRUE_W') });
  assert.deepEqual(await editor.regions(name), []);
});

test('nested conditionals of what is dropped, and dormant groups', async () => {
  const { name, ranges } = await opened(
    'k /*IFTRUE_WEB*/ 1 /*IFTRUE_WX*/ 2 /*ELSE_WX*/ 3 /*FITRUE_WX*/ 4 /*FITRUE_WEB*/ k /*IFTRUE_WEB 5 ELSE_WEB*/ 6 /*FITRUE_WEB*/',
  );
  assert.deepEqual(ranges(await editor.regions(name)), [' 1 ', ' 2 ', ' 3 ', ' 4 ', ' 5 ']);
});

test('a file that does not exist for the target is inactive as a whole', async () => {
  const { name, text, ranges, places } = await opened('a /*IFTRUE_WX*/ ¦b /*FITRUE_WX*/\n', 'src/wx');
  assert.deepEqual(await editor.regions(name), []);
  const regions = await editor.regionsAfter(name, () => editor.execute('iftrue.setTarget', 'rn'));
  assert.deepEqual(ranges(regions), [text]);
  const hover = await editor.about('textDocument/hover', name, places[0]);
  assert.match(
    hover.contents.value,
    /rn\*\* removed: the whole file: a \\\[\\\[files\\\]\\\] rule has it only when WX/,
  );
  await editor.execute('iftrue.setTarget', 'wx');
});

test('a hover tells each target and why, and what a symbol means', async () => {
  const { name, places, text } = await opened('/*IFTRUE_W¦X*/ ¦a /*ELSE_WX*/ b ¦/*FIT¦RUE_WX*/ c¦');
  const [onSymbol, inText, beforeEnd, onEnd, outside] = places;
  const hover = await editor.about('textDocument/hover', name, onSymbol);
  assert.deepEqual(hover.contents, {
    kind: 'markdown',
    value:
      '**WX**: WeChat \\*mini\\-programs\\*\n\n' +
      'web removed: IFTRUE\\_WX at 1:3 is false \\(WX is off\\)  \n' +
      '**wx** kept: IFTRUE\\_WX at 1:3 is true \\(WX is on\\)  \n' +
      'rn removed: IFTRUE\\_WX at 1:3 is false \\(WX is off\\)',
  });
  assert.equal(covered(text, hover.range), 'IFTRUE_WX');
  const other = await editor.about('textDocument/hover', name, inText);
  assert.equal(other.contents.value, hover.contents.value.split('\n\n')[1]);
  assert.equal(other.range, undefined);
  assert.match(
    (await editor.about('textDocument/hover', name, beforeEnd)).contents.value,
    /^web removed: directives go/,
  );
  const end = await editor.about('textDocument/hover', name, onEnd);
  assert.match(end.contents.value, /^web removed: directives go; a group of this one is kept: ELSE\\_WX at 1:19/);
  assert.equal(await editor.about('textDocument/hover', name, outside), null);
});

test('the directives of a conditional are marked together, and lead to each other', async () => {
  const { name, ranges, places } = await opened('/*¦IFTRUE_WX¦*/ x¦ /*ELIFTRUE_WEB*/ /*ELSE_WX*/ /*FITRUE¦_WX*/ ¦');
  const [first, afterWord, inText, end, outside] = places;
  for (const place of [first, afterWord, end]) {
    const all = await editor.about('textDocument/documentHighlight', name, place);
    assert.deepEqual(ranges(all), ['IFTRUE_WX', 'ELIFTRUE_WEB', 'ELSE_WX', 'FITRUE_WX']);
  }
  assert.deepEqual(ranges([await editor.about('textDocument/definition', name, first)]), ['ELIFTRUE_WEB']);
  assert.deepEqual(ranges([await editor.about('textDocument/definition', name, end)]), ['IFTRUE_WX']);
  for (const place of [inText, outside]) {
    assert.equal(await editor.about('textDocument/documentHighlight', name, place), null);
    assert.equal(await editor.about('textDocument/definition', name, place), null);
    assert.equal(await editor.about('textDocument/references', name, place), null);
    assert.equal(await editor.about('textDocument/prepareRename', name, place), null);
  }
});

test('groups fold, up to the line before the next directive', async () => {
  // A separator of U+2028 ends no line here.
  const { name } = await opened('\u2028/*IFTRUE_WX*/\n a\n/*ELSE_WX*/\n/*FITRUE_WX*/\n/*IFDEBUG*/ x /*FIDEBUG*/');
  assert.deepEqual(await editor.about('textDocument/foldingRange', name), [
    { startLine: 0, endLine: 1, kind: 'region' },
  ]);
});

test('groups are symbols, nested ones within', async () => {
  const { name, text } = await opened(both);
  /** @param {any[]} symbols @returns {unknown[]} */
  const shown = (symbols) =>
    symbols.map((/** @type {any} */ { name, detail, range, selectionRange, children = [] }) => [
      name,
      detail,
      covered(text, selectionRange),
      covered(text, range).replace(/\s+/g, ' '),
      ...shown(children),
    ]);
  assert.deepEqual(shown(await editor.about('textDocument/documentSymbol', name)), [
    ['IFTRUE_WX', 'kept by wx', 'IFTRUE_WX', 'IFTRUE_WX*/ a /*ELIFTRUE_WEB'],
    ['ELIFTRUE_WEB', 'kept by web', 'ELIFTRUE_WEB', 'ELIFTRUE_WEB*/ b /*ELSE_WX'],
    [
      'ELSE_WX',
      'kept by rn',
      'ELSE_WX',
      'ELSE_WX*/ c /*IFDEBUG*/ d /*FIDEBUG*/ /*FITRUE_WX',
      ['IFDEBUG', 'kept by no target', 'IFDEBUG', 'IFDEBUG*/ d /*FIDEBUG'],
    ],
  ]);
});

test('lenses tell who keeps a group', async () => {
  const { name, text } = await opened(
    '/*IFTRUE_(!WX)*/ a /*ELSE_(!WX)*/ b /*FITRUE_(!WX)*/ /*IFTRUE_(WX || !WX)*/ /*FITRUE_(WX||!WX)*/',
  );
  assert.deepEqual(
    (await editor.about('textDocument/codeLens', name)).map((/** @type {any} */ { range, command }) => [
      covered(text, range),
      command.title,
    ]),
    [
      ['IFTRUE_(!WX)', 'kept by web, rn'],
      ['ELSE_(!WX)', 'kept by wx'],
      ['IFTRUE_(WX || !WX)', 'kept by all targets'],
    ],
  );
});

test('completion: directives in a comment, the matching end first; symbols in parentheses', async () => {
  const labels = async (/** @type {string} */ text) => {
    const { name, places, text: whole } = await opened(text);
    const list = await editor.about('textDocument/completion', name, places[0]);
    await editor.close(name);
    const begin = list?.items[0]?.textEdit.range;
    return list && [begin && covered(whole, begin), ...list.items.map((/** @type {any} */ { label }) => label)];
  };
  assert.deepEqual(await labels('/*¦'), ['', 'IFTRUE_WEB', 'IFTRUE_WX', 'IFTRUE_DEBUG']);
  assert.deepEqual(await labels('<!-- IFTRUE_W¦'), ['IFTRUE_W', 'IFTRUE_WEB', 'IFTRUE_WX']);
  assert.deepEqual(await labels('/*IFTRUE_(WX||WEB)*/ /*IFDEBUG*/ a /*F¦'), ['F', 'FIDEBUG']);
  assert.deepEqual(await labels('/*IFTRUE_(WX||WEB)*/ /*IFDEBUG*/ a /*FIDEBUG*/ /* F¦'), ['F', 'FITRUE_(WX||WEB)']);
  assert.deepEqual(await labels('/*IFTRUE_WX*/ /*E¦'), [
    'E',
    'ELSE_WX',
    'ELIFTRUE_WEB',
    'ELIFTRUE_WX',
    'ELIFTRUE_DEBUG',
  ]);
  assert.deepEqual(await labels('/*IFTRUE_WX a FI¦'), ['FI', 'FITRUE_WX']);
  assert.deepEqual(await labels('/*IFTRUE_(WEB && !(W¦'), ['W', 'WEB', 'WX']);
  assert.equal(await labels('/*IFTRUE_(WEB) && W¦'), null);
  assert.equal(await labels('a.b_¦'), null);
  assert.equal(await labels('IF¦'), null);
});

test('quick fixes', async () => {
  const fixed = async (/** @type {string} */ marks) => {
    const { name, text, places } = await opened(marks);
    const [start, end = start] = places;
    const actions = await editor.about('textDocument/codeAction', name, undefined, {
      range: { start, end },
      context: { diagnostics: [] },
    });
    await editor.close(name);
    return actions.map((/** @type {any} */ { title, edit, diagnostics }) => {
      assert.equal(diagnostics.length, 1);
      const [{ range, newText }] = edit.changes[editor.uri(name)];
      const before = covered(text, { start: { line: 0, character: 0 }, end: range.start });
      return [title, before + newText + text.slice(before.length + covered(text, range).length)];
    });
  };
  assert.deepEqual(await fixed('/*IFTRUE_WX*/ a /*FITRUE¦_WXX*/'), [
    ['Change to FITRUE_WX', '/*IFTRUE_WX*/ a /*FITRUE_WX*/'],
  ]);
  assert.deepEqual(await fixed('/*IFTURE¦_WX*/ a'), [['Change to IFTRUE_WX', '/*IFTRUE_WX*/ a']]);
  assert.deepEqual(await fixed('/*IFTRUE_W¦EBB*/ a /*FITRUE_WEBB*/'), [
    ['Change to WEB', '/*IFTRUE_WEB*/ a /*FITRUE_WEBB*/'],
  ]);
  assert.deepEqual(await fixed('/*IFTRUE_WX¦*/\na\n¦b\n'), [
    ['End it here with FITRUE_WX', '/*IFTRUE_WX*/\na\nb/*FITRUE_WX*/\n'],
  ]);
  assert.deepEqual(await fixed('/*IFTRUE_W¦X a\n'), [['End it here with FITRUE_WX', '/*IFTRUE_WX a FITRUE_WX*/\n']]);
  assert.deepEqual(await fixed('<!-- IFTRUE_WX a\n--¦>'), [
    ['End it here with FITRUE_WX', '<!-- IFTRUE_WX a\nFITRUE_WX-->'],
  ]);
  assert.deepEqual(await fixed('/*IFTRUE_WX*/ a FITRUE¦_WX*/'), [
    ['Write /*FITRUE_WX*/', '/*IFTRUE_WX*/ a /*FITRUE_WX*/'],
  ]);
  assert.deepEqual(await fixed('/*IFTRUE_WX¦ || WEB*/ a /*FITRUE_WX*/'), [
    ['Write IFTRUE_(WX || WEB)', '/*IFTRUE_(WX || WEB)*/ a /*FITRUE_WX*/'],
  ]);
  assert.deepEqual(await fixed('a // IFTRUE¦_WX  \nb'), [['Write /*IFTRUE_WX*/', 'a /*IFTRUE_WX*/  \nb']]);
  assert.deepEqual(await fixed('a // IFTRUE¦_WX b'), []);
  assert.deepEqual(await fixed('/*IFTRUE_WX*/ a\n/*IFTRUE¦_WX*/'), [
    ['Change to FITRUE_WX', '/*IFTRUE_WX*/ a\n/*FITRUE_WX*/'],
    ['End it here with FITRUE_WX', '/*IFTRUE_WX*/ a\n/*IFTRUE_WX*//*FITRUE_WX*/'],
  ]);
  assert.deepEqual(await fixed('¦a /*IFTRUE_WX*/ a /*FITRUE_WX*/'), []);
});

test('the text for a target', async () => {
  const { name, text } = await opened('a /*IFTRUE_WX*/ x /*ELSE_WX*/ y /*FITRUE_WX*/\n');
  const uri = editor.uri(name);
  const strip = (/** @type {object} */ more) => editor.execute('iftrue.strip', { uri, ...more });
  assert.deepEqual(await strip({ layout: 'compact' }), { uri, target: 'wx', text: 'a  x \n' });
  assert.equal((await strip({ target: 'rn', layout: 'loader' })).text, 'a  y \n');
  assert.equal((await strip({ target: 'rn', layout: 'mask' })).text.length, text.length);
  await assert.rejects(strip({ target: 'wxx' }), {
    code: -32803,
    message: "there is no target 'wxx'; did you mean wx?",
  });
  await assert.rejects(strip({ layout: 'x' }), { code: -32602, message: "there is no layout 'x'" });
  await assert.rejects(editor.execute('iftrue.strip', { uri: 'file:///x' }), { code: -32602 });
  await editor.change(name, { text: '\n/*IFTRUE_WX*/' });
  await assert.rejects(strip({}), {
    message: 'the text has an error in line 2: IFTRUE_WX is never ended: no FITRUE_WX follows',
  });
});

test('a client without inactiveRegions gets hints; one without symbols in symbols gets a list', async () => {
  const plain = await Editor.start({
    files: { 'iftrue.toml': project },
    target: 'wx',
    capabilities: { textDocument: { publishDiagnostics: capable.textDocument.publishDiagnostics } },
  });
  await plain.open('src/a.ts', both);
  const hints = (await plain.diagnostics('src/a.ts')).filter(({ severity }) => severity === 4);
  assert.deepEqual(
    hints.map(({ message, tags, range }) => [message, tags, covered(both, range)]),
    ['\n b\n', '\n c ', ' d '].map((text) => ['not kept by wx', [1], text]),
  );
  const symbols = await plain.about('textDocument/documentSymbol', 'src/a.ts');
  assert.deepEqual(
    symbols.map((/** @type {any} */ each) => each.name),
    ['IFTRUE_WX', 'ELIFTRUE_WEB', 'ELSE_WX', 'IFDEBUG'],
  );
  const hover = await plain.about('textDocument/hover', 'src/a.ts', { line: 1, character: 1 });
  assert.deepEqual(hover.contents, {
    kind: 'plaintext',
    value:
      'web removed: IFTRUE_WX at 1:3 is false (WX is off)\n' +
      'wx kept: IFTRUE_WX at 1:3 is true (WX is on)\n' +
      'rn removed: IFTRUE_WX at 1:3 is false (WX is off)',
  });
  await plain.stop();
});

test('positions in bytes, where the client wants them', async () => {
  const bytes = await Editor.start({
    files: { 'iftrue.toml': project },
    capabilities: { general: { positionEncodings: ['utf-8', 'utf-16'] } },
  });
  assert.equal(/** @type {any} */ (bytes.initialized).capabilities.positionEncoding, 'utf-8');
  await bytes.open('src/a.ts', '"中😀" /*IFTRUE_WX*/');
  assert.deepEqual((await bytes.diagnostics('src/a.ts'))[0]?.range, {
    start: { line: 0, character: 12 },
    end: { line: 0, character: 21 },
  });
  await bytes.stop();
});

test('a text of no project, and one with no address on disk', async () => {
  const alone = await Editor.start();
  for (const name of ['a.ts', 'untitled:a.ts']) {
    const text = '/*IFTRUE_X*/ a\n\n\n/*FITRUE_X*/ /*IFTRUE_Y*/';
    await alone.open(name, text);
    assert.deepEqual(
      (await alone.diagnostics(name)).map(({ code }) => code),
      ['E001'],
    );
    await alone.change(name, { text: '/*IFTRUE_X*/ a\n\n\n/*FITRUE_X*/' });
    assert.deepEqual(await alone.diagnostics(name), []);
    assert.equal(await alone.about('textDocument/hover', name, placeOf(text, 5)), null);
    assert.deepEqual(await alone.about('textDocument/codeLens', name), []);
    assert.equal((await alone.about('textDocument/foldingRange', name)).length, 1);
    assert.equal((await alone.about('textDocument/references', name, placeOf(text, 10))).length, 2);
  }
  assert.deepEqual(await alone.request('iftrue/targets', {}), { project: null, targets: [], target: null });
  await alone.stop();
});

test('half of a surrogate pair in a text counts as one unit, as in the editor', async () => {
  const { name } = await opened('');
  await editor.change(name, { text: '"\ud83d" "\\\\ud83d" /*IFTRUE_WX*/' });
  assert.deepEqual((await editor.diagnostics(name))[0]?.range.start, { line: 0, character: 16 });
});

test('conditionals nested 5,000 deep', async () => {
  const depth = 5000;
  const { name } = await opened('/*IFTRUE_WX*/\n'.repeat(depth) + '\n' + '/*FITRUE_WX*/\n'.repeat(depth));
  assert.equal((await editor.about('textDocument/documentSymbol', name)).length, 1);
  assert.equal((await editor.about('textDocument/foldingRange', name)).length, depth);
  assert.equal((await editor.about('textDocument/codeLens', name)).length, depth);
  assert.match(
    (await editor.about('textDocument/hover', name, { line: depth, character: 0 })).contents.value,
    /wx\*\* kept/,
  );
});
