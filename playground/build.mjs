// Builds the static files of the playground from its sources, the manual and dist/npm.

import { build } from 'esbuild';
import { marked } from 'marked';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { licencesOf } from '../tools/licences.mjs';
import { readExamples } from './examples.mjs';
import { headingsOf, manualPage, pagesOf } from './manual.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..');

/** @param {string} out the folder, which is made anew */
export async function buildPlayground(out) {
  const tokens = marked.lexer(await readFile(join(root, 'preprocessor/MANUAL.md'), 'utf8'));
  const headings = headingsOf(tokens);
  const examples = readExamples(tokens);
  const template = await readFile(join(here, 'page/manual.html'), 'utf8');
  const manual = manualPage({ template, tokens, headings, examples: await withFragments(examples) });
  const { outputFiles, metafile } = await build({
    entryPoints: [
      { in: join(here, 'src/page.ts'), out: 'playground' },
      { in: join(here, 'src/worker.ts'), out: 'worker' },
      { in: join(here, 'page/playground.css'), out: 'playground' },
      { in: join(here, 'page/manual.css'), out: 'manual' },
    ],
    alias: { 'iftrue/browser': join(root, 'dist/npm/browser.mjs') },
    absWorkingDir: root,
    outdir: out,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    define: { EXAMPLES: JSON.stringify([...examples.values()]), PAGES: JSON.stringify(pagesOf(headings)) },
    logLevel: 'error',
  });
  const licences = await licencesOf(root, Object.keys(metafile.inputs));

  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
  await copyFile(join(root, 'dist/npm/engine.wasm'), join(out, 'engine.wasm'));
  await writeFile(join(out, 'manual.html'), manual);
  await writeFile(join(out, 'LICENSE'), licences);
  // Last: a folder without it was not finished.
  await copyFile(join(here, 'page/index.html'), join(out, 'index.html'));
}

/** What the link of each example holds, as the page itself makes it. @param {ReturnType<typeof readExamples>} examples */
async function withFragments(examples) {
  const { outputFiles } = await build({
    entryPoints: [join(here, 'src/link.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'error',
  });
  const [{ text }] = /** @type {[import('esbuild').OutputFile]} */ (outputFiles);
  /** @type {typeof import('./src/link.js')} */
  const { fragmentOf } = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  const entries = [...examples].map(async ([token, { title, filename, text: source, targets }]) => {
    const settings = {
      text: source,
      filename,
      layout: /** @type {const} */ ('preserve'),
      targets,
      shown: 0,
      changes: false,
    };
    return /** @type {const} */ ([token, { title, fragment: await fragmentOf(settings) }]);
  });
  return new Map(await Promise.all(entries));
}
