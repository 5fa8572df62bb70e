// Compares the tool with another program on generated inputs: many in one run, told apart by
// halving where the two disagree, and then made small.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../process.mjs';
import { shrink } from './shrink.mjs';

const SHOWN_FAILURES = 3;

/** @typedef {Record<string, boolean>} Symbols name to on or off */

/** `-D` and `-U` as the tool, cpp and unifdef take them. */
export function symbolArguments(symbols) {
  return Object.entries(symbols).map(([name, on]) => `-${on ? 'D' : 'U'}${name}`);
}

/**
 * What a program makes of its standard input: its output, or how it failed. It runs where no
 * project file is above it.
 */
export function filter(program, args, input) {
  const { status, stdout, stderr } = run(program, args, { input, cwd: tmpdir() });
  return status === 0 ? { output: stdout } : { failure: `status ${status}\n${stderr}` };
}

/** What the tool makes of a text, with these options of `strip`. */
export function strip(tool, options, text) {
  return filter(tool, ['strip', '-', ...options], text);
}

/**
 * Prints what differs, small, and how much was compared.
 *
 * @template Input
 * @param {object} comparison
 * @param {string} comparison.name
 * @param {string} comparison.tool path of the iftrue command
 * @param {Input[]} comparison.inputs plain objects and arrays, each with its seed
 * @param {string} comparison.separator stands between inputs in a run: no input holds it
 * @param {Symbols[]} comparison.targets each input is stripped for each of them
 * @param {string[]} comparison.layouts and in each of these layouts
 * @param {(input: Input) => boolean} comparison.valid
 * @param {(input: Input) => string} comparison.render the text for the tool
 * @param {(text: string, symbols: Symbols, layout: string) => {output?: string, failure?: string}}
 *   [comparison.ours] what the tool makes of rendered inputs; if left out, a plain strip
 * @param {(inputs: Input[], symbols: Symbols, layout: string) => {output?: string, failure?: string}}
 *   comparison.other what the other program makes of the inputs, joined by the separator
 * @returns {number} how many comparisons failed
 */
export function compare({ name, tool, inputs, separator, targets, layouts, valid, render, ours, other }) {
  const plainStrip = (text, symbols, layout) => strip(tool, ['--layout', layout, ...symbolArguments(symbols)], text);
  const bothSides = (some, symbols, layout) => ({
    ours: (ours ?? plainStrip)(some.map(render).join(separator), symbols, layout),
    theirs: other(some, symbols, layout),
  });
  const agree = (some, symbols, layout) => {
    const { ours: mine, theirs } = bothSides(some, symbols, layout);
    return mine.output !== undefined && mine.output === theirs.output;
  };
  const disagreeing = (some, symbols, layout) => {
    if (agree(some, symbols, layout)) return [];
    if (some.length === 1) return some;
    const half = some.length >> 1;
    return [some.slice(0, half), some.slice(half)].flatMap((part) => disagreeing(part, symbols, layout));
  };
  const show = (input, symbols, layout) => {
    const small = shrink(input, (candidate) => valid(candidate) && !agree([candidate], symbols, layout));
    const { ours: mine, theirs } = bothSides([small], symbols, layout);
    const file = path.join(mkdtempSync(path.join(tmpdir(), `${name}.failed.`)), 'input');
    writeFileSync(file, render(small));
    console.log(
      `FAIL ${name}: seed ${input.seed}, --layout ${layout} ${symbolArguments(symbols).join(' ')}\n` +
        `  input  ${JSON.stringify(render(small))} (kept in ${file})\n` +
        `  iftrue ${JSON.stringify(mine.output ?? mine.failure)}\n` +
        `  other  ${JSON.stringify(theirs.output ?? theirs.failure)}`,
    );
  };

  let failures = 0;
  for (const layout of layouts) {
    for (const symbols of targets) {
      for (const input of disagreeing(inputs, symbols, layout)) {
        if (++failures <= SHOWN_FAILURES) show(input, symbols, layout);
      }
    }
  }
  const count = inputs.length * targets.length * layouts.length;
  console.log(`${name}: ${inputs.length} inputs, ${count} comparisons, ${failures} failures`);
  return failures;
}
