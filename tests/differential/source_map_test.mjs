// Source maps, as others read them, tell the truth: @jridgewell/trace-mapping gives for each kept
// character the place where its word, its run of blanks or, elsewhere, the character itself was. What
// esbuild bundles goes back to where it was written.
//
//   node source_map_test.mjs IFTRUE [FILES [FIRST_SEED]]

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { run } from '../process.mjs';
import { Random } from './random.mjs';

const [tool, count = '400', firstSeed = '1'] = process.argv.slice(2);
const ON = 'A';
const OFF = 'B';

// What stands in a text without being part of a directive or of JavaScript's tokens.
const WHITE = [' ', '  ', '\t', '\n', '\n', '\r\n', '\r', '\u2028', '\u2029', '\u00a0', '\v', '/*é世界😀*/'];

/**
 * A text in stretches. `kept` is what the language says of each for a target with A on and B off.
 * @typedef {{text: string, kept: boolean}} Stretch
 */

/** @returns {Stretch[]} */
function randomStretches(random, words) {
  const stretches = random.once(4) ? [{ text: '\ufeff', kept: true }] : [];
  const text = (kept) => ({ text: random.many(random.below(7), () => random.pick(words(WHITE))).join(''), kept });
  const conditional = (kept, depth) => {
    const symbol = random.pick([ON, OFF]);
    const isOn = kept && symbol === ON;
    const isOff = kept && symbol === OFF;
    const inside = (inner) => (random.once(3) && depth < 3 ? conditional(inner, depth + 1) : [text(inner)]);
    const directive = (word) => ({ text: word, kept: false });
    switch (random.below(3)) {
      case 0:
        return [directive(`/*IFTRUE_${symbol}*/`), ...inside(isOn), directive(`/*FITRUE_${symbol}*/`)];
      case 1:
        return [
          directive(`/*IFTRUE_${symbol}*/`),
          ...inside(isOn),
          directive(`/*ELSE_${symbol}*/`),
          ...inside(isOff),
          directive(`/* FITRUE_${symbol} */`),
        ];
      default: {
        const dormant = `\n${random.many(3, () => random.pick(words([' ', '\n', '\r\n']))).join('')} `;
        return [directive(`/*IFTRUE_${symbol}`), { text: dormant, kept: isOn }, directive(`FITRUE_${symbol}*/`)];
      }
    }
  };
  for (let parts = 2 + random.below(8); parts > 0; --parts) {
    stretches.push(text(true), ...conditional(true, 0));
  }
  return stretches;
}

/** Line and column in UTF-16 code units of every code point, as ECMA-262 counts lines; LF after CR is one more column. */
function placesOf(text) {
  const places = [];
  let [line, column] = [1, 0];
  for (let index = 0; index < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(index));
    places.push({ index, character, line, column });
    index += character.length;
    column += character.length;
    const endsLine = /[\n\u2028\u2029]/.test(character) || (character === '\r' && text[index] !== '\n');
    if (endsLine) [line, column] = [line + 1, 0];
  }
  return places;
}

const isBlank = ({ character }) => character === ' ' || character === '\t';

/** Whether two characters would make one token of JavaScript. There is no literal that a removal could be in. */
function makeOneToken(one, other) {
  const pair = one + other;
  return /^[\w$]{2}$|^[-+*/%&|^=<>!?.:]{2}$|^\d\.$|^\.\d$/.test(pair);
}

/** The indices in the input of all that compact, or loader, keeps, in the words of the manual; none for a space that is put in. */
function keptIndices(stretches, layout) {
  const kept = [];
  let line = [];
  let hasRemoval = false;
  let isJoint = false; // whether a removal stands between the last kept character and the next
  let removed = null; // the first terminator that was removed behind text on this line, and its place in the line
  let index = 0;
  const endLine = (terminator) => {
    if (layout === 'loader' || !(hasRemoval && line.every(isBlank))) kept.push(...line, ...terminator);
    line = [];
    hasRemoval = false;
    isJoint = false;
    removed = null;
  };
  const goOn = ({ character }) => {
    if (removed) {
      const { terminator, place } = removed;
      const blanks = line.splice(place);
      endLine(terminator);
      line = blanks;
    } else if (isJoint && line.length > 0 && makeOneToken(line.at(-1).character, character)) {
      line.push({ character: ' ', index: undefined });
    }
  };
  for (const stretch of stretches) {
    if (!stretch.kept) {
      hasRemoval ||= stretch.text !== '';
      isJoint ||= stretch.text !== '';
      const found = /\r\n|[\n\r\u2028\u2029]/.exec(stretch.text);
      if (found && !removed && !line.every(isBlank)) {
        const terminator = [...found[0]].map((character, i) => ({ character, index: index + found.index + i }));
        removed = { terminator, place: line.length };
      }
      index += stretch.text.length;
      continue;
    }
    for (const unit of stretch.text.match(/\r\n|[^]/gu) ?? []) {
      const characters = [...unit].map((character, i) => ({ character, index: index + i }));
      index += unit.length;
      if (unit === '\ufeff' && index === 1) {
        kept.push(...characters);
      } else if (/[\n\r\u2028\u2029]/.test(unit)) {
        endLine(characters);
      } else {
        if (layout === 'compact' && !isBlank(characters[0])) goOn(characters[0]);
        isJoint = false;
        line.push(...characters);
      }
    }
  }
  endLine([]);
  return kept;
}

/** Whether the second stood right behind the first in the input, in one word or one run of blanks. */
function goesOn(first, second) {
  const areOne = [first, second].every(isBlank) || [first, second].every(isWord);
  return areOne && second.index === first.index + first.character.length;
}

