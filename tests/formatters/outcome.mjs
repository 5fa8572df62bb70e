// What a tool makes of a placement of directives: whether the source still means the same for each target afterwards.

import { tmpdir } from 'node:os';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../process.mjs';
import { languageOf } from '../syntax_trees/languages.mjs';
import { layOut } from './tools.mjs';

/**
 * `refuses`: the tool cannot read the source. `reports`: iftrue finds an error in what the tool wrote. `breaks`: what it
 * wrote means something else for a target, and iftrue cannot tell.
 *
 * @typedef {'holds' | 'refuses' | 'reports' | 'breaks'} Outcome
 */

/** A project of two symbols, and a target for each of their values. */
export const project = `[symbols]
X = ""
Y = ""
[targets.none]
symbols = []
[targets.x]
symbols = ["X"]
[targets.y]
symbols = ["Y"]
[targets.both]
symbols = ["X", "Y"]
`;
const targets = ['none', 'x', 'y', 'both'];

const tool = process.env.IFTRUE ?? '';

/** @type {Map<import('./tools.mjs').Rewrite, Map<string, Promise<string>>>} */
const known = new Map();

/** A text's syntax tree, without what a tool may change at will: it is laid out, and by that tool where it has a say. */
function meaning(text, name, normal) {
  const texts = known.get(normal) ?? new Map();
  known.set(normal, texts);
  const key = `${name}\n${text}`;
  if (!texts.has(key)) texts.set(key, meaningOf(text, name, normal));
  return texts.get(key);
}

async function meaningOf(text, name, normal) {
  const laid = await layOut(await normal(text, name), name);
  return languageOf(name).tree(laid, name).join('\n');
}

const asItIs = async (text) => text;

/** Whether a text means the same as another that is right, when the tool has had its say on both. */
async function areAlike(text, right, name, { rewrite, normal = rewrite }) {
  // Mostly the layout is all that differs, and the tools take longer.
  for (const each of [asItIs, normal]) {
    const found = await meaning(text, name, each).catch((error) => String(error));
    if (found === (await meaning(right, name, each))) return true;
  }
  return false;
}

/**
 * Strips many texts in one run.
 *
 * @param {{ name: string, text: string }[]} files
 * @returns {string[][]} of each file what each target keeps, or nothing where iftrue reports an error
 */
function stripAll(files) {
  const folder = mkdtempSync(path.join(tmpdir(), 'iftrue-formatters-'));
  try {
    writeFileSync(path.join(folder, 'iftrue.toml'), project);
    files.forEach(({ name, text }, index) => {
      mkdirSync(path.join(folder, 'src', String(index)), { recursive: true });
      writeFileSync(path.join(folder, 'src', String(index), name), text);
    });
    const named = targets.flatMap((name) => ['-t', name]);
    const args = ['strip', '-q', '--format=json', ...named, 'src', '-o', 'out/{target}'];
    const { status, stdout, stderr } = run(tool, args, { cwd: folder });
    if (status !== 0 && status !== 1) throw new Error(stderr);
    const wrong = new Set(JSON.parse(stdout).diagnostics.map(({ file }) => file));
    return files.map(({ name }, index) => {
      if (wrong.has(path.join('src', String(index), name))) return [];
      return targets.map((target) => readFileSync(path.join(folder, 'out', target, String(index), name), 'utf8'));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @typedef {{ name: string, text: string, tool: import('./tools.mjs').Tool }} Trial
 * @param {Trial[]} trials
 * @returns {Promise<{ outcome: Outcome, why: string }[]>} why it does not hold
 */
export async function tryAll(trials) {
  const written = await Promise.all(
    trials.map(({ name, text, tool: each }) => each.rewrite(text, name).catch((error) => ({ refusal: String(error) }))),
  );
  const sources = stripAll(trials);
  const results = stripAll(
    trials.map(({ name }, index) => ({ name, text: written[index].refusal ? '' : written[index] })),
  );
  return Promise.all(
    trials.map(async ({ name, text, tool: each }, index) => {
      const result = written[index];
      if (sources[index].length === 0) throw new Error(`iftrue finds an error in\n${text}`);
      if (result.refusal) return { outcome: 'refuses', why: result.refusal };
      if (results[index].length === 0) return { outcome: 'reports', why: result };
      for (const [place, target] of targets.entries()) {
        const got = results[index][place];
        if (!(await areAlike(got, sources[index][place], name, each))) {
          return { outcome: 'breaks', why: `${result}\nbecomes, for ${target},\n${got}` };
        }
      }
      return { outcome: 'holds', why: '' };
    }),
  );
}
