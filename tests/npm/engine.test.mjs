// The engine of the package against the command: the same texts give the same outputs, maps and messages, to the character.
// And what only the package has: offsets, ranges, lone surrogates.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check, conditionals, IftrueError, kept, strip } from '../../dist/npm/index.mjs';
import { Command } from './command.mjs';
import { generatedTexts, goldenTexts, targets } from './texts.mjs';

const samples = [...goldenTexts(), ...generatedTexts(1, 1500)];
const command = new Command(samples);
after(() => command.close());

const layouts = ['preserve', 'mask', 'compact', 'loader'];
const filenameOf = (sample) => `file${sample.extension}`;
const diagnosticsOf = (sample) => check(sample.text, { filename: filenameOf(sample), targets });
const withoutOffsets = ({ start, end, file, ...rest }) => rest;

/** Texts whose directives are sound, symbols that are not set aside, by their number. */
const sound = [...samples.keys()].filter((i) =>
  diagnosticsOf(samples[i]).every(({ code }) => code.startsWith('W') || code === 'E004'),
);

test('the module has the size that it may have', () => {
  const wasm = fileURLToPath(new URL('../../dist/npm/engine.wasm', import.meta.url));
  assert.ok(statSync(wasm).size <= 180_000, `${statSync(wasm).size} bytes`);
});

test('check() says what the command says', () => {
  const expected = command.check();
  for (const [i, sample] of samples.entries()) {
    const own = diagnosticsOf(sample).map((each) => ({
      ...withoutOffsets(each),
      notes: each.notes.map(withoutOffsets),
    }));
    assert.deepEqual(own, expected[i].map(inOwnOrder), `${sample.name}: ${JSON.stringify(sample.text)}`);
  }
  const codes = new Set(expected.flat().map(({ code }) => code));
  for (const code of ['E001', 'E002', 'E003', 'E004', 'E005', 'E006', 'E007', 'E008', 'E009', 'W101', 'W102', 'W107'])
    assert.ok(codes.has(code), `no text has ${code}`);
});

function inOwnOrder({ code, severity, message, line, column, endLine, endColumn, notes }) {
  const place = (of) => ({ line: of.line, column: of.column, endLine: of.endLine, endColumn: of.endColumn });
  return {
    code,
    severity,
    message,
    ...place({ line, column, endLine, endColumn }),
    notes: notes.map((note) => ({ message: note.message, ...place(note) })),
  };
}

for (const layout of layouts) {
  for (const policy of ['off', 'keep']) {
    test(`strip() gives what the command writes: ${layout}, ${policy}`, () => {
      assert.ok(sound.length > samples.length / 2);
      const sourceMap = layout === 'compact' || layout === 'loader';
      const options = ['-t', 'one', `--layout=${layout}`, `--undefined=${policy}`];
      const expected = command.strip(sourceMap ? [...options, '--source-map'] : options, sound);
      for (const i of sound) {
        const { extension, text, name } = samples[i];
        const filename = `file${extension}`;
        const settings = { symbols: targets.one, layout, undefined: policy, filename };
        const own = strip(text, { ...settings, sourceMap });
        // The command ends a mapped text with a comment that names the map.
        const written = expected.get(i).code;
        const shown = `${name}: ${JSON.stringify(text)}`;
        if (sourceMap) assert.ok(written.startsWith(own.code), shown);
        else assert.equal(own.code, written, shown);
        assert.equal(own.map?.mappings, expected.get(i).mappings, shown);
        assert.equal(strip(text, settings).code, own.code, shown);
      }
    });
  }
}

test('strip() reports W101 alone, and throws what check() reports as errors of the directives', () => {
  const isSound = new Set(sound);
  for (const [i, sample] of samples.entries()) {
    const all = diagnosticsOf(sample);
    const options = { symbols: targets.one, filename: filenameOf(sample) };
    if (isSound.has(i)) {
      const misspelt = all.filter(({ code }) => code === 'W101');
      assert.deepEqual(strip(sample.text, options).diagnostics, misspelt, sample.name);
    } else {
      const errors = all.filter(({ code }) => code.startsWith('E') && code !== 'E004');
      assert.throws(
        () => strip(sample.text, options),
        (thrown) => {
          assert.ok(thrown instanceof IftrueError);
          assert.deepEqual(thrown.diagnostics, errors, sample.name);
          return true;
        },
      );
      for (const refused of [() => conditionals(sample.text), () => kept(sample.text, targets.one)])
        assert.throws(refused, IftrueError);
    }
  }
});

test('a symbol that is not set is an error where that is asked for', () => {
  for (const i of sound) {
    const { text, extension } = samples[i];
    const filename = `file${extension}`;
    const unset = check(text, { filename, targets }).filter(({ code }) => code === 'E004');
    const attempt = () => strip(text, { symbols: targets.one, undefined: 'error', filename });
    if (unset.length === 0) attempt();
    else assert.throws(attempt, (thrown) => (assert.deepEqual(thrown.diagnostics, unset), true));
  }
});

test('start and end are the offsets of the lines and columns', () => {
  for (const sample of samples) {
    for (const { notes, ...diagnostic } of diagnosticsOf(sample)) {
      for (const place of [diagnostic, ...notes]) assertPlace(sample.text, place);
    }
  }
  for (const i of sound) {
    for (const { groups, endDirective, ...place } of conditionals(samples[i].text)) {
      for (const each of [place, endDirective, ...groups.flatMap(({ directive, text }) => [directive, text])])
        assertPlace(samples[i].text, each);
    }
  }
});

