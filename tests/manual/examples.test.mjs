// Runs the examples of the documents. Of the manual's diagnostics: what it calls wrong gives just the
// printed diagnostic, what it calls right gives none, and no code of the tool is without its page. Of
// its forms of a conditional: they give what the table says, to JavaScript's readers too. Of the
// READMEs: the commands give what stands below them. The tool's path comes as IFTRUE.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

import { run } from '../process.mjs';

const tool = process.env.IFTRUE ?? '';
const root = fileURLToPath(new URL('../..', import.meta.url));
const manual = await readFile(join(root, 'preprocessor/MANUAL.md'), 'utf8');
const table = await readFile(join(root, 'preprocessor/engine/diagnostic.cc'), 'utf8');

const folder = await mkdtemp(join(tmpdir(), 'iftrue-manual-'));
after(() => rm(folder, { recursive: true }));
const symbols = ['WXAPP', 'RNAPP', 'DEBUG'].flatMap((symbol) => ['-D', symbol]);
/** The project that the pages of warnings speak of. */
const project = `[symbols]
WEBAPP = ''\nWXAPP = ''\nRNAPP = ''\nDEBUG = ''
[targets]
web.symbols = ['WEBAPP']
wx.symbols = ['WXAPP']
rn.symbols = ['RNAPP']
`;
await writeFile(join(folder, 'warnings.toml'), project);

/** A page: `### E001: summary`, then a wrong example, the diagnostic, and a right example in the same language. */
const page =
  /^### ([EW]\d{3}): (.+)\n[^]*?^```(js|json|css|html) ?(\S*)\n([^]*?)^```\n\n```text\n([^]*?)^```\n[^]*?^```\3\n([^]*?)^```\n/gm;
const pages = [...manual.matchAll(page)];

test('every code has a page, under its own summary', () => {
  const codes = [...table.matchAll(/"([EW]\d{3})",\s*"([^"]+)"/g)].map(([, code, summary]) => `${code}: ${summary}`);
  assert.ok(codes.length >= 17, 'the table of diagnostics was not understood');
  assert.deepEqual(
    pages.map(([, code, summary]) => `${code}: ${summary}`),
    codes,
  );
});

for (const [, code, , language, encoding, wrong, printed, right] of pages) {
  test(`${code}: the wrong example gives what the manual prints`, async () => {
    const { status, stderr } = await check(code, wrong, language, encoding);
    assert.equal(stderr, printed);
    assert.equal(status, code.startsWith('E') ? 1 : 0);
    assert.ok(printed.includes(`[${code}]`));
  });
  test(`${code}: the right example is right`, async () => {
    const { status, stderr } = await check(code, right, language, '');
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });
}

