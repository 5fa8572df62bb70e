// A law: after any edits, the server has the text that the editor has, and says of it what a server says that gets the
// whole text at once. SEED=n repeats a run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Editor, placeOf } from './editor.mjs';

const seed = Number(process.env['SEED'] ?? Date.now() % 100000);

/** mulberry32 @param {number} state */
function randomFrom(state) {
  return (/** @type {number} */ below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const pieces = [
  ...['\n', '\r', '\r\n', '\u2028', ' ', 'a', 'é', '中', '😀', '\t', '"', '//', '/*', '*/', '<!--', '-->', ''],
  ...[
    '/*IFTRUE_A*/',
    '/*FITRUE_A*/',
    '/*ELSE_A*/',
    '/*IFTRUE_B*/\n',
    '\r/*FITRUE_B*/',
    'IFTRUE_A',
    'IFTURE_A',
    '/*IFDEBUG*/',
  ],
];
const files = {
  'iftrue.toml': '[symbols]\nA = ""\nB = ""\n[targets.a]\nsymbols = ["A"]\n[targets.b]\nsymbols = ["B"]\n',
};

test(`random edits, seed ${seed}`, async () => {
  const random = randomFrom(seed);
  const some = (/** @type {number} */ most) =>
    Array.from({ length: random(most) }, () => pieces[random(pieces.length)]).join('');
  const [editor, fresh] = await Promise.all([0, 1].map(() => Editor.start({ files, target: 'a' })));
  assert.ok(editor && fresh);
  for (let round = 0; round < 60; round += 1) {
    let text = some(40);
    const name = `${round}.ts`;
    await editor.open(name, text);
    for (let version = 0; version < 4; version += 1) {
      const changes = Array.from({ length: 1 + random(4) }, () => {
        // An editor has its cursor between characters, never in one.
        const stops = [...text].reduce((ends, character) => [...ends, (ends.at(-1) ?? 0) + character.length], [0]);
        const [begin = 0, end = 0] = [random(stops.length), random(stops.length)]
          .map((index) => stops[index] ?? 0)
          .map((stop) => (text.slice(stop - 1, stop + 1) === '\r\n' ? stop + 1 : stop))
          .sort((a, b) => a - b);
        const inserted = some(4);
        const change = { range: { start: placeOf(text, begin), end: placeOf(text, end) }, text: inserted };
        text = text.slice(0, begin) + inserted + text.slice(end);
        return change;
      });
      await editor.change(name, ...changes);
      const again = `${round}-${version}.ts`;
      await fresh.open(again, text);
      /** @type {object[]} */
      const answers = await Promise.all(
        /** @type {[Editor, string][]} */ ([
          [editor, name],
          [fresh, again],
        ]).map(async ([each, name]) => ({
          diagnostics: (await each.diagnostics(name)).map((one) => ({
            ...one,
            relatedInformation: one.relatedInformation?.map(({ location, message }) => [location.range, message]),
          })),
          regions: await each.regions(name),
          folding: await each.about('textDocument/foldingRange', name),
          symbols: await each.about('textDocument/documentSymbol', name),
        })),
      );
      assert.deepEqual(answers[0], answers[1], JSON.stringify(text));
      await fresh.close(again);
    }
    const plain = text.replace(/[A-Z]/g, '');
    await editor.change(name, {
      range: { start: { line: 0, character: 0 }, end: placeOf(text, text.length) },
      text: plain,
    });
    assert.equal((await editor.execute('iftrue.strip', { uri: editor.uri(name) })).text, plain);
    await editor.close(name);
  }
  await Promise.all([editor.stop(), fresh.stop()]);
});