/** Counts lines and columns anew. */
function assertPlace(text, { start, end, line, column, endLine, endColumn }) {
  assert.deepEqual([...positionOf(text, start), ...positionOf(text, end)], [line, column, endLine, endColumn]);
}

function positionOf(text, offset) {
  const lines = text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  // Inside a CR LF, the line has not ended.
  if (text[offset - 1] === '\r' && text[offset] === '\n') lines.pop();
  const last = lines.at(-1).replace(lines.length === 1 ? /^\uFEFF/ : /^$/, '');
  return [lines.length, [...last].length + 1];
}

test('conditionals() tells what the text has', () => {
  for (const i of sound) {
    const { text } = samples[i];
    const found = conditionals(text);
    for (const { start, end, groups, endDirective, parent } of found) {
      assert.match(text.slice(start, end), /^(\/\*|<!--)[^]*(\*\/|--!?>)$/);
      assert.match(text.slice(endDirective.start, endDirective.end), /^FI(TRUE_|DEBUG$)/);
      for (const { kind, condition, directive } of groups) {
        const word = text.slice(directive.start, directive.end).replace(/\s/g, '');
        assert.match(word, { if: /^IF/, elif: /^ELIF/, else: /^ELSE/ }[kind]);
        assert.ok(word.endsWith(condition.replace(/\s/g, '')), `${word}: ${condition}`);
      }
      if (parent !== null) {
        const around = found[parent.conditional].groups[parent.group].text;
        assert.ok(around.start <= start && end <= around.end);
      }
    }
  }
});

test('kept() gives what the layout mask makes blank', () => {
  for (const i of sound) {
    const { text } = samples[i];
    const removed = kept(text, targets.one);
    let expected = text;
    let last = 0;
    for (const { start, end } of removed) {
      assert.ok(last <= start && start < end, 'in order, apart and not empty');
      last = end;
      const blank = text.slice(start, end).replace(/[^\n\r\u2028\u2029]/g, ' ');
      expected = expected.slice(0, start) + blank + expected.slice(end);
    }
    assert.equal(strip(text, { symbols: targets.one, layout: 'mask' }).code, expected);
  }
});

test('a lone surrogate survives wherever it stands', () => {
  let tried = 0;
  for (const [i, { text, extension }] of samples.entries()) {
    const options = { symbols: targets.one, filename: `file${extension}` };
    const characters = [...text];
    // In some places of each text, beside U+FFFD that was there.
    const at = characters.map((_, place) => (place * 7 + i) % 5 === 0);
    const fill = (filler) =>
      characters.map((character, place) => (at[place] ? character + filler(place) : character)).join('');
    const lone = (place) => (place % 2 === 0 ? '\uD83D ' : ' \uDE00');
    const text1 = fill(lone);
    const text2 = fill((place) =>
      lone(place).replace(/[\uD83D\uDE00]/, (half) => (half < '\uDC00' ? '\uE000' : '\uE001')),
    );
    for (const layout of layouts) {
      const outcome = (of) => {
        try {
          return strip(of, { ...options, layout }).code;
        } catch (error) {
          assert.ok(error instanceof IftrueError);
          return undefined;
        }
      };
      const back = outcome(text2)?.replace(/[\uE000\uE001]/g, (half) => (half === '\uE000' ? '\uD83D' : '\uDE00'));
      assert.equal(outcome(text1), back, JSON.stringify(text1));
      if (back !== undefined && back.includes('\uD83D')) ++tried;
    }
  }
  assert.ok(tried > 500, `${tried}`);
});

test('texts of all sizes, one after another', () => {
  const line = '/*IFTRUE_X*/ é /*ELSE_X*/ 🎉 /*FITRUE_X*/ end\n';
  for (const size of [0, 1, 50, 3000, 70_000, 5_000_000, 10]) {
    const text = line.repeat(Math.ceil(size / line.length));
    const { code } = strip(text, { symbols: { X: true }, layout: 'loader' });
    assert.ok(code === ' é  end\n'.repeat(Math.ceil(size / line.length)), `${size}`);
  }
});

test('a wrong call is a TypeError that names what is wrong', () => {
  const symbols = { X: true };
  for (const [call, message] of [
    [() => strip(1, { symbols }), /the text is not a string but number/],
    [() => strip('', { symbols: { 'A B': true } }), /symbols: "A B" is not a symbol/],
    [() => strip('', { symbols: { A: 1 } }), /symbols\.A is not true or false but 1/],
    [() => strip('', { symbols: null }), /symbols is not an object/],
    [() => strip('', { symbols, layout: 'tight' }), /layout is "tight", not one of preserve, mask, compact, loader/],
    [() => strip('', { symbols, undefined: 'on' }), /undefined is "on", not one of error, off, keep/],
    [() => check('', { targets: { wx: { A: 'yes' } } }), /targets\.wx\.A is not true or false but yes/],
    [() => check('', { targets: { 'a\nb': {} } }), /"a\\nb" is not the name of a target/],
    [() => kept('', undefined), /symbols is not an object/],
    [() => conditionals(undefined), /the text is not a string but undefined/],
  ]) {
    assert.throws(call, (error) => error instanceof TypeError && message.test(error.message), String(call));
  }
});