const isWord = ({ character }) => /[\w$]|(?!\s)[^\0-\x7f]/u.test(character);

const folder = mkdtempSync(path.join(tmpdir(), 'iftrue-source-map-'));

function strip(args) {
  const { status, stderr } = run(tool, ['strip', ...args, '-D', ON, '-U', OFF], { cwd: folder });
  assert.equal(status, 0, stderr);
}

const seeds = Array.from({ length: Number(count) }, (_, index) => Number(firstSeed) + index);
const names = seeds.map((seed) => `${seed % 3 === 0 ? `d/${seed} #?%:` : seed % 3 === 1 ? `世${seed}` : seed}.js`);

/** Through trace-mapping: every character of every file. */
function checkEveryCharacter(layout) {
  const files = seeds.map((seed) => randomStretches(new Random(seed), (white) => ['a', '"b"', '世', '😀', ...white]));
  const inputs = files.map((stretches) => stretches.map(({ text }) => text).join(''));
  mkdirSync(path.join(folder, 'text/d'), { recursive: true });
  inputs.forEach((input, i) => writeFileSync(path.join(folder, 'text', names[i]), input));
  strip(['text', '-o', `out/${layout}`, '--layout', layout, '--source-map']);

  let characters = 0;
  files.forEach((stretches, i) => {
    const output = path.join(folder, 'out', layout, names[i]);
    const context = `seed ${seeds[i]}, --layout ${layout}, ${JSON.stringify(inputs[i])}`;
    const text = readFileSync(output, 'utf8');
    const kept = keptIndices(stretches, layout);
    assert.equal(text, kept.map(({ character }) => character).join(''), context);

    const json = JSON.parse(readFileSync(`${output}.map`, 'utf8'));
    assert.equal(json.file, path.basename(output));
    assert.deepEqual(json.sourcesContent, [inputs[i]], context);
    const map = new TraceMap(json, pathToFileURL(`${output}.map`).href);
    const source = pathToFileURL(path.join(folder, 'text', names[i])).href;
    assert.deepEqual(map.resolvedSources?.map(normalized), [normalized(source)]);

    const origins = new Map(placesOf(inputs[i]).map((place) => [place.index, place]));
    let start;
    placesOf(text).forEach(({ line, column }, nth) => {
      if (nth === 0 || !goesOn(kept[nth - 1], kept[nth])) start = kept[nth].index;
      const found = originalPositionFor(map, { line, column });
      const { line: wantedLine, column: wantedColumn } = origins.get(start) ?? { line: null, column: null };
      assert.deepEqual([found.line, found.column], [wantedLine, wantedColumn], `${line}:${column} of ${context}`);
      ++characters;
    });
  });
  console.log(`trace-mapping, ${layout}: ${files.length} files, ${characters} characters`);
}

/** As a URL parser spells it. */
function normalized(url) {
  return decodeURIComponent(new URL(url ?? '').href);
}

/** Through esbuild: every name in a bundle. */
async function checkBundles() {
  let next = 0;
  const word = () => `\nid_${next++};`;
  const files = seeds.map((seed) => randomStretches(new Random(seed), (white) => [...white, word(), `id_${next++};`]));
  const inputs = files.map((stretches) => stretches.map(({ text }) => text).join(''));
  mkdirSync(path.join(folder, 'js/d'), { recursive: true });
  inputs.forEach((input, i) => writeFileSync(path.join(folder, 'js', names[i]), input));
  strip(['js', '-o', 'stripped', '--layout', 'compact', '--source-map=inline']);
  writeFileSync(
    path.join(folder, 'stripped/all.js'),
    names.map((name) => `import ${JSON.stringify(`./${name}`)};\n`).join(''),
  );
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, 'stripped/all.js')],
    bundle: true,
    sourcemap: 'external',
    write: false,
    outfile: path.join(folder, 'bundle.js'),
    logLevel: 'error',
    treeShaking: false,
  });
  const [map, bundle] = ['.js.map', '.js'].map(
    (ending) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '',
  );
  const trace = new TraceMap(map, pathToFileURL(path.join(folder, 'bundle.js.map')).href);
  const origins = new Map();
  inputs.forEach((input, i) => {
    const source = normalized(pathToFileURL(path.join(folder, 'js', names[i])).href);
    const places = new Map(placesOf(input).map((place) => [place.index, place]));
    for (const { 0: id, index } of input.matchAll(/id_\d+/g)) {
      const { line, column } = places.get(index);
      origins.set(id, { source, line, column });
    }
  });
  let checked = 0;
  bundle.split('\n').forEach((text, i) => {
    for (const { 0: id, index } of text.matchAll(/id_\d+/g)) {
      const found = originalPositionFor(trace, { line: i + 1, column: index });
      const { line, column } = found;
      assert.deepEqual({ source: normalized(found.source), line, column }, origins.get(id), id);
      ++checked;
    }
  });
  const wanted = files.flatMap((stretches) => keptIds(stretches)).length;
  assert.equal(checked, wanted, 'names in the bundle');
  console.log(`esbuild: ${files.length} files, ${checked} names`);
}

function keptIds(stretches) {
  return stretches.filter(({ kept }) => kept).flatMap(({ text }) => text.match(/id_\d+/g) ?? []);
}

try {
  checkEveryCharacter('compact');
  checkEveryCharacter('loader');
  await checkBundles();
} finally {
  rmSync(folder, { recursive: true });
}
