// Nesting, elif chains and expressions mean what they mean to unifdef: on the same tree in both
// languages the compact layout gives what unifdef gives, and the preserve layout what unifdef -b
// gives, which leaves an empty line for each that it removes.
//
//   node unifdef_test.mjs IFTRUE UNIFDEF [INPUTS [FIRST_SEED]]

import path from 'node:path';
import { compare, filter, symbolArguments } from './comparison.mjs';
import { TREE_TARGETS, isValid, randomTree, renderForIftrue, renderForUnifdef } from './nested_tree.mjs';
import { Random } from './random.mjs';

const [tool, unifdef, count = '300', firstSeed = '1'] = process.argv.slice(2);

// -t: no C strings and comments; -x2: status 0 also for what changed.
const UNIFDEF_OPTIONS = { compact: ['-t', '-x2'], preserve: ['-t', '-x2', '-b'] };

let failures = 0;
// Apart, for unifdef -b ends its empty lines as the first line of the whole input ends.
for (const terminator of ['\n', '\r\n']) {
  const separator = `@${terminator}`;
  const seeds = Array.from({ length: Number(count) }, (_, index) => Number(firstSeed) + index);
  failures += compare({
    name: 'unifdef',
    tool: path.resolve(tool),
    inputs: seeds.map((seed) => randomTree(new Random(seed), seed, terminator)),
    separator,
    targets: TREE_TARGETS,
    layouts: ['compact', 'preserve'],
    valid: isValid,
    render: renderForIftrue,
    other: (inputs, symbols, layout) =>
      filter(
        unifdef,
        [...UNIFDEF_OPTIONS[layout], ...symbolArguments(symbols)],
        inputs.map(renderForUnifdef).join(separator),
      ),
  });
}
process.exitCode = failures === 0 ? 0 : 1;
