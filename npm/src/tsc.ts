// iftrue-tsc: the compiler of the project's own TypeScript, which reads of each file what a target has of it.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

import { Adapter } from './adapter.js';
import { describe, type Problem } from './problem.js';
import { loadProject } from './project.js';
import { targetText } from './target_text.js';

const USAGE = `usage: iftrue-tsc [-t TARGET | --all] [ARGUMENT]...

Runs the project's own tsc, which reads of each file what the target has of it.

  -t, --target TARGET  a target of iftrue.toml; that of IFTRUE_TARGET if absent
  --all                every target in turn, and a summary
  -h, --help           this text

The arguments after these are tsc's. In them, {target} stands for the name of the target.
`;

/** The exit status where nothing was checked. */
const FAILURE = 2;

/** A message for the user alone. */
class UsageError extends Error {}

/** Returns the compiler that is to run in this process, if one is. */
function prepare(args: readonly string[]): string | undefined {
  const { target, isAll, isHelp, rest } = parse(args);
  if (isHelp) {
    process.stdout.write(USAGE);
    return undefined;
  }
  checkArguments(rest);
  const tsc = findCompiler();
  if (isAll) {
    checkAll(rest);
    return undefined;
  }
  const adapter = new Adapter(target === undefined ? {} : { target });
  if (adapter.problem !== undefined) throw new UsageError(adapter.problem.message);
  showTarget(adapter);
  process.argv = [process.argv[0]!, tsc, ...rest.map((each) => each.replaceAll('{target}', adapter.target))];
  return tsc;
}

/** Our options stand first: tsc has a `-t` and a `--target` of its own. */
function parse(args: readonly string[]) {
  let target: string | undefined;
  let isAll = false;
  for (let i = 0; ; ++i) {
    const argument = args[i];
    const [, value] = /^--target=(.*)$/s.exec(argument ?? '') ?? [];
    if (argument === '--all') isAll = true;
    else if (target === undefined && value !== undefined) target = value;
    else if (target === undefined && (argument === '-t' || argument === '--target')) target = args[++i] ?? '';
    else if (isAll && target !== undefined) throw new UsageError('--all and a target exclude each other');
    else {
      const isHelp = i === 0 && (argument === '-h' || argument === '--help');
      return { target, isAll, isHelp, rest: args.slice(i) };
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

/** The file of the TypeScript that is installed for the working folder. */
function findCompiler(): string {
  let file: string;
  try {
    file = createRequire(join(process.cwd(), 'package.json')).resolve('typescript/package.json');
  } catch {
    throw new UsageError(
      `typescript is not installed in '${process.cwd()}' or above; iftrue-tsc runs the project's own`,
    );
  }
  const { version } = JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string };
  const major = Number.parseInt(version, 10);
  if (major === 5 || major === 6) return join(dirname(file), 'lib/tsc.js');
  const why =
    major > 6
      ? 'is a program that is not JavaScript, into which iftrue-tsc cannot put what it reads; ' +
        "run 'iftrue strip' and then tsc on its output, or install TypeScript 6"
      : 'is too old';
  throw new UsageError(`iftrue-tsc runs TypeScript 5 and 6; TypeScript ${version} ${why}`);
}

/**
 * From here on, this process reads the target's text of the files of the project. Where a directive is wrong, nothing is
 * true of the program: when all files were read, and the compiler begins to write, the errors of directives are all
 * that is shown.
 */
function showTarget(adapter: Adapter): void {
  const { openSync, readFileSync } = fs;
  const write = process.stdout.write.bind(process.stdout);
  const problems: Problem[] = [];
  const fail = (): never => {
    process.stdout.write = write;
    for (const problem of problems.splice(0)) {
      const file = relative(process.cwd(), problem.file);
      write(`${describe({ ...problem, file, message: `error: ${problem.message}` })}\n\n`);
    }
    process.exit(1);
  };
  const read = (...args: Parameters<typeof readFileSync>) => {
    const content = readFileSync(...args);
    const [name] = args;
    if (typeof name !== 'string' || typeof content === 'string') return content;
    const file = resolve(name);
    if (!adapter.concerns(file)) return content;
    const text = content.toString('utf8');
    const { masked, problems: found } = targetText(adapter, file, text);
    if (found.length > 0) {
      problems.push(...found);
      process.stdout.write = fail;
      Object.assign(fs, {
        openSync: (...args: Parameters<typeof openSync>) => (isReading(args[1]) ? openSync(...args) : fail()),
      });
    }
    return masked === text ? content : Buffer.from(masked);
  };
  // tsc takes these functions from the same object, each time.
  Object.assign(fs, { readFileSync: read });
  process.on('exit', () => problems.length > 0 && fail());
}

function isReading(flags: string | number): boolean {
  return flags === 'r' || flags === fs.constants.O_RDONLY;
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
