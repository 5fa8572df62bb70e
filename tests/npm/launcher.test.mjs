// The package's bin/iftrue against the program that it starts: the same bytes, the same end, by whatever signal, and no
// process that stays.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Random } from '../differential/random.mjs';
import { run } from '../process.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const program = path.join(dist, `npm-linux-${process.arch}/bin/iftrue`);
const scratch = mkdtempSync(path.join(tmpdir(), 'npm-launcher-'));
after(() => rmSync(scratch, { recursive: true }));

/** A folder with the package, and beside it that of the program, if one is named. @returns {string} its bin/iftrue */
function installed(name, binaries, as = `linux-${process.arch}`) {
  const modules = path.join(scratch, name, 'node_modules');
  cpSync(path.join(dist, 'npm'), path.join(modules, 'iftrue'), { recursive: true });
  mkdirSync(path.join(modules, '@iftrue'));
  if (binaries) symlinkSync(binaries, path.join(modules, '@iftrue', as));
  return path.join(modules, 'iftrue/bin/iftrue');
}
const launcher = installed('whole', path.dirname(path.dirname(program)));

/** A small project in a folder of its own. */
function project(name) {
  const folder = path.join(scratch, name);
  mkdirSync(path.join(folder, 'src'), { recursive: true });
  writeFileSync(
    path.join(folder, 'iftrue.toml'),
    'source = "src"\noutput = "out/{target}"\n[symbols]\nX = ""\nY = ""\n[targets]\none.symbols = ["X"]\ntwo.symbols = ["Y"]\n',
  );
  writeFileSync(path.join(folder, 'src/a.ts'), 'a /*IFTRUE_X*/ x /*ELSE_X*/ y /*FITRUE_X*/\n');
  writeFileSync(path.join(folder, 'src/b.ts'), '/*IFTRUE_Y*/ "中文" /*FITRUE_Y*/ /*IFTURE_X*/\n');
  writeFileSync(path.join(folder, 'broken.ts'), '/*FITRUE_X*/\n');
  writeFileSync(path.join(folder, 'a b.ts'), '/*IFTRUE_X*/b/*FITRUE_X*/');
  return folder;
}

/** What a program says and how it ends, but for how long it took. It may leave what is on its standard input unread. */
function outcome(file, args, cwd) {
  const stdin = openSync(path.join(cwd, 'a b.ts'));
  const { stderr, ...rest } = run(file, args, { cwd, stdio: [stdin, 'pipe', 'pipe'] });
  closeSync(stdin);
  return { ...rest, stderr: stderr.replace(/ in [\d.]+ m?s$/m, '') };
}

/** All files below a folder, with their bytes. The state notes times and numbers of files. */
function tree(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .filter(({ name }) => name !== '.iftrue-state')
    .map(({ parentPath, path: older, name }) => path.join(parentPath ?? older, name))
    .sort()
    .map((file) => [path.relative(folder, file), readFileSync(file, 'latin1')]);
}

const commands = ['strip', 'check', 'list', 'explain', 'diff', 'targets', '--version', '--help', ''];
const words = [
  ...[
    ['-t', 'one'],
    ['-t', 'two'],
    ['-D', 'X'],
    ['-U', 'Y'],
    ['-o', 'out of it'],
    ['-o', 'new/{target}'],
    ['-j', '1'],
  ],
  ...[['--layout=compact'], ['--layout', 'mask'], ['--source-map=inline'], ['--undefined=keep'], ['--format=json']],
  ...[
    ['--color=always'],
    ['--check'],
    ['--dry-run'],
    ['-q'],
    ['-v'],
    ['src'],
    ['src/a.ts'],
    ['broken.ts'],
    ['a b.ts'],
    ['-'],
  ],
  ...['--', '', ' ', '$(exit 3)', '`x`', '*', "'", '"', '\\', '\n', '中文', '🎉', 'a:1'].map((word) => [word]),
];

test('generated arguments: the same output, errors, status and files', () => {
  const random = new Random(20);
  const [own, other] = [project('launched'), project('bare')];
  const statuses = new Set();
  const generated = random.many(24, () => [
    random.pick(commands),
    ...random.many(random.below(4), () => random.pick(words)).flat(),
  ]);
  for (const args of [['check', 'broken.ts'], ['strip'], ...generated]) {
    const expected = outcome(program, args, other);
    assert.deepEqual(outcome(launcher, args, own), expected, JSON.stringify(args));
    statuses.add(expected.status);
  }
  assert.deepEqual([...statuses].sort(), [0, 1, 2]);
  assert.deepEqual(tree(own), tree(other));
});

test('a file that the shell opens for it, and the environment', () => {
  const cwd = project('opened');
  const script = '"$0" strip -D X <(printf "/*IFTRUE_X*/x/*FITRUE_X*/")';
  assert.deepEqual(run('bash', ['-c', script, launcher], { cwd }), run('bash', ['-c', script, program], { cwd }));
  const env = { ...process.env, NO_COLOR: '', CLICOLOR_FORCE: '1', FORCE_COLOR: '1' };
  const args = ['check', 'broken.ts'];
  assert.deepEqual(run(launcher, args, { cwd, env }), run(program, args, { cwd, env }));
});

