// Colour: on a terminal that can show it, unless somebody does not want it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iftrue, make, temporaryFolder } from '../faults/ground.mjs';
import { onTerminal } from './terminal.mjs';

const plain = 'a.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n';
const colored = '\x1b[1ma.ts:1:3: \x1b[1;31merror:\x1b[0m ';

const rows = [
  { name: 'a terminal', colored: true },
  { name: 'NO_COLOR', env: { NO_COLOR: '1' }, colored: false },
  { name: 'an empty NO_COLOR', env: { NO_COLOR: '' }, colored: true },
  { name: 'a terminal that is dumb', env: { TERM: 'dumb' }, colored: false },
  { name: '--color=never', option: '--color=never', colored: false },
  { name: '--color=always before NO_COLOR', option: '--color=always', env: { NO_COLOR: '1' }, colored: true },
];

for (const { name, option = '', env, colored: expected } of rows) {
  test(`${name}: ${expected ? 'colour' : 'none'}`, (t) => {
    const folder = temporaryFolder(t);
    make(folder, { 'a.ts': '/*FITRUE_X*/\n' });
    const { status, shown } = onTerminal(folder, `"$TOOL" check ${option} a.ts`, env);
    assert.equal(status, 1);
    if (expected) assert.ok(shown.startsWith(colored), JSON.stringify(shown));
    else assert.equal(shown.replaceAll('\r', ''), plain);
  });
}

test('what is no terminal gets none', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'a.ts': '/*FITRUE_X*/\n' });
  assert.deepEqual(iftrue(folder, ['check', 'a.ts']), { status: 1, stdout: '', stderr: plain });
});

test('the views are in colour, and else the same as without', (t) => {
  const folder = temporaryFolder(t);
  make(folder, {
    'iftrue.toml': 'source = "src"\n[symbols]\nA = ""\n[targets.on]\nsymbols = ["A"]\n[targets.off]\n',
    'src/a.ts': 'a\n/*IFTRUE_A*/\n1\n/*ELSE_A*/\n2\n/*FITRUE_A*/\n',
  });
  for (const args of [['list'], ['explain', 'src/a.ts:3'], ['diff', 'on', 'off']]) {
    const { status, shown } = onTerminal(folder, `"$TOOL" ${args.join(' ')}`);
    assert.equal(status, 0);
    assert.match(shown, /\x1b\[1m.*\x1b\[0m/);
    const stdout = shown.replaceAll(/\x1b\[[\d;]*m|\r/g, '');
    assert.deepEqual(iftrue(folder, args), { status, stdout, stderr: '' });
  }
});
