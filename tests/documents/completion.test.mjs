// What bash, zsh and fish offer with the installed completion scripts. The tool comes as IFTRUE, the folder of
// the scripts as IFTRUE_DOCUMENTS.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { run } from '../process.mjs';
import { candidates } from './shells.mjs';

const tool = process.env.IFTRUE ?? '';
const folder = mkdtempSync(join(tmpdir(), 'iftrue-completion-'));
after(() => rmSync(folder, { recursive: true }));
const place = {
  documents: process.env.IFTRUE_DOCUMENTS ?? '',
  bin: join(folder, 'bin'),
  tool,
  cwd: join(folder, 'work'),
};
mkdirSync(place.bin);
mkdirSync(join(place.cwd, 'src'), { recursive: true });

// A name that a shell would run, if it were not quoted.
const hostile = '$(touch ran) `touch ran`; \'x"';
const tomlTarget = (name, symbols) => `[targets.${JSON.stringify(name)}]\nsymbols = ${JSON.stringify(symbols)}\n`;
const symbols = '[symbols]\nWEBAPP = ""\nWXAPP = ""\nDEBUG = ""\n';
writeFileSync(
  join(place.cwd, 'iftrue.toml'),
  symbols + tomlTarget('web', ['WEBAPP', 'DEBUG']) + tomlTarget('wx', ['WXAPP']) + tomlTarget(hostile, []),
);
writeFileSync(join(place.cwd, 'an other.toml'), symbols + tomlTarget('desktop', ['WEBAPP']));

const targets = [hostile, 'web', 'wx'];
const files = ['an other.toml', 'iftrue.toml', 'src'];
const rows = [
  ['iftrue ', ['check', 'diff', 'explain', 'init', 'list', 'lsp', 'strip', 'targets']],
  ['iftrue --v', ['--version']],
  ['iftrue st', ['strip']],
  ['iftrue strip ', files],
  ['iftrue strip s', ['src']],
  ['iftrue strip --lay', ['--layout']],
  ['iftrue strip --layout=', ['compact', 'loader', 'mask', 'preserve']],
  ['iftrue strip --layout=c', ['compact']],
  ['iftrue strip --layout ', ['compact', 'loader', 'mask', 'preserve']],
  ['iftrue strip --undefined ', ['error', 'keep', 'off']],
  ['iftrue list --undefined ', ['error', 'off']],
  ['iftrue list --format ', ['json', 'table']],
  ['iftrue check --format=', ['github', 'json', 'sarif', 'text']],
  ['iftrue strip --source-map=', ['inline']],
  ['iftrue strip --source-map ', files],
  ['iftrue strip --output ', files],
  ['iftrue strip -t ', targets],
  ['iftrue strip --target=', targets],
  ['iftrue strip -t web -t ', targets],
  ['iftrue strip --layout=compact -t w', ['web', 'wx']],
  ['iftrue strip -tw', ['-tweb', '-twx']],
  ['iftrue strip -D', ['-DDEBUG', '-DWEBAPP', '-DWXAPP']],
  ['iftrue strip -U ', ['DEBUG', 'WEBAPP', 'WXAPP']],
  ['iftrue strip --project an\\ other.toml -t ', ['desktop']],
  ['iftrue strip --project=an\\ other.toml -t ', ['desktop']],
  ['iftrue strip --project absent.toml -t ', []],
  ['iftrue diff ', targets],
  ['iftrue diff web ', targets],
  ['iftrue diff -D DEBUG --layout compact web ', targets],
  ['iftrue diff web wx ', files],
  ['iftrue diff --layout=compact web wx s', ['src']],
  ['iftrue explain s', ['src']],
  ['iftrue init ', ['src']],
];

// Every option that a command's help names, as the first thing that is typed.
const commands = ['strip', 'check', 'list', 'explain', 'diff', 'targets', 'init', 'lsp'];
for (const command of commands) {
  const { stdout } = run(tool, [command, '--help']);
  const names = stdout.slice(stdout.indexOf('options:')).matchAll(/^ {2}(-\w)?,? *(--[\w-]+)?/gm);
  const all = [...names].flatMap((match) => match.slice(1)).filter((name) => name !== undefined);
  assert.ok(all.length > 3, `the help of ${command} lists options`);
  rows.push([`iftrue ${command} -`, all.sort()]);
}

for (const shell of ['bash', 'zsh', 'fish']) {
  test(shell, { timeout: 30_000 }, async (t) => {
    const { error } = spawnSync(shell, ['-c', ':']);
    assert.equal(error, undefined, `install: apt-get install ${shell}`);
    const offered = await candidates(
      shell,
      rows.map(([line]) => line),
      { ...place, signal: t.signal },
    );
    const differences = rows
      .map(([line, words], i) => ({ line, offered: offered[i], expected: [...words].sort() }))
      .filter(({ offered, expected }) => offered.join('\0') !== expected.join('\0'));
    assert.deepEqual(differences, []);
    assert.deepEqual(readdirSync(place.cwd).sort(), [...files].sort(), 'nothing was run');
  });
}
