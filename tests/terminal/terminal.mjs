// The tool on a terminal of its own.

import { run, tool } from '../faults/ground.mjs';

/** What a command line prints on a terminal, and its status; the line finds the tool as $TOOL. */
export function onTerminal(cwd, line, env = {}) {
  const { status, stdout } = run('script', ['-qec', line, '/dev/null'], {
    cwd,
    env: { ...process.env, TERM: 'xterm', ...env, TOOL: tool },
  });
  return { status, shown: withoutNotes(stdout) };
}

/** What strace says of itself, say how it takes a path. */
export function withoutNotes(text) {
  return text.replaceAll(/^strace: .*\r?\n/gm, '');
}