/** `strip --watch`, once it watches. @param {import('node:child_process').SpawnOptions} [options] */
async function watching(name, options = {}) {
  const process = spawn(launcher, ['strip', '--watch'], {
    cwd: project(name),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let said = '';
  process.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = once(process, 'close');
  while (!said.includes('watching for changes')) await Promise.race([once(process.stderr, 'data'), failed(ended)]);
  const child = Number(readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8'));
  assert.equal(readFileSync(`/proc/${child}/cmdline`, 'utf8').split('\0')[0], program);
  return { process, child, ended };
}

/** @param {Promise<unknown[]>} ended */
async function failed(ended) {
  assert.fail(`ended: ${await ended}`);
}

/** The letter of a process's state, or undefined when it is gone. */
function state(pid) {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
  } catch {
    return undefined;
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  test(`${signal} ends strip --watch cleanly, sent to the launcher alone or to its group as from a terminal`, async () => {
    const alone = await watching(`alone ${signal}`);
    const bare = spawn(program, ['strip', '--watch'], {
      cwd: project(`bare ${signal}`),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await once(bare.stderr, 'data');
    bare.kill(signal);
    const expected = await once(bare, 'close');
    alone.process.kill(signal);
    assert.deepEqual(await alone.ended, expected);
    assert.equal(state(alone.child), undefined);

    const group = await watching(`group ${signal}`, { detached: true });
    process.kill(-group.process.pid, signal);
    assert.deepEqual(await group.ended, expected);
    assert.equal(state(group.child), undefined);
  });
}

// npm sends once more what the terminal has sent to all. Another program stands in, which lasts until both have come.
test('the same signal again does not reach the program', async () => {
  const standIn = path.join(scratch, 'signals');
  mkdirSync(path.join(standIn, 'bin'), { recursive: true });
  writeFileSync(
    path.join(standIn, 'bin/iftrue'),
    `#!${process.execPath}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => console.log(signal));
process.stdin.resume();
console.log('ready');
`,
    { mode: 0o755 },
  );
  const own = spawn(installed('counted', standIn), [], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  own.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = once(own, 'close');
  const says = async (text) => {
    while (!said.includes(text)) await Promise.race([once(own.stdout, 'data'), failed(ended)]);
  };
  await says('ready\n');
  own.kill('SIGINT');
  await says('SIGINT\n');
  own.kill('SIGINT');
  own.kill('SIGTERM');
  await says('SIGTERM\n');
  own.stdin.end();
  assert.deepEqual(await ended, [0, null]);
  assert.equal(said, 'ready\nSIGINT\nSIGTERM\n');
});

test('an end by a signal is an end by that signal', async () => {
  const asked = await watching('quit');
  asked.process.kill('SIGQUIT');
  assert.deepEqual(await asked.ended, [null, 'SIGQUIT']);
  const killed = await watching('killed');
  process.kill(killed.child, 'SIGKILL');
  assert.deepEqual(await killed.ended, [null, 'SIGKILL']);
});

test('it stops and continues with the program', async () => {
  const { process: own, child, ended } = await watching('stopped');
  own.kill('SIGTSTP');
  while (state(own.pid) !== 'T' || state(child) !== 'T') await turn();
  own.kill('SIGCONT');
  while (state(child) === 'T') await turn();
  own.kill('SIGINT');
  assert.deepEqual(await ended, [0, null]);
});

const refusals = [
  {
    name: 'another system',
    file: launcher,
    more: { NODE_OPTIONS: `--require ${path.join(scratch, 'darwin.cjs')}` },
    stderr:
      'iftrue: error: the package @iftrue/wasm is not installed, an optional dependency that has the command for this system; install iftrue once more, here and with its optional dependencies\n',
  },
  {
    name: 'a package that is missing',
    file: installed('missing', undefined),
    stderr: `iftrue: error: the package @iftrue/linux-${process.arch} is not installed, an optional dependency that has the command for this system; install iftrue once more, here and with its optional dependencies\n`,
  },
];
writeFileSync(
  path.join(scratch, 'darwin.cjs'),
  `Object.defineProperties(process, { platform: { value: 'darwin' }, arch: { value: 'arm64' } });`,
);
test('on another system it is the same command as WebAssembly', () => {
  const file = installed('wasm', path.join(dist, 'npm-wasm'), 'wasm');
  const cwd = project('everywhere');
  const env = { ...process.env, NODE_OPTIONS: `--require ${path.join(scratch, 'darwin.cjs')}` };
  for (const args of [
    ['strip', '-DX', 'a b.ts'],
    ['check', 'broken.ts'],
    ['check'],
    ['list', '--format=json'],
    ['-h'],
  ]) {
    const expected = run(program, args, { cwd });
    assert.deepEqual(run(file, args, { cwd, env }), expected, args.join(' '));
  }
  assert.equal(run(file, ['--version'], { cwd }).stdout, run(program, ['--version'], { cwd }).stdout);
});

for (const { name, file, more = {}, stderr } of refusals) {
  test(`says what is wrong: ${name}`, () => {
    assert.deepEqual(run(file, ['--version'], { env: { ...process.env, ...more } }), { status: 2, stdout: '', stderr });
  });
}

test('says what is wrong: a program that cannot be run', () => {
  const broken = path.join(scratch, 'broken');
  mkdirSync(path.join(broken, 'bin'), { recursive: true });
  writeFileSync(path.join(broken, 'bin/iftrue'), '');
  chmodSync(path.join(broken, 'bin/iftrue'), 0o644);
  const { status, stdout, stderr } = run(installed('unfit', broken), ['--version']);
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.equal(stderr, `iftrue: error: cannot run ${broken}/bin/iftrue: spawn ${broken}/bin/iftrue EACCES\n`);
});
