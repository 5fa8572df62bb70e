// Proves the layouts preserve and compact by syntax trees: puts regions around parts of public sources, strips them, and
// compares the syntax tree of each output with that of the source less the nodes that the target does not keep.
//
//   IFTRUE=build/release/iftrue node tests/syntax_trees/main.mjs [--cases N] [--first N] [--keep FOLDER]
//
// A case is made from its number alone: `--first N --cases 1` repeats case N. A case that fails is printed with no more
// regions than it takes; --keep writes its source and its output to a folder.
//
// Regions stand around whole elements of lists. Within a selector or a value of CSS, and in running text of markup, blanks
// mean something, and preserve leaves blanks.

import { parseArgs } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shrink } from '../differential/shrink.mjs';
import { check, makeCase } from './cases.mjs';
import { isInside, render } from './regions.mjs';
import { unread } from './sources.mjs';

const together = 250;
const shown = 5;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '500' },
    first: { type: 'string', default: '1' },
    keep: { type: 'string' },
  },
});

/** Prints a failure with as few regions as still fail in the same way. */
function report({ case: each, layout, target }) {
  const failing = (places) => {
    if (places.length === 0) return undefined;
    const { failures } = check([{ ...each, regions: places.map((place) => each.regions[place]) }]);
    return failures.find((failure) => failure.layout === layout && failure.target === target);
  };
  const smallest = failing(shrink([...each.regions.keys()], (places) => failing(places) !== undefined));
  const { file, text } = each.source;
  console.log(`case ${each.number}: ${file}, layout ${layout}, target ${target}`);
  if (!smallest.sound) console.log('  the case is wrong: plain removal gives another tree, too');
  for (const { from, to, conditions, groups } of smallest.case.regions) {
    const places = groups.map(({ dormant }) => (dormant ? 'dormant' : 'live')).join(', ');
    console.log(
      `  line ${text.slice(0, from).split('\n').length}, ${conditions[0].text}, ${places}: ${text.slice(from, to)}`,
    );
  }
  console.log(`  should be\n${smallest.wanted}\n  is\n${smallest.found}\n`);
  if (values.keep) {
    mkdirSync(values.keep, { recursive: true });
    const name = path.join(values.keep, `${each.number}-${layout}-${target}`);
    writeFileSync(`${name}.in${path.extname(file)}`, render(text, smallest.case.regions));
    writeFileSync(`${name}.out${path.extname(file)}`, smallest.output);
  }
}

const first = Number(values.first);
const end = first + Number(values.cases);
const total = { outputs: 0, regions: 0, nested: 0, groups: 0, dormant: 0, failures: 0 };
/** @type {Record<string, number>} */
const kinds = {};
for (let number = first; number < end; number += together) {
  const cases = Array.from({ length: Math.min(together, end - number) }, (_, index) => makeCase(number + index));
  const { failures, outputs } = check(cases);
  for (const failure of failures.slice(0, Math.max(0, shown - total.failures))) report(failure);
  total.failures += failures.length;
  total.outputs += outputs;
  for (const { source, regions } of cases) {
    const kind = path.extname(source.file);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    const groups = regions.flatMap((region) => region.groups);
    total.regions += regions.length;
    total.nested += regions.filter((each) => regions.some((other) => other !== each && isInside(each, other))).length;
    total.groups += groups.length;
    total.dormant += groups.filter(({ dormant }) => dormant).length;
  }
}

const files = Object.entries(kinds).map(([kind, count]) => `${kind} ${count}`);
console.log(`${values.cases} cases: ${files.sort().join(', ')}`);
console.log(`${total.regions} regions, ${total.nested} in others; ${total.groups} groups, ${total.dormant} dormant`);
for (const [file, why] of unread) console.log(`left out, since its parser refuses it: ${file}: ${why}`);
console.log(
  `${total.outputs} outputs, ${total.failures} with another tree than their source less what they do not keep`,
);
process.exitCode = total.failures > 0 || total.outputs === 0 ? 1 : 0;
