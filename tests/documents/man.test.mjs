// The manual page: without a fault for its readers, whole, and with examples that run. The tool comes as IFTRUE, the
// folder of the page as IFTRUE_DOCUMENTS.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { run } from '../process.mjs';

const tool = process.env.IFTRUE ?? '';
const page = join(process.env.IFTRUE_DOCUMENTS ?? '', 'iftrue.1');
const folder = mkdtempSync(join(tmpdir(), 'iftrue-man-'));
after(() => rmSync(folder, { recursive: true }));

for (const reader of ['mandoc', 'man']) {
  const { error } = spawnSync(reader, ['-w', 'man']);
  assert.equal(error, undefined, `install: apt-get install mandoc man-db (${reader})`);
}

const shown = run('man', ['--warnings', '-l', page], {
  env: { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '78', MANOPT: '' },
});

test('mandoc and groff have nothing to say against it', () => {
  assert.deepEqual(run('mandoc', ['-Tlint', page]), { status: 0, stdout: '', stderr: '' });
  assert.equal(shown.stderr, '');
  assert.equal(shown.status, 0);
});

test('its sections are the usual ones, in their order', () => {
  const sections = [...shown.stdout.matchAll(/^[A-Z][A-Z ]+$/gm)].map(String);
  assert.deepEqual(sections, [
    'NAME',
    'SYNOPSIS',
    'DESCRIPTION',
    'COMMANDS',
    'OPTIONS',
    'EXIT STATUS',
    'ENVIRONMENT',
    'FILES',
    'EXAMPLES',
    'SEE ALSO',
  ]);
});

test('it has the version of the tool, and every command and option of its help', () => {
  const version = run(tool, ['--version']).stdout.trim();
  assert.ok(shown.stdout.trimEnd().split('\n').at(-1).startsWith(version), `${version} is in the last line`);
  const [, list] = /^commands:\n([^]*?)^$/m.exec(run(tool, ['--help']).stdout) ?? [];
  const commands = [...list.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]);
  assert.equal(commands.length, 8);
  for (const command of commands) {
    assert.match(shown.stdout, new RegExp(`^ {7}iftrue ${command} \\[OPTION\\]\\.\\.\\.`, 'm'));
    assert.match(shown.stdout, new RegExp(`^ {7}${command}( |$)`, 'm'));
    const help = run(tool, [command, '--help']).stdout;
    for (const [, head] of help.matchAll(/^ {2,6}(-\S.*?)(?: {2,}.*)?$/gm)) {
      assert.ok(shown.stdout.includes(`\n       ${head}\n`), `${head} of ${command} is there`);
    }
  }
});

test('its examples are those of the help, and run', () => {
  mkdirSync(join(folder, 'src'));
  writeFileSync(
    join(folder, 'iftrue.toml'),
    'source = "src"\noutput = "build/{target}"\n[symbols]\nWEBAPP = ""\nWXAPP = ""\nDEBUG = ""\n' +
      '[targets.web]\nsymbols = ["WEBAPP"]\n[targets.wx]\nsymbols = ["WXAPP"]\n',
  );
  const text = `${'\n'.repeat(10)}/*IFTRUE_WXAPP*/\nwx.login();\n/*FITRUE_WXAPP*/\n`;
  writeFileSync(join(folder, 'http.ts'), text);
  writeFileSync(join(folder, 'src/http.ts'), text);
  const examples = [
    ...readFileSync(page, 'utf8')
      .split('.SH EXAMPLES')[1]
      .matchAll(/^\.B iftrue (.*)$/gm),
  ].map((match) => match[1].replaceAll('\\-', '-'));
  const shownByHelp = ['strip', 'check', 'list', 'explain', 'diff', 'targets', 'init', 'lsp'].flatMap((command) => {
    const [, list] = run(tool, [command, '--help']).stdout.split('\nexamples:\n');
    return [...list.matchAll(/^ {2}iftrue (.*)$/gm)].map((match) => match[1]);
  });
  assert.deepEqual(examples, shownByHelp);
  for (const example of examples) {
    const { status, stderr } = run(tool, example.split(' '), { cwd: folder });
    const told = stderr.replace(/^iftrue: wrote 'src\/iftrue\.toml': .*\n$/, '');
    // There is no editor here that would say `shutdown`.
    const expected = example === 'lsp' ? 1 : 0;
    assert.deepEqual({ example, status, told }, { example, status: expected, told: '' });
    rmSync(join(folder, 'out'), { recursive: true, force: true });
  }
});
