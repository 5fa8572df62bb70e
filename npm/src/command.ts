// The command: runs the program of the package for this system with the same arguments, streams, environment and
// folder, and ends as it does; where there is none, the same program as WebAssembly. It does not know the program's options.

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

/** The exit status of a failure that is not one of the texts, as the program has it. */
const failure = 2;

const system = `${process.platform}-${process.arch}`;

function fail(message: string): void {
  process.stderr.write(`iftrue: error: ${message}\n`);
  process.exitCode = failure;
}

/** The file of a package that is installed beside this one. */
function installed(file: string): string | undefined {
  try {
    return require.resolve(file);
  } catch {
    return undefined;
  }
}

/**
 * The program gets a session of its own, so that signals reach it from here alone, each once. A terminal sends them to all
 * processes, and npm and others pass on what the terminal has sent already. A second one would end `strip --watch` at
 * once, and not cleanly.
 */
function run(file: string): void {
  let child: ChildProcess | undefined;
  // Before there is a child, which else outlived a signal that came in between.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
    let passedOn = false;
    process.on(signal, () => {
      if (!passedOn) child?.kill(signal);
      passedOn = true;
    });
  }
  process.on('SIGTSTP', () => {
    child?.kill('SIGSTOP');
    process.kill(process.pid, 'SIGSTOP');
  });
  process.on('SIGCONT', () => child?.kill('SIGCONT'));

  child = spawn(file, process.argv.slice(2), { stdio: 'inherit', detached: true });
  child.on('error', ({ message }) => fail(`cannot run ${file}: ${message}`));
  child.on('exit', (status, signal) => {
    if (signal === null) {
      process.exitCode = status ?? failure;
      return;
    }
    // Node.js ignores a few signals. Shells show the end by a signal as this status.
    process.exitCode = 128 + constants.signals[signal];
    // Without a listener it has its default action again.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

const native = system === 'linux-x64' || system === 'linux-arm64' ? `@iftrue/${system}` : undefined;
const program = native && installed(`${native}/bin/iftrue`);
const everywhere = installed('@iftrue/wasm/bin/iftrue.js');
if (program !== undefined) {
  run(program);
} else if (everywhere !== undefined) {
  // The same program as WebAssembly, in this process.
  require(everywhere);
} else {
  fail(
    `the package ${native ?? '@iftrue/wasm'} is not installed, an optional dependency that has the command for this ` +
      'system; install iftrue once more, here and with its optional dependencies',
  );
}
