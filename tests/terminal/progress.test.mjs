// The line that counts files while a run takes long: on a terminal, and nowhere else. strace makes the run long: it
// holds the second file back until the time has come in which the line is shown.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, make, noStrace, run, temporaryFolder, tool } from '../faults/ground.mjs';
import { onTerminal, withoutNotes } from './terminal.mjs';

const held = 'strace -f -o /dev/null -P src/b.ts -P b.ts -e trace=openat -e inject=openat:delay_enter=1100ms';
const commands = {
  check: { line: '-DX src', verb: 'checked' },
  strip: { line: '-DX -j1 src -o out', verb: 'stripped' },
  list: { line: '-DX src', verb: 'listed' },
};

function makeTree(t) {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': 'a', 'src/b.ts': 'b', 'src/c.ts': 'c' });
  return folder;
}

for (const [command, { line, verb }] of Object.entries(commands)) {
  test(`${command} counts files on a terminal, and takes the line away`, { skip: noStrace }, (t) => {
    const { shown } = onTerminal(makeTree(t), `${held} "$TOOL" ${command} ${line}`);
    assert.match(shown, new RegExp(`^\\r\\x1b\\[K?iftrue: ${verb} [23] of 3 files\\r\\x1b\\[K`), JSON.stringify(shown));
  });
}

test('a quiet run, a short one, and one without a terminal show no such line', { skip: noStrace }, (t) => {
  const folder = makeTree(t);
  const nothing = { status: 0, shown: '' };
  assert.deepEqual(onTerminal(folder, `${held} "$TOOL" check -q -DX src`), nothing);
  assert.deepEqual(onTerminal(folder, '"$TOOL" check -DX src'), nothing);
  const [strace, ...args] = held.split(' ');
  const piped = run(strace, [...args, tool, 'check', '-DX', 'src'], { cwd: folder });
  assert.deepEqual({ ...piped, stderr: withoutNotes(piped.stderr) }, done);
});
