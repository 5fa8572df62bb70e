// Fresh projects that use the tool's package, each in a way that people do.

import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inChromium, project } from './projects.mjs';

const execute = promisify(execFile);
const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

const text = `'a /*IFTRUE_WX*/wx/*ELSE_WX*/web/*FITRUE_WX*/ b'`;
const settings = `{ symbols: { WX: true }, layout: 'loader' }`;

/** Both kinds of module, which have one IftrueError. @param {string} place @param {string} tarball */
async function inNode(place, tarball) {
  await project(place, tarball, {
    'main.mjs': `import { createRequire } from 'node:module';
import { IftrueError, loadProject, strip } from 'iftrue';
const other = createRequire(import.meta.url)('iftrue');
const { code } = loadProject('app').stripFor('wx', 'src/a.ts', ${text}, { layout: 'loader' });
console.log(other.strip(${text}, ${settings}).code === code, other.IftrueError === IftrueError, code);`,
  });
  await mkdir(path.join(place, 'app'));
  const toml = 'source = "src"\n[symbols]\nWX = ""\n[targets.wx]\nsymbols = ["WX"]\n';
  await writeFile(path.join(place, 'app/iftrue.toml'), toml);
  const { stdout } = await execute(process.execPath, ['main.mjs'], { cwd: place });
  return stdout.trim();
}

/** What is right compiles, and what is wrong does not, in both kinds of module. @param {string} place @param {string} tarball */
async function inTypeScript(place, tarball) {
  const uses = `import { check, conditionals, kept, loadProject, strip, type Diagnostic, type Layout } from 'iftrue';
const layout: Layout = 'compact';
const { code, map, diagnostics } = strip('', { symbols: { WX: true }, layout, sourceMap: true });
const found: Diagnostic[] = [...diagnostics, ...check(code, { targets: { wx: { WX: true } } })];
export const all: [string | undefined, number, number[], string[]] = [
  map?.mappings, found.length, kept('', {}).map(({ start }) => start), conditionals('').map(({ groups }) => groups[0]!.condition)];
export const symbols: Record<string, string> = loadProject().symbols;
// @ts-expect-error: there is no such layout
strip('', { symbols: {}, layout: 'tight' });
// @ts-expect-error: symbols are on or off
strip('', { symbols: { WX: 'yes' } });
// @ts-expect-error: a target is asked for
strip('', {});
`;
  const browser = `import { init, strip } from 'iftrue/browser';\nexport const ready: Promise<void> = init('engine.wasm');\nexport { strip };\n`;
  await project(place, tarball, { 'a.mts': uses, 'b.cts': uses, 'c.mts': browser });
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', ''];
  const { stdout } = await execute(process.execPath, [compiler, ...options, 'a.mts', 'b.cts', 'c.mts'], {
    cwd: place,
  }).catch((/** @type {{ stdout: string }} */ error) => error);
  return stdout;
}

/** A site that allows WebAssembly and no eval. @param {string} place @param {string} tarball */
async function onPage(place, tarball) {
  await project(place, tarball, {
    'index.html': '<!doctype html><script type="module" src="/page/main.js"></script>',
    'main.js': `import { init, strip } from '/iftrue/browser.mjs';
let early = '';
try { strip('', ${settings}); } catch (error) { early = error.message; }
window.outcome = init().then(() => early + '; ' + strip(${text}, ${settings}).code, String);`,
  });
  const places = { '/iftrue/': path.join(place, 'node_modules/iftrue'), '/page/': place };
  return inChromium(place, places, `'self' 'wasm-unsafe-eval'`);
}

/** @type {readonly { name: string, run: (place: string, tarball: string) => Promise<string>, expected: string }[]} */
export const toolProjects = [
  { name: 'Node, import and require', run: inNode, expected: 'true true a wx b' },
  { name: 'TypeScript', run: inTypeScript, expected: '' },
  { name: 'page', run: onPage, expected: 'iftrue is not loaded yet: await init() first; a wx b' },
];
