// What the manual's chapter on formatters says, tried with the tools that it names: each placement of its tables under
// each tool, what a printer of code leaves of them, and the recipe that proves that a formatting commit changed
// nothing. The tool's path comes as IFTRUE.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { run } from '../process.mjs';
import { project, tryAll } from './outcome.mjs';
import { importPlacements, layoutPlacements } from './placements.mjs';
import { esbuildTool, importTools, layoutTools } from './tools.mjs';

const here = import.meta.dirname;
const manual = readFileSync(path.join(here, '../../preprocessor/MANUAL.md'), 'utf8');
const [, chapter = ''] = /^## \d+\. Living with formatters and linters\n([^]*?)(?=^## |(?![^]))/m.exec(manual) ?? [];

const tables = [
  { tools: layoutTools, placements: layoutPlacements },
  { tools: importTools, placements: importPlacements },
];

for (const { tools, placements } of tables) {
  for (const [column, tool] of tools.entries()) {
    test(`${tool.name}: each placement fares as expected`, async () => {
      const trials = placements.flatMap(({ name: row, expected, sources }) =>
        sources
          .filter(([name]) => tool.reads.test(name))
          .map(([name, text]) => ({ row, name, text, tool, expected: expected[column] })),
      );
      const results = await tryAll(trials);
      const wrong = trials.flatMap(({ row, text, expected }, index) => {
        const { outcome, why } = results[index];
        return outcome === expected ? [] : [`${row}: ${outcome}, not ${expected}\n${text}becomes\n${why}`];
      });
      assert.equal(wrong.join('\n\n'), '');
    });
  }
  test(`the manual's table of ${tools.length} tools says what was tried`, () => {
    const head = ['placement', ...tools.map(({ name }) => name)];
    const rows = placements.map(({ name, expected }) => [name, ...expected]);
    const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
    assert.ok(chapter.includes(`\n${table}\n`), `it should be\n${table}`);
  });
}

test('what does not move imports leaves all placements of imports alone', async () => {
  const trials = layoutTools.flatMap((tool) =>
    importPlacements.flatMap(({ sources }) => sources.map(([name, text]) => ({ name, text, tool }))),
  );
  const results = await tryAll(trials);
  assert.deepEqual(
    results.filter(({ outcome }) => outcome !== 'holds'),
    [],
  );
});

test('the manual names the versions that are tried here', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
  const names = { prettier: 'Prettier', eslint: 'ESLint', esbuild: 'esbuild', typescript: 'TypeScript' };
  for (const [name, version] of Object.entries(dependencies)) {
    const shown = names[name] ?? name.replace('/eslint-plugin', '');
    const [, said] = new RegExp(`(?<![-\\w])${shown} (\\d[.\\d]*\\d|\\d)`).exec(chapter.replace(/\s+/g, ' ')) ?? [];
    assert.ok(said && `${version}.`.startsWith(`${said}.`), `${shown}: ${said}, not ${version}`);
  }
});

test('of what esbuild prints, the manual says how much still means the same', async () => {
  const trials = tables
    .flatMap(({ placements }) => placements)
    .flatMap(({ sources }) => sources.map(([name, text]) => ({ name, text, tool: esbuildTool })))
    .filter(({ name }) => esbuildTool.reads.test(name));
  const results = (await tryAll(trials)).filter(({ outcome }) => outcome !== 'refuses');
  const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length;
  const sentence = `Of ${results.length} such sources, ${count('holds')} still mean the same, ${count('reports')} are errors of iftrue, and ${count('breaks')} mean something else in silence.`;
  assert.ok(chapter.replace(/\s+/g, ' ').includes(sentence), sentence);
});

test('the recipe shows just the placements that Prettier breaks', () => {
  const [, recipe = ''] = /^```sh\n([^]*?)^```\n/m.exec(chapter) ?? [];
  const folder = mkdtempSync(path.join(tmpdir(), 'iftrue-recipe-'));
  try {
    mkdirSync(path.join(folder, 'bin'));
    symlinkSync(process.env.IFTRUE ?? '', path.join(folder, 'bin/iftrue'));
    writeFileSync(path.join(folder, 'iftrue.toml'), `source = "src"\noutput = "build/stripped/{target}"\n${project}`);
    // Prettier does not write what Git ignores, unless it is told to.
    writeFileSync(path.join(folder, '.gitignore'), 'build/\n');
    const broken = [];
    layoutPlacements.forEach(({ expected, sources }, row) =>
      sources.forEach(([name, text], index) => {
        if (expected[0] === 'refuses') return;
        const file = `${row}-${index}-${name}`;
        mkdirSync(path.join(folder, 'src'), { recursive: true });
        writeFileSync(path.join(folder, 'src', file), text);
        if (expected[0] === 'breaks') broken.push(file);
      }),
    );
    const PATH = [path.join(folder, 'bin'), path.join(here, 'node_modules/.bin'), process.env.PATH].join(':');
    const { stdout } = run('bash', ['-c', recipe], { cwd: folder, env: { ...process.env, PATH } });
    const shown = [...stdout.matchAll(/^diff .* \S*\/(\S+)$/gm)].map(([, file]) => file);
    // In running text of HTML, a line break may be all that differs.
    const counted = new Set(shown.filter((file) => !file.endsWith('.html')));
    assert.deepEqual([...counted].sort(), broken.sort(), stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
