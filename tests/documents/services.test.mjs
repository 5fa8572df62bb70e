// What action.yml and .pre-commit-hooks.yaml make of the tool, by the manual's examples: the commands in them are run as those
// services run them. That the services themselves take the files is not tested: there is no GitHub here. The tool's path comes
// as IFTRUE.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { run } from '../process.mjs';

const tool = process.env.IFTRUE ?? '';
const textOf = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
const [action, hooks, manual] = ['action.yml', '.pre-commit-hooks.yaml', 'preprocessor/MANUAL.md'].map(textOf);
const [workflow, settings] = [...manual.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => text);

const folder = mkdtempSync(join(tmpdir(), 'iftrue-services-'));
after(() => rmSync(folder, { recursive: true }));
for (const path of ['src', 'a b']) mkdirSync(join(folder, path));
writeFileSync(join(folder, 'iftrue.toml'), 'source = "src"\n[symbols]\nA = ""\n');
writeFileSync(join(folder, 'src/a.ts'), '/*FITRUE_A*/\n');
writeFileSync(join(folder, 'a b/b.ts'), '/*FITRUE_A*/\n');

/** The command with the tool on the PATH, as both services have it. */
function onPath(command, args, more = {}) {
  const env = { ...process.env, PATH: `${dirname(tool)}:${process.env.PATH}`, ...more };
  return run(command, args, { cwd: folder, env });
}

/** The lines of a block of YAML that are indented more than its head, without that. */
function blockOf(text, head) {
  const [, indentation, rest] = new RegExp(`^( *)${head} \\|\\n([^]*)`, 'm').exec(text) ?? assert.fail(head);
  const lines = rest.split('\n');
  const end = lines.findIndex((line) => line !== '' && !line.startsWith(`${indentation}  `));
  const taken = lines.slice(0, end < 0 ? lines.length : end);
  return taken.map((line) => line.slice(indentation.length + 2)).join('\n');
}

const found = (path) =>
  `::error file=${path},line=1,endLine=1,col=3,endColumn=10,title=iftrue E002::FITRUE_A without its IFTRUE_A\n`;

const jobs = [
  { name: "the manual's", text: blockOf(workflow, 'arguments:'), expected: found('src/a.ts') },
  { name: 'none', text: '', expected: found('src/a.ts') },
  {
    name: 'names with blanks, no shell words',
    text: 'a b\n\n$(touch x)\n',
    expected: found('a b/b.ts'),
    missing: true,
  },
];
for (const { name, text, expected, missing } of jobs) {
  test(`the action, arguments: ${name}`, () => {
    const script = blockOf(action.slice(action.indexOf('- name: Check')), 'run:');
    assert.match(script, /iftrue check/);
    const { status, stdout } = onPath('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      ARGUMENTS: text,
    });
    const failure = "::error title=iftrue::cannot read '$(touch x)': No such file or directory\n";
    assert.deepEqual({ status, stdout }, { status: missing ? 2 : 1, stdout: expected + (missing ? failure : '') });
  });
}

// build.sh itself is what CI runs; here a script in its place tells how it was called.
test('the action builds the tool of its own folder, and puts it on the path', () => {
  const steps = action.indexOf('- name: Build iftrue');
  const script = blockOf(action.slice(steps, action.indexOf('- name: Check')), 'run:');
  const own = join(folder, 'an action');
  mkdirSync(own);
  writeFileSync(join(own, 'build.sh'), '#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n', { mode: 0o755 });
  writeFileSync(join(folder, 'path'), '/earlier\n');
  const { status, stdout } = onPath('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    GITHUB_ACTION_PATH: own,
    GITHUB_PATH: join(folder, 'path'),
  });
  assert.deepEqual({ status, stdout }, { status: 0, stdout: `${own}/build.sh\ntool\n` });

  assert.match(textOf('build.sh'), /cmake --build --preset tool$/m);
  const { binaryDir } = JSON.parse(textOf('CMakePresets.json')).configurePresets.find(({ name }) => name === 'base');
  const built = binaryDir.replace('${sourceDir}', own).replace('${presetName}', 'tool');
  assert.equal(readFileSync(join(folder, 'path'), 'utf8'), `/earlier\n${built}\n`);
});

test('the action takes what the manual gives it', () => {
  const [, given] = /^ *with:\n *(\w+):/m.exec(workflow);
  assert.match(action, new RegExp(`^inputs:\\n  ${given}:$`, 'm'));
  assert.match(action, new RegExp(`\\{\\{ inputs\\.${given} \\}\\}`));
});

test('the hook checks the project, and takes arguments', () => {
  const [, id] = /- id: (.+)/.exec(settings);
  const hook = hooks.slice(hooks.indexOf(`- id: ${id}\n`));
  assert.ok(hook.startsWith(`- id: ${id}\n`));
  assert.match(hook, /^ {2}pass_filenames: false$/m);
  const [command, ...words] = /^ {2}entry: (.+)$/m.exec(hook)[1].split(' ');
  const args = /args: \[(.*)\]/.exec(settings)[1].split(', ');
  const stderr = 'src/a.ts:1:3: error: FITRUE_A without its IFTRUE_A [E002]\n/*FITRUE_A*/\n  ^~~~~~~~\n';
  for (const more of [[], args]) {
    assert.deepEqual(onPath(command, [...words, ...more]), { status: 1, stdout: '', stderr });
  }
});
