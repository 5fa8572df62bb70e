// Holds --format=json, of list too, against the schemas in this repository and --format=sarif against
// the public one of SARIF 2.1.0, on texts and names that are made to break them. The tool's path comes as IFTRUE.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import Ajv2020 from 'ajv/dist/2020.js';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

import { run } from '../process.mjs';

const tool = process.env.IFTRUE ?? '';
const root = fileURLToPath(new URL('../..', import.meta.url));
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

const [json, listing] = ['diagnostics', 'list'].map((name) =>
  new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
    readJson(join(root, `preprocessor/schema/${name}.schema.json`)),
  ),
);
// The standard's own schema, as its authors' package ships it.
const sarif = addFormats(new AjvDraft4({ strict: false, allErrors: true, unicodeRegExp: false })).compile(
  readJson(join(root, 'tests/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')),
);

const folder = mkdtempSync(join(tmpdir(), 'iftrue-formats-'));
after(() => rmSync(folder, { recursive: true }));
const source = join(folder, 'src');
mkdirSync(source);
const names = [
  'plain.ts',
  'a b.ts',
  'per%cent#?[].ts',
  '中文 😀.ts',
  'quo"te\\.ts',
  "it's.ts",
  'line\nbreak.ts',
  'c:d.ts',
];
for (const name of names) {
  writeFileSync(join(source, name), '/*IFTRUE_(中\n|| "\\ )*/\n/*FITRUE_X*/\n');
}
const bytes = (text) => Buffer.from(text, 'latin1');
const broken = Buffer.concat([bytes(`${source}/bad`), Buffer.from([0xff, 0xc3]), bytes('.ts')]);
writeFileSync(broken, bytes('\xff/*IFTRUE_(\xe4\xb8)*/ /*IFTRUE_A*/ /*IFTRUE_B*/ /*FITRUE_A*/'));
for (const [i, wrong] of pagesOf('preprocessor/MANUAL.md').entries())
  writeFileSync(join(source, `manual${i}.js`), wrong);

// An output that differs in every way there is; each name in it is one of those above.
const checked = join(folder, 'checked');
mkdirSync(join(checked, 'src/type.ts'), { recursive: true });
mkdirSync(join(checked, 'out'));
for (const [i, name] of [...names, broken.subarray(-7)].entries()) {
  const at = (parent) => Buffer.concat([bytes(`${checked}/${parent}/`), Buffer.from(name)]);
  if (i % 4 !== 0) writeFileSync(at('src'), 'a\nb\n');
  if (i % 4 !== 1) writeFileSync(at('out'), i % 4 === 2 ? 'a\nc\n' : 'a\nb\n', { mode: 0o640 });
  symlinkSync(`${i}`, `${checked}/src/link${i}`);
  symlinkSync(name, `${checked}/out/link${i}`);
}
writeFileSync(join(checked, 'out/type.ts'), '');

const runs = [
  ['check', 'src'],
  ['check', '--undefined=error', 'src', 'no\nne', '-D', 'WXAPP'],
  ['check', '.', '-q'],
  ['check', '--project', 'none.toml'],
  ['check', join(folder, 'src')],
  ['strip', 'src', '-o', 'out'],
  ['strip', '-'],
  ['strip', '--check', 'src', '-o', 'out'],
  ['strip', '--check', 'checked/src', '-o', 'checked/out'],
  ['strip', '--check', 'src'],
];
for (const [format, validate] of Object.entries({ json, sarif })) {
  for (const run of runs) {
    test(`${format}: ${JSON.stringify(run)}`, () => {
      const report = reportOf(format, run);
      assert.ok(validate(report), JSON.stringify(validate.errors?.slice(0, 5), null, 1));
    });
  }
}

