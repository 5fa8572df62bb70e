// Real shells that complete a command line, each in a terminal of its own.

import { spawn } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '../process.mjs';

const prompt = 'READY> ';
const insertAll = '\x14'; // the key that puts all candidates into the line

// How a shell is started and set up, and where its prompt ends. Each inserts all candidates in place of a word, and finds
// the scripts by DOCUMENTS: a path may hold anything.
const interactive = {
  bash: {
    command: 'bash --norc --noprofile -i',
    setup: `bind 'set enable-bracketed-paste off'; bind '"\\C-t": insert-completions'; source "$DOCUMENTS/iftrue"; PS1='${prompt}'`,
    firstPrompt: /[$#] $/,
  },
  zsh: {
    command: 'zsh -f -i',
    setup:
      'fpath=("$DOCUMENTS" $fpath); autoload -Uz compinit; compinit -D -u; bindkey \'^T\' complete-word; ' +
      "zstyle ':completion:*' completer _all_matches _complete; zstyle ':completion:*' insert true; " +
      `PS1='${prompt}'`,
    firstPrompt: /[%#] (\x1b\S*)*$/,
  },
};

// Puts a command into `folder` that asks the tool for targets, and else only writes its arguments into a file, NUL after
// each and a line feed after all: so what a shell has inserted comes out as the command would get it.
function placeRecorder(folder, tool, log) {
  const path = join(folder, 'iftrue');
  writeFileSync(
    path,
    `#!/bin/bash\n[[ "$#$*" != 1targets && "$#$*" != '2targets --project='* ]] || exec '${tool}' "$@"\n{ printf '%s\\0' "$@"; echo; } >>'${log}'\n`,
  );
  chmodSync(path, 0o755);
}

/** Gives what the command would get as arguments for each line, its last word replaced by all candidates. */
async function insertedBy(name, lines, { documents, bin, tool, cwd, signal }) {
  const shell = interactive[name];
  const log = join(bin, `${name}.log`);
  placeRecorder(bin, tool, log);
  writeFileSync(log, '');
  const child = spawn('script', ['-qec', shell.command, '/dev/null'], {
    cwd,
    signal, // a line that a shell takes for unfinished waits for ever
    env: {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      DOCUMENTS: documents,
      TERM: 'xterm',
      HISTFILE: '/dev/null',
    },
  });
  const typed = [`${shell.setup}\n`, ...lines.map((line) => `${line}${insertAll}\n`), 'exit\n'];
  let shown = '';
  let whole = '';
  child.stdout.on('data', (data) => {
    shown += data;
    whole += data;
    const waits = whole === shown ? shell.firstPrompt.test(shown) : shown.includes(prompt);
    if (!waits || typed.length === 0) return;
    shown = '';
    child.stdin.write(typed.shift());
  });
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
  const records = readFileSync(log, 'utf8').split('\0\n').slice(0, -1);
  if (records.length !== lines.length) {
    throw new Error(`${name} ran ${records.length} of ${lines.length} lines:\n${whole}`);
  }
  return records.map((record) => record.split('\0'));
}

/** fish tells its candidates without a terminal. */
function toldByFish(lines, { documents, bin, tool, cwd }) {
  placeRecorder(bin, tool, join(bin, 'fish.log'));
  const { stdout, stderr } = run(
    'fish',
    [
      '--no-config',
      '-c',
      `source "$DOCUMENTS/iftrue.fish"; for l in $argv; complete -C $l; printf '\\0'; end`,
      ...lines,
    ],
    { cwd, env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, DOCUMENTS: documents } },
  );
  if (stderr !== '') throw new Error(stderr);
  return stdout
    .split('\0')
    .slice(0, -1)
    .map((told) =>
      told
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split('\t')[0]),
    );
}

// A candidate without what stands before a value in the same word, and without what invites to type on.
const bare = (candidate) => candidate.replace(/^--[^=]+=(?=.)/, '').replace(/[=/]$/, '');

/** The candidates that a shell offers for the last word of each line, sorted. */
export async function candidates(name, lines, place) {
  const offered =
    name === 'fish'
      ? toldByFish(lines, place)
      : (await insertedBy(name, lines, place)).map((words, i) => words.slice(lines[i].split(/(?<!\\) /).length - 2));
  return offered.map((words) => [...new Set(words.map(bare))].sort());
}
