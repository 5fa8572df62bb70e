#!/usr/bin/env node
// The SDK from its raw tree, by each adapter: bundles for a browser, a mini-program and a bare engine take the place of
// the packages' own, and pass a part of the contract suite in their hosts. Needs ./build.sh to have built dist/. Exit status: 0 all passed.
//
//   sdk.mjs [TOOL]...

import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.mjs';
import { bundlers } from './sdk_bundlers.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const smoke = 'a message arrives once, over HTTP and over SOCKET';

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !bundlers.has(name));
if (unknown !== undefined) {
  console.error(`sdk.mjs: there is no tool '${unknown}'; there are: ${[...bundlers.keys()].join(', ')}`);
  process.exit(2);
}

const dist = await mkdtemp(path.join(tmpdir(), 'iftrue-sdk-'));
let failed = 0;
try {
  for (const [name, bundle] of bundlers) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const target of ['web', 'wx', 'native']) {
      const failure = await tried(bundle, target).catch((error) => String(error.stack ?? error));
      if (failure !== undefined) ++failed;
      console.log(`${name.padEnd(10)} ${target.padEnd(4)} ${failure ?? 'ok'}`);
    }
  }
} finally {
  await rm(dist, { recursive: true, force: true });
}
process.exit(failed > 0 ? 1 : 0);

/** @param {import('./sdk_bundlers.mjs').Bundle} bundle @param {string} target @returns {Promise<string | undefined>} what went wrong */
async function tried(bundle, target) {
  const folder = path.join(dist, target);
  await rm(folder, { recursive: true, force: true });
  await cp(path.join(root, 'dist', target), folder, { recursive: true });
  const { default: description } = await import(`../../targets/${target}/target.mjs`);
  const { define = {}, outputs } = description;
  for (const { file, format } of outputs) {
    const code = await bundle({ root, target, format: format === 'esm' ? 'es' : format, define });
    if (/\b(?:IF|FI)TRUE_/.test(code)) return `${file} has directives`;
    for (const copy of await copiesOf(folder, file)) await writeFile(copy, code);
  }
  const script = path.join(root, 'tests/sdk/run.mjs');
  const { status, stdout, stderr } = run(process.execPath, [script, target, '--dist', dist, smoke]);
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

/** The places of a bundle in its package: those that hold the same code. @param {string} folder @param {string} file */
async function copiesOf(folder, file) {
  const code = withoutMap(await readFile(path.join(folder, file), 'utf8'));
  const places = (await readdir(folder, { recursive: true })).map((name) => path.join(folder, name));
  const copies = [];
  for (const place of places.filter((name) => name.endsWith(path.extname(file)))) {
    if (withoutMap(await readFile(place, 'utf8')) === code) copies.push(place);
  }
  return copies;
}

/** @param {string} code */
function withoutMap(code) {
  return code.replace(/^\/\/# sourceMappingURL=.*\n?/m, '').trimEnd();
}
