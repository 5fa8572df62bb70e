// iftrue-tsc: the compiler of the project's own TypeScript, which reads of each file what a target has of it.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { Adapter } from './adapter.js';
import { loadProject } from './project.js';
import { showTarget } from './tsc/masked_reads.js';
import { runNative } from './tsc/native.js';

const USAGE = `usage: iftrue-tsc [-t TARGET | --all] [--vue] [ARGUMENT]...

Runs the project's own tsc, which reads of each file what the target has of it.

  -t, --target TARGET  a target of iftrue.toml; that of IFTRUE_TARGET if absent
  --all                every target in turn, and a summary
  --vue                vue-tsc instead of tsc
  -h, --help           this text

The arguments after these are the compiler's. In them, {target} stands for the name of the target.
`;

/** The exit status where nothing was checked. */
const FAILURE = 2;

/** A message for the user alone. */
class UsageError extends Error {}

/** Returns the script of a compiler that is to run in this process, if one is. */
function prepare(args: readonly string[]): string | undefined {
  const { target, isAll, isVue, isHelp, rest } = parse(args);
  if (isHelp) {
    process.stdout.write(USAGE);
    return undefined;
  }
  checkArguments(rest);
  const compiler = isVue ? findVueCompiler() : findCompiler();
  if (isAll) {
    checkAll(isVue ? ['--vue', ...rest] : rest);
    return undefined;
  }
  const adapter = new Adapter(target === undefined ? {} : { target });
  if (adapter.problem !== undefined) throw new UsageError(adapter.problem.message);
  const own = rest.map((each) => each.replaceAll('{target}', adapter.target));
  if (compiler.isNative) {
    process.exitCode = runNative(compiler.script, own, adapter);
    return undefined;
  }
  showTarget(adapter);
  process.argv = [process.argv[0]!, compiler.script, ...own];
  return compiler.script;
}

/** Our options stand first: tsc has a `-t` and a `--target` of its own. */
function parse(args: readonly string[]) {
  let target: string | undefined;
  let isAll = false;
  let isVue = false;
  for (let i = 0; ; ++i) {
    const argument = args[i];
    const [, value] = /^--target=(.*)$/s.exec(argument ?? '') ?? [];
    if (argument === '--all') isAll = true;
    else if (argument === '--vue') isVue = true;
    else if (target === undefined && value !== undefined) target = value;
    else if (target === undefined && (argument === '-t' || argument === '--target')) target = args[++i] ?? '';
    else if (isAll && target !== undefined) throw new UsageError('--all and a target exclude each other');
    else {
      const isHelp = i === 0 && (argument === '-h' || argument === '--help');
      return { target, isAll, isVue, isHelp, rest: args.slice(i) };
    }
  }
}

function checkArguments(args: readonly string[]): void {
  const has = (...names: string[]) => args.some((each) => names.includes(each.toLowerCase()));
  if (has('-b', '--b', '-build', '--build')) {
    throw new UsageError(
      'tsc --build takes outputs that are newer than their sources for its own, and so those of another target; ' +
        'run iftrue-tsc -p on each project, with an outDir for each target',
    );
  }
  if (has('-w', '--w', '-watch', '--watch')) {
    throw new UsageError('--watch is not supported; in an editor, iftrue/typescript shows errors as you type');
  }
}

interface Compiler {
  readonly script: string;
  /** Whether the script only starts a program. */
  readonly isNative: boolean;
}

/** The TypeScript that is installed for the working folder. */
function findCompiler(): Compiler {
  const { folder, version, major } = packageOf('typescript', process.cwd());
  if (major === 5 || major === 6) return { script: join(folder, 'lib/tsc.js'), isNative: false };
  if (major === 7) return { script: join(folder, 'bin/tsc'), isNative: true };
  throw new UsageError(`iftrue-tsc runs TypeScript 5, 6 and 7, not ${version}`);
}

/** vue-tsc changes the JavaScript of the TypeScript beside it. */
function findVueCompiler(): Compiler {
  const { folder } = packageOf('vue-tsc', process.cwd());
  const { version, major } = packageOf('typescript', folder);
  if (major === 5 || major === 6) return { script: join(folder, 'bin/vue-tsc.js'), isNative: false };
  throw new UsageError(
    `iftrue-tsc --vue runs vue-tsc with TypeScript 5 or 6, not ${version}, which has no JavaScript for it`,
  );
}

/** A package as a module in a folder finds it. */
function packageOf(name: string, from: string): { folder: string; version: string; major: number } {
  let file: string;
  try {
    file = createRequire(join(from, 'package.json')).resolve(`${name}/package.json`);
  } catch {
    throw new UsageError(`${name} is not installed in '${from}' or above; iftrue-tsc runs the project's own`);
  }
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return { folder: dirname(file), version, major: Number.parseInt(version, 10) };
}

function checkAll(args: readonly string[]): void {
  const targets = Object.keys(loadProject().targets);
  if (targets.length === 0) throw new UsageError('iftrue.toml has no targets');
  const failed: string[] = [];
  for (const target of targets) {
    process.stdout.write(`== ${target}\n`);
    const { status, error } = spawnSync(process.execPath, [process.argv[1]!, '-t', target, ...args], {
      stdio: 'inherit',
    });
    if (error) throw error;
    if (status !== 0) failed.push(target);
  }
  process.stdout.write(
    failed.length === 0
      ? `iftrue-tsc: no errors for ${targets.join(', ')}\n`
      : `iftrue-tsc: errors for ${failed.length} of ${targets.length} targets: ${failed.join(', ')}\n`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

let compiler: string | undefined;
try {
  compiler = prepare(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`iftrue-tsc: error: ${error.message.replace(/^iftrue: /, '')}\n`);
  process.exitCode = FAILURE;
}
if (compiler !== undefined) createRequire(compiler)(compiler);
