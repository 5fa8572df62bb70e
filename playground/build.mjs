// Builds the static files of the playground from its sources, the manual and dist/npm.

import { build } from 'esbuild';
import { marked } from 'marked';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { readExamples } from './examples.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..');

/** @param {string} out the folder, which is made anew */
export async function buildPlayground(out) {
  const examples = readExamples(marked.lexer(await readFile(join(root, 'preprocessor/MANUAL.md'), 'utf8')));
  const { outputFiles, metafile } = await build({
    entryPoints: { playground: join(here, 'src/page.ts'), worker: join(here, 'src/worker.ts') },
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
    define: { EXAMPLES: JSON.stringify([...examples.values()]) },
    logLevel: 'error',
  });
  const licences = await licencesOf(Object.keys(metafile.inputs));

  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
  await copyFile(join(root, 'dist/npm/engine.wasm'), join(out, 'engine.wasm'));
  await copyFile(join(here, 'page/playground.css'), join(out, 'playground.css'));
  await writeFile(join(out, 'LICENSE'), licences);
  // Last: a folder without it was not finished.
  await copyFile(join(here, 'page/index.html'), join(out, 'index.html'));
}

/** The licence of this project and of all packages whose files are in the bundles. @param {string[]} files */
async function licencesOf(files) {
  const packages = new Set(files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? ''));
  packages.delete('');
  let text = await readFile(join(root, 'LICENSE'), 'utf8');
  for (const name of [...packages].sort())
    text += `\n---- ${name} ----\n\n${await readFile(join(root, 'node_modules', name, 'LICENSE'), 'utf8')}`;
  return text;
}
