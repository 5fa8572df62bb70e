// Migration is safe: in the loader layout the tool gives, byte for byte, what
// js-conditional-compile-loader gives on the inputs that both accept.
//
//   node loader_test.mjs IFTRUE [INPUTS [FIRST_SEED]]

import loader from 'js-conditional-compile-loader';
import path from 'node:path';
import { compare } from './comparison.mjs';
import { FLAT_TARGETS, isValid, randomFlatFile, renderFlatFile } from './flat_file.mjs';
import { Random } from './random.mjs';

const [tool, count = '10000', firstSeed = '1'] = process.argv.slice(2);
const SEPARATOR = '@\n';

/** Runs the loader as webpack does: its options are `this.query`. */
function load(text, symbols) {
  return loader.call({ query: { ...symbols, isDebug: symbols['DEBUG'] } }, text);
}

const seeds = Array.from({ length: Number(count) }, (_, index) => Number(firstSeed) + index);
const failures = compare({
  name: 'js-conditional-compile-loader',
  tool: path.resolve(tool),
  inputs: seeds.map((seed) => randomFlatFile(new Random(seed), seed)),
  separator: SEPARATOR,
  targets: FLAT_TARGETS,
  layouts: ['loader'],
  valid: isValid,
  render: renderFlatFile,
  other: (inputs, symbols) => ({ output: load(inputs.map(renderFlatFile).join(SEPARATOR), symbols) }),
});
process.exitCode = failures === 0 ? 0 : 1;
