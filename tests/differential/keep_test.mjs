// With --undefined=keep the tool leaves what unifdef leaves.
//
// unifdef does not fold a known symbol out of an expression that it cannot decide. So the two are
// compared by meaning, on trees with expressions: what each leaves is stripped for every way to set the
// other symbols. Where each condition is one symbol, what they leave is the same line for line.
//
//   node keep_test.mjs IFTRUE UNIFDEF [INPUTS [FIRST_SEED]]

import path from 'node:path';
import { compare, filter, strip, symbolArguments } from './comparison.mjs';
import {
  PARTIAL_TARGETS,
  isValid,
  randomTree,
  renderForIftrue,
  renderForUnifdef,
  restOf,
  withSymbolsOnly,
} from './nested_tree.mjs';
import { Random } from './random.mjs';

const [program, unifdef, count = '300', firstSeed = '1'] = process.argv.slice(2);
const tool = path.resolve(program);
const SEPARATOR = '@\n';

// -t: no C strings and comments; -x2: status 0 also for what changed.
const runUnifdef = (symbols, text) => filter(unifdef, ['-t', '-x2', ...symbolArguments(symbols)], text);
const keep = (text, known) => strip(tool, ['--undefined=keep', '--layout=compact', ...symbolArguments(known)], text);
const leave = (inputs, known) => runUnifdef(known, inputs.map(renderForUnifdef).join(SEPARATOR));

/** What is left, for every way to set the other symbols. */
function forEachRest({ output, failure }, known, evaluate) {
  if (failure !== undefined) return { failure };
  let all = '';
  for (const rest of restOf(known)) {
    const result = evaluate(rest, output);
    if (result.failure !== undefined) return result;
    all += `${result.output}=====\n`;
  }
  return { output: all };
}

/** Each line that is a directive, in one spelling for both languages. */
function canonical({ output, failure }) {
  if (failure !== undefined) return { failure };
  const keywords = { IFTRUE: 'if', ELIFTRUE: 'elif', ELSE: 'else', FITRUE: 'endif' };
  const lines = output.split('\n').map((line) => {
    // The elif that leads from a comment of one kind into one of the other is never reached.
    const bare = line.replace(/(\/\*|<!--)?ELIFTRUE_\w+(\*\/|-->)(?=(\/\*|<!--)\s*E)/, '');
    const ours = /^\s*(?:\/\*|<!--)?\s*(IFTRUE|ELIFTRUE|ELSE|FITRUE)_(\w+)\s*(?:\*\/|-->)?$/.exec(bare);
    if (ours) {
      const [, word, symbol] = ours;
      return word.endsWith('IFTRUE') ? `#${keywords[word]} ${symbol}` : `#${keywords[word]}`;
    }
    const theirs = /^\s*#\s*(if|elif|else|endif)\b\s*(\w*)/.exec(line);
    return theirs ? `#${theirs[1]}${theirs[2] ? ` ${theirs[2]}` : ''}` : line;
  });
  return { output: lines.join('\n') };
}

const seeds = Array.from({ length: Number(count) }, (_, index) => Number(firstSeed) + index);
const trees = seeds.map((seed) => randomTree(new Random(seed), seed, '\n'));
const common = { tool, separator: SEPARATOR, targets: PARTIAL_TARGETS, layouts: ['compact'], valid: isValid };

let failures = compare({
  ...common,
  name: 'unifdef, by meaning',
  inputs: trees,
  render: renderForIftrue,
  // An error, should a symbol that was known be left.
  ours: (text, known) =>
    forEachRest(keep(text, known), known, (rest, left) =>
      strip(tool, ['--undefined=error', '--layout=compact', ...symbolArguments(rest)], left),
    ),
  other: (inputs, known) =>
    forEachRest(leave(inputs, known), known, (rest, left) => runUnifdef({ ...known, ...rest }, left)),
});
failures += compare({
  ...common,
  name: 'unifdef, line for line',
  inputs: trees.map(withSymbolsOnly),
  render: renderForIftrue,
  ours: (text, known) => canonical(keep(text, known)),
  other: (inputs, known) => canonical(leave(inputs, known)),
});
process.exitCode = failures === 0 ? 0 : 1;
