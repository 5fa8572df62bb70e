// The rooms of preprocessor/ and the picture of them in ARCHITECTURE.md say the same: includes go
// down the picture, and each room is in it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { cycle, importsBelow } from './imports.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '../..');
const root = join(project, 'preprocessor');

const { files, imports } = await importsBelow(root, /\.(h|cc)$/, /^\s*#\s*include "([^"]+)"/gm, (_, path) =>
  path.startsWith('iftrue/') ? `include/${path}` : path,
);

/** The room of a file: the last of its folders. What stands in preprocessor/ itself stands on top. */
const room = (/** @type {string} */ file) => (dirname(file) === '.' ? 'main' : dirname(file));

/** From bottom to top; rooms on one line stand side by side. */
const picture = await drawn();
const level = new Map(picture.flatMap((rooms, height) => rooms.map((name) => [name, height])));

async function drawn() {
  const text = await readFile(join(project, 'ARCHITECTURE.md'), 'utf8');
  const block = /^```rooms\n(.*?)^```$/ms.exec(text)?.[1];
  assert.ok(block, 'ARCHITECTURE.md has no block ```rooms');
  return block
    .trimEnd()
    .split('\n')
    .map((line) => {
      const names = /^(\S+(?:, \S+)*) +- \S/.exec(line)?.[1];
      assert.ok(names, `ARCHITECTURE.md: "${line}" is not "ROOM[, ROOM]... - WHAT IT HOLDS"`);
      return names.split(', ');
    });
}

test('every room is in the picture, once, and every one of the picture is there', () => {
  const rooms = [...new Set(files.map(room))];
  assert.deepEqual(picture.flat().sort(), rooms.sort());
});

test('every file that is included is there', () => {
  for (const { from, to } of imports) assert.ok(files.includes(to), `${from} includes "${to}", which is no file`);
});

test('a file includes its own room and those below', () => {
  const wrong = imports.filter(({ from, to }) => {
    if (room(from) === room(to)) return false;
    return /** @type {number} */ (level.get(room(to))) >= /** @type {number} */ (level.get(room(from)));
  });
  assert.deepEqual(
    wrong.map(({ from, to }) => `${from} includes ${to}`),
    [],
  );
});

test('of the engine others include the public headers, and four more', () => {
  const lent = ['engine/line_count.h', 'engine/nearest.h', 'engine/text.h', 'engine/utf16_offsets.h'];
  const fromOutside = imports.filter(({ from, to }) => room(to) === 'engine' && room(from) !== 'engine');
  assert.deepEqual([...new Set(fromOutside.map(({ to }) => to))].sort(), lent, 'each of them, and no other');
});

test('no files include each other', () => {
  assert.equal(cycle(imports)?.join(' -> '), undefined);
});

test('the system is called through posix.h', async () => {
  // The calls beside POSIX are in one file, but for what only watching asks.
  const allowed = ['command/system/posix.h', 'command/system/posix_linux.cc', 'command/watch/inotify.cc'];
  const others = await Promise.all(
    files
      .filter((file) => !allowed.includes(file))
      .map(async (file) => [file, await readFile(join(root, file), 'utf8')]),
  );
  const header = /^#include <(?!utf8proc)(?:(?:sys|linux)\/)?\w+\.h>/m;
  const wrong = others.filter(([, text = '']) => header.test(text));
  assert.deepEqual(
    wrong.map(([file]) => file),
    [],
  );
});