/** The forms of §2: name, source, what is left with X on and with X off, each in backquotes or empty. */
const forms = [...manual.matchAll(/^\| ([a-z, ]+) \| `([^`|]*)` \| (?:`([^`|]*)` )?\| (?:`([^`|]*)` )?\|$/gm)];

test('each form of a conditional gives what the table says', () => {
  assert.deepEqual(
    forms.map(([, name]) => name),
    ['live', 'dormant', 'dormant if, live else'],
  );
  for (const [, , source, on = '', off = ''] of forms) {
    assert.equal(strip(source, '-D', 'X'), on);
    assert.equal(strip(source, '-U', 'X'), off);
  }
});

// So the raw tree can be type-checked, linted and read in an editor.
test('of a dormant if and its live else, who reads the raw text as JavaScript sees just the else', async () => {
  const [, , form] = forms[2];
  const literal = pages.find(([, code]) => code === 'W106').at(-1);
  for (const text of [`call(${form});\n`, form, literal]) {
    const off = ['X', 'DEBUG'].flatMap((symbol) => ['-U', symbol]);
    const read = async (code) => (await transform(code, { loader: 'ts', minifyWhitespace: true })).code;
    assert.equal(await read(text), await read(strip(text, ...off)));
    assert.notEqual(strip(text, ...off), text);
  }
});

test('the examples of undecided symbols give what is printed', async () => {
  const [, section] = /^### Undecided symbols\n([^]*?)^### /m.exec(manual) ?? [];
  const [, source] = /^```js\n([^]*?)^```\n/m.exec(section) ?? [];
  await writeFile(join(folder, 'login.js'), source);
  const [, session] = /^```console\n([^]*?)^```\n/m.exec(section) ?? [];
  const runs = session.split(/^\$ iftrue /m).slice(1);
  assert.equal(runs.length, 2, 'the example runs were not found');
  for (const each of runs) {
    const [command, ...printed] = each.split('\n');
    const { stdout, stderr } = run(tool, command.split(' '), { cwd: folder });
    assert.equal(stdout + stderr, printed.join('\n'));
  }
});

for (const name of ['README.md', 'README.zh.md']) {
  test(`${name}: the example gives what is printed`, async () => {
    const readme = await readFile(join(root, name), 'utf8');
    const [, source] = /^```ts\n([^]*?)^```\n/m.exec(readme) ?? [];
    await writeFile(join(folder, 'http.ts'), source);
    const runs = [...readme.matchAll(/^```console\n\$ iftrue (.+)\n([^]*?)^```\n/gm)];
    assert.ok(runs.length >= 2, 'the example runs were not found');
    for (const [, command, printed] of runs) {
      const { stdout, stderr } = run(tool, command.split(' '), { cwd: folder });
      assert.equal(stdout + stderr, printed);
    }
  });
}

test('the manual prints what list, explain and diff give', async () => {
  const [, section] = /^### Looking into a tree\n([^]*?)^Exit status:$/m.exec(manual) ?? [];
  await runExamples(section, 3);
});

test('the manual prints the forms of a report', async () => {
  const [, section] = /^### Reports\n([^]*?)^### Looking into a tree$/m.exec(manual) ?? [];
  const tree = await runExamples(section, 3);
  const { stdout } = run(tool, ['check', '--format=sarif', 'login.js'], { cwd: tree });
  const [, line] = /^```json\n([^]*?)^```\n/m.exec(section);
  assert.ok(stdout.split('\n').includes(line.trimEnd()), stdout);
});

test('the manual prints what strip --check finds', async () => {
  const [, section] = /^### Outputs under review\n([^]*?)^## /m.exec(manual) ?? [];
  await runExamples(section, 3);
});

/** Runs what a section shows, `count` commands, in a new folder with the project and the file of the section. */
async function runExamples(section, count) {
  const tree = await mkdtemp(join(folder, 'tree-'));
  const [, toml] = /^```toml\n([^]*?)^```\n/m.exec(section) ?? [];
  if (toml) await writeFile(join(tree, 'iftrue.toml'), toml);
  await writeFile(join(tree, 'login.js'), /^```js\n([^]*?)^```\n/m.exec(section)[1]);
  const runs = [...section.matchAll(/^```console\n\$ iftrue (.+)\n([^]*?)^```\n/gm)];
  assert.equal(runs.length, count);
  for (const [, command, printed] of runs) {
    const { stdout, stderr } = run(tool, command.split(' '), { cwd: tree });
    assert.equal(stdout + stderr, printed);
  }
  return tree;
}

function strip(text, ...symbols) {
  const args = ['strip', '--layout=loader', ...symbols, '-'];
  const { stdout, stderr } = run(tool, args, { input: text });
  assert.equal(stderr, '');
  return stdout;
}

async function check(code, text, language, encoding) {
  const bytes = encoding === 'utf-16le' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text);
  const name = `example.${language}`;
  await writeFile(join(folder, name), bytes);
  const settings = code.startsWith('E') ? [...symbols, '--undefined=error'] : ['--project', 'warnings.toml'];
  return run(tool, ['check', ...settings, name], { cwd: folder });
}