const nested = '/*IFTRUE_A*/ /*IFTRUE_(B || C)*/ x /*ELIFTRUE_C y ELSE_(B||C) z FITRUE_(B||C)*/ /*FITRUE_A*/\n';
mkdirSync(join(folder, 'listed/a'), { recursive: true });
for (const name of ['n.ts', '中\n😀.ts', 'a/only.ts']) writeFileSync(join(folder, 'listed', name), nested);
writeFileSync(Buffer.concat([bytes(`${folder}/listed/bad`), Buffer.from([0xff]), bytes('.ts')]), nested);
writeFileSync(join(folder, 'listed/wrong.ts'), '/*FITRUE_A*/');
writeFileSync(join(folder, 'listed/none.ts'), '');
writeFileSync(
  join(folder, 'listed.toml'),
  `source = 'listed'
[symbols]\nA = ''\nB = ''\nC = ''
[targets]\none.symbols = ['A', 'B']\ntwo.symbols = ['C']
[[files]]\nglob = 'a/**'\nwhen = 'A'\n`,
);
const lists = {
  'without a project': ['listed'],
  'with symbols': ['-DA', '-UB', 'listed'],
  'with targets': ['--project', 'listed.toml'],
  'with nothing in it': ['listed/none.ts'],
};
for (const [what, run] of Object.entries(lists)) {
  test(`list: ${what}`, () => {
    const list = reportOf('json', ['list', ...run]);
    assert.ok(listing(list), JSON.stringify(listing.errors?.slice(0, 5), null, 1));
    const conditionals = list.files.flatMap((file) => file.conditionals);
    assert.equal(conditionals.length, run.includes('listed/none.ts') ? 0 : 8);
  });
}

test('json and sarif say the same', () => {
  const fromJson = reportOf('json', ['check', 'src', 'none']);
  const [run] = reportOf('sarif', ['check', 'src', 'none']).runs;
  assert.ok(fromJson.diagnostics.length >= names.length * 2);
  const place = ({ physicalLocation: { region } }) => Object.values(region).join(':');
  assert.deepEqual(
    run.results.map((each) => [each.ruleId, each.level, each.message.text, each.locations.map(place)]),
    fromJson.diagnostics.map((each) => [
      each.code,
      each.severity,
      each.message,
      [`${each.line}:${each.column}:${each.endLine}:${each.endColumn}`],
    ]),
  );
  assert.deepEqual(
    run.results.map((each) => (each.relatedLocations ?? []).map((note) => note.message.text)),
    fromJson.diagnostics.map((each) => each.notes.map((note) => note.message)),
  );
  for (const each of run.results) assert.equal(run.tool.driver.rules[each.ruleIndex].id, each.ruleId);
  assert.deepEqual(
    run.invocations[0].toolExecutionNotifications.map((each) => each.message.text),
    fromJson.failures.map((each) => each.message),
  );
});

test('json and sarif tell the same differences, of every kind', () => {
  const args = ['strip', '--check', 'checked/src', '-o', 'checked/out'];
  const { differences } = reportOf('json', args);
  const [{ results }] = reportOf('sarif', args).runs;
  assert.deepEqual([...new Set(differences.map((each) => each.kind))].sort(), [
    'changed',
    'link',
    'missing',
    'mode',
    'orphaned',
    'type',
  ]);
  assert.deepEqual(
    results.map(({ ruleId, message, locations: [{ physicalLocation }] }) => [
      ruleId.replace('check/', ''),
      message.text,
      physicalLocation.region?.startLine,
    ]),
    differences.map((each) => [each.kind, each.message, each.line]),
  );
});

test('a URI of sarif leads back to the bytes of the name', () => {
  const [run] = reportOf('sarif', ['check', '--undefined=error', 'src']).runs;
  const uris = new Set(run.results.map((each) => each.locations[0].physicalLocation.artifactLocation.uri));
  const found = [...uris].map((uri) => Buffer.from(unescape(uri), 'latin1').toString('hex')).sort();
  const there = readdirSync(Buffer.from(source), { encoding: 'buffer' })
    .map((name) => Buffer.concat([bytes('src/'), name]).toString('hex'))
    .sort();
  assert.deepEqual(found, there);
  for (const uri of uris) assert.equal(new URL(uri, 'file:///root/').pathname, `/root/${uri}`);
});

function reportOf(format, args) {
  const { stdout, stderr } = run(tool, [...args, `--format=${format}`], {
    cwd: folder,
    input: Buffer.from('/*FITRUE_X*/'),
    encoding: 'buffer',
  });
  const text = args.at(-1) === '-' ? stderr : stdout;
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
}

function pagesOf(path) {
  const manual = readFileSync(join(root, path), 'utf8');
  const wrong = [...manual.matchAll(/^Wrong:\n\n```js\n([^]*?)^```\n/gm)].map(([, example]) => example);
  assert.ok(wrong.length >= 9, 'the examples of the manual were not found');
  return wrong;
}
