// loadProject() against the command: the same files exist for the same targets, with the same texts. What is wrong with a
// project file is refused by both.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { check, IftrueError, loadProject, ProjectError } from '../../dist/npm/index.mjs';
import { Random } from '../differential/random.mjs';
import { run } from '../process.mjs';

const tool = path.resolve(process.env.IFTRUE ?? 'build/release/iftrue');
const scratch = mkdtempSync(path.join(tmpdir(), 'npm-project-'));
after(() => rmSync(scratch, { recursive: true }));

let count = 0;
/** @param {string} text @param {Record<string, string>} [files] @returns {string} the folder */
function project(text, files = {}) {
  const folder = path.join(scratch, `${++count}`);
  for (const [name, content] of Object.entries({ 'iftrue.toml': text, 'src/a.ts': '', ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

const basic = `source = "src"
output = "out/{target}"
[symbols]
WX = "mini-programs"
WEB = "browsers"
DEBUG = ""
[targets.wx]
symbols = ["WX"]
[targets.web]
symbols = ["WEB"]
`;

test('a project tells what its file says', () => {
  const folder = project(basic);
  mkdirSync(path.join(folder, 'src/deep'));
  for (const from of [folder, path.join(folder, 'iftrue.toml'), path.join(folder, 'src/deep')]) {
    const { file, source, symbols, targets } = loadProject(from);
    assert.equal(file, path.join(folder, 'iftrue.toml'));
    assert.equal(source, path.join(folder, 'src'));
    assert.deepEqual(symbols, { WX: 'mini-programs', WEB: 'browsers', DEBUG: '' });
    assert.deepEqual(targets, {
      wx: { WX: true, WEB: false, DEBUG: false },
      web: { WX: false, WEB: true, DEBUG: false },
    });
  }
  const text = '/*IFTRUE_WX*/wx/*ELSE_WX*/web/*FITRUE_WX*/';
  for (const name of ['src/a.ts', path.join(folder, 'src/a.ts')]) {
    assert.equal(loadProject(folder).stripFor('wx', name, text, { layout: 'loader' }).code, 'wx');
  }
  assert.throws(
    () => loadProject(folder).stripFor('rn', 'src/a.ts', ''),
    /has no target 'rn'; its targets are: wx, web/,
  );
});

test('a file that the target does not have is refused by the rule', () => {
  const folder = project(`${basic}[[files]]\nglob = "wx/**"\nwhen = "WX"\n`);
  const own = loadProject(folder);
  assert.equal(own.stripFor('wx', 'src/wx/a.ts', 'a').code, 'a');
  assert.ok(own.has('wx', 'src/wx/a.ts') && !own.has('web', 'src/wx/a.ts'));
  assert.equal(own.ruleAgainst('web', 'src/wx/a.ts')?.glob, 'wx/**');
  assert.throws(
    () => own.stripFor('web', 'src/wx/a.ts', 'a'),
    /'src\/wx\/a\.ts' does not exist for target 'web': .* glob 'wx\/\*\*' in '.*iftrue\.toml' has when = 'WX'/,
  );
});

test('[warnings] makes errors of warnings, or silences them', () => {
  const text = '// IFTURE_WX\n/*IFTRUE_WX*//*FITRUE_WX*/';
  const of = (/** @type {string} */ lines) => loadProject(project(`${basic}[warnings]\n${lines}\n`));
  const codes = (/** @type {any[]} */ found) => found.map(({ code, severity }) => `${code} ${severity}`);
  assert.deepEqual(codes(of('').checkFor('src/a.ts', text)), ['W101 warning', 'W102 warning']);
  assert.deepEqual(codes(of('deny = ["W101"]').checkFor('src/a.ts', text)), ['W101 error', 'W102 warning']);
  assert.deepEqual(codes(of('allow = ["W101", "W102"]').checkFor('src/a.ts', text)), []);
  assert.deepEqual(codes(of('deny = ["all"]\nallow = ["W101"]').checkFor('src/a.ts', text)), ['W102 error']);
  of('allow = ["W101"]').stripFor('wx', 'src/a.ts', text);
  for (const deny of ['deny = ["W101"]', 'deny = ["W102"]', 'deny = ["all"]'])
    assert.throws(() => of(deny).stripFor('wx', 'src/a.ts', text), IftrueError, deny);
});

test('the source may be known by its real path', () => {
  const folder = project(`${basic}[[files]]\nglob = "a.ts"\nlayout = "loader"\n`);
  const link = path.join(scratch, 'link');
  symlinkSync(folder, link);
  assert.equal(loadProject(link).layoutOf(path.join(folder, 'src/a.ts')), 'loader');
});

test('a project file that is wrong is refused, by the command too, with all that is wrong', () => {
  for (const [text, ...messages] of [
    ['source = ', /iftrue\.toml:1:\d+: /],
    ['a = 1\nb = 2', /unknown key 'a'/, /unknown key 'b'/],
    ['[symbols]\n"A B" = ""\nC = 1', /'A B' is no symbol/, /symbol C takes a string/],
    ['symbols = 1', /symbols takes a table: write \[symbols\]/],
    ['[targets.wx]\nsymbols = ["A"]', /symbol 'A' is not in \[symbols\]/],
    ['[targets.wx]\nsymbol = []', /unknown key 'targets\.wx\.symbol'/],
    ['[targets]\n".." = {}\nwx = 1', /target '\.\.' cannot be the name of a folder/, /target 'wx' takes a table/],
    ['source = 1', /source takes/],
    ['include = "a"', /include takes an array of strings/],
    [
      'include = ["../a", "{a", "[/]", ""]',
      /'\.\.\/a' leads outside/,
      /'\{a' is malformed/,
      /'\[\/\]' is malformed/,
      /empty glob/,
    ],
    ['exclude = ["[b-a]", "[]", "/a"]', /'\[b-a\]' is malformed/, /'\[\]' is malformed/, /'\/a' leads outside/],
    ['files = 1', /write \[\[files\]\]/],
    ['[[files]]\nglob = "a"', /files\[0\]: when, layout or scan is missing/],
    ['[[files]]\nscan = 1', /scan takes true or false/, /glob is missing/],
    ['[[files]]\nglob = "a"\nlayout = "tight"', /layout takes preserve, mask, compact, loader, not 'tight'/],
    ['[[files]]\nglob = "a"\nwhen = "A &&"', /malformed condition 'A &&'/],
    ['[[files]]\nglob = "a"\nwhen = "A"', /symbol 'A' is not in \[symbols\]/],
    ['[warnings]\ndeny = ["W108", "E001"]', /no warning 'W108'/, /no warning 'E001'/],
    ['[warnings]\ndeny = ["W101"]\nallow = ["W101"]', /'W101' is both denied and allowed/],
  ]) {
    const folder = project(/** @type {string} */ (text));
    const { status, stderr } = run(tool, ['check', 'src'], { cwd: folder });
    assert.equal(status, 2, `${text}\n${stderr}`);
    assert.throws(
      () => loadProject(folder),
      (error) => {
        assert.ok(error instanceof ProjectError, String(error));
        for (const message of messages) assert.match(error.message, /** @type {RegExp} */ (message));
        return true;
      },
    );
  }
  for (const nowhere of [path.join(scratch, 'none'), scratch]) assert.throws(() => loadProject(nowhere), ProjectError);
});

const names = ['a.ts', 'b.css', 'c.md', 'd.yml', 'a b.json', 'é.ts', 'x[1].ts', 'n.wxml', '.hidden.js'];
const folders = ['', 'wx/', 'web/', 'wx/deep/', 'node_modules/p/', '.git/', 'é/'];
const globs = [
  ...['**', '**/*.ts', '*.ts', 'wx/**', '**/deep/**', '*/*.css', '**/*.{ts,css}', '{wx,web}/**', '[ab].ts', '[!a]*'],
  ...[
    '?.ts',
    '**/?.ts',
    'wx',
    'wx/*',
    './wx/**',
    '**/x[[]1].ts',
    '{a,**/b}.*',
    '**/.*',
    '*',
    '**/a b.json',
    '{wx/**,c.md}',
  ],
];
const conditions = ['WX', '!WX', 'WX && !DEBUG', '(WEB || DEBUG)', 'WEB', '!(WX || WEB)'];

test('generated projects: the same files for the same targets, with the same texts', () => {
  for (let seed = 1; seed <= 60; ++seed) {
    const random = new Random(seed);
    const list = () => JSON.stringify(random.many(1 + random.below(2), () => random.pick(globs)));
    const rule = () =>
      [
        `[[files]]\nglob = ${JSON.stringify(random.pick(globs))}`,
        random.once(2) ? `when = "${random.pick(conditions)}"` : '',
        random.once(2) ? `layout = "${random.pick(['preserve', 'mask', 'compact', 'loader'])}"` : '',
        random.once(4) ? `scan = ${random.once(2)}` : '',
      ].join('\n');
    const rules = random.many(random.below(4), rule).filter((text) => /when|layout|scan/.test(text));
    const head = `${random.once(2) ? `include = ${list()}\n` : ''}${random.once(3) ? `exclude = ${list()}\n` : ''}`;
    const text = `${head}${basic}${rules.join('\n')}\n`;
    const content =
      '/*IFTRUE_WX*/ wx\n/*ELSE_WX*/ other /*FITRUE_WX*/\n/*IFTRUE_(WEB || DEBUG)*/web/*FITRUE_(WEB||DEBUG)*/ end\n';
    const files = Object.fromEntries(
      folders.flatMap((folder) => names.map((name) => [`src/${folder}${name}`, content])),
    );
    const folder = project(text, files);
    const { status, stdout, stderr } = run(tool, ['strip', '-q'], { cwd: folder });
    assert.equal(status, 0, `${text}${stdout}${stderr}`);
    const own = loadProject(folder);
    for (const target of ['wx', 'web']) {
      const out = path.join(folder, 'out', target);
      const written = new Set(readdirSync(out, { recursive: true }).map(String));
      for (const name of Object.keys(files)) {
        const below = name.slice('src/'.length);
        const shown = `${target} ${name} of\n${text}`;
        assert.equal(own.has(target, name), written.has(below), shown);
        if (!written.has(below)) continue;
        assert.equal(own.stripFor(target, name, content).code, readFileSync(path.join(out, below), 'utf8'), shown);
      }
    }
    const scanned = new Set(
      JSON.parse(run(tool, ['list', '--format=json'], { cwd: folder }).stdout).files.map(
        (/** @type {any} */ { path }) => path,
      ),
    );
    for (const name of Object.keys(files)) assert.equal(own.scans(name), scanned.has(name), `${name} of\n${text}`);
    assert.deepEqual(
      own.checkFor('src/a.ts', content).filter(({ code }) => code[0] === 'E'),
      own.scans('src/a.ts')
        ? check(content, { filename: 'src/a.ts', targets: own.targets }).filter(({ code }) => code[0] === 'E')
        : [],
    );
  }
});
