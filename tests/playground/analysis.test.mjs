// What the playground's worker says of texts: of golden ones, and of ones that are made.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import { marked } from 'marked';

import { conditionals, IftrueError, kept, strip } from '../../dist/npm/index.mjs';
import { readExamples } from '../../playground/examples.mjs';

import { generatedTexts, goldenTexts } from '../npm/texts.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { analyse: analyseUnpacked, init, pack, unpack } = await load();

/** As the page gets it. */
const analyse = (question) => unpack(structuredClone(pack(analyseUnpacked(question))));
await init(await readFile(new URL('../../dist/npm/engine.wasm', import.meta.url)));

/** The worker's sources as a module of Node.js. */
async function load() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './playground/src/analysis'; export * from './playground/src/packing'; export { init } from 'iftrue/browser'`,
      resolveDir: root,
    },
    alias: { 'iftrue/browser': `${root}/dist/npm/browser.mjs` },
    bundle: true,
    write: false,
    format: 'esm',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const layouts = ['preserve', 'mask', 'compact', 'loader'];
const targets = [
  { name: 'one', on: ['X', 'WX'] },
  { name: 'two', on: ['Y', 'DEBUG'] },
];
const samples = [...goldenTexts(), ...generatedTexts(1, 400)];

for (const layout of layouts) {
  test(`${layout}: the changes make the output of the source`, () => {
    let sound = 0;
    for (const { text, extension, name } of samples) {
      const filename = `file${extension}`;
      const { symbols, output } = analyse({ text, filename, layout, targets, shown: 0 });
      const own = Object.fromEntries(symbols.map((symbol) => [symbol, targets[0].on.includes(symbol)]));
      const expected = outputOf(text, { symbols: own, filename, layout });
      assert.equal(output?.code, expected, name);
      if (output === undefined) continue;
      sound += 1;
      let made = '';
      let at = 0;
      for (const { start, end, inserted } of output.changes) {
        assert.ok(start >= at && end >= start, name);
        assert.ok(start < end || inserted !== '', name);
        assert.match(inserted, /^\s*$/, name);
        made += text.slice(at, start) + inserted;
        at = end;
      }
      assert.equal(made + text.slice(at), expected, name);
    }
    assert.ok(sound > samples.length / 3, `${sound} of ${samples.length}`);
  });
}

function outputOf(text, options) {
  try {
    return strip(text, options).code;
  } catch (error) {
    assert.ok(error instanceof IftrueError);
    return undefined;
  }
}

test('what is dropped is what is not kept, without the directives', () => {
  let dropped = 0;
  for (const { text, name } of samples) {
    const { symbols, output } = analyse({ text, filename: 'a.js', layout: 'mask', targets, shown: 0 });
    if (output === undefined) continue;
    const own = Object.fromEntries(symbols.map((symbol) => [symbol, targets[0].on.includes(symbol)]));
    const marks = new Uint8Array(text.length);
    for (const { start, end } of kept(text, own)) marks.fill(1, start, end);
    for (const { start, end, groups } of conditionals(text)) {
      const edges = [start, ...groups.flatMap((group) => [group.text.start, group.text.end]), end];
      for (let i = 0; i < edges.length; i += 2) marks.fill(0, edges[i], edges[i + 1]);
    }
    const found = new Uint8Array(text.length);
    for (const { start, end } of output.dropped) found.fill(1, start, end);
    assert.deepEqual(found, marks, name);
    dropped += output.dropped.length;
  }
  assert.ok(dropped > 100);
});

test('a symbol that is on for no target is off, not an error', () => {
  const text = '/*IFTRUE_(NEW || X)*/ x /*ELSE_(NEW||X)*/ y /*FITRUE_(NEW || X)*/ /*IFTRUE_OTHER*/';
  const { symbols, diagnostics, output } = analyse({ text, filename: 'a.js', layout: 'loader', targets, shown: 1 });
  assert.deepEqual(symbols, ['DEBUG', 'NEW', 'OTHER', 'WX', 'X', 'Y']);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['E001'],
  );
  assert.equal(output, undefined);
});

test('the examples are the blocks of the manual, and those that it calls wrong have a problem', async () => {
  const text = await readFile(new URL('../../preprocessor/MANUAL.md', import.meta.url), 'utf8');
  const examples = [...readExamples(marked.lexer(text)).values()];
  assert.ok(examples.length > 40, `${examples.length}`);
  const titles = examples.map(({ section, title }) => `${section}: ${title}`);
  assert.equal(new Set(titles).size, titles.length);
  for (const example of examples) {
    const language = example.filename.replace(/.*\./, '');
    assert.ok(text.includes(`\n\`\`\`${language}\n${example.text}\`\`\`\n`), example.title);
    const { diagnostics } = analyse({ ...example, layout: 'preserve', shown: 0 });
    const [code] = /^[EW]\d+/.exec(example.title) ?? [];
    if (/\(wrong\)/.test(example.title))
      assert.ok(
        diagnostics.some((each) => each.code === code),
        example.title,
      );
    if (/\(right\)/.test(example.title)) assert.ok(!diagnostics.some((each) => each.code === code), example.title);
  }
});
