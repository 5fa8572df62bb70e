#!/usr/bin/env node
// The packages as their users get them: packed by npm, judged by publint and arethetypeswrong, installed without a network in
// fresh projects, built with what people build with, and run against the reference server. Prints a table.
// React Native's and uni-app's users: the hosts of the contract suite install the same tarballs (../sdk/hosts/).
// Needs ./build.sh to have built dist/. Exit status: 0 all is well, 1 something is not.

import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { readTargets } from '../../targets/tools/targets.mjs';
import { startServer } from '../server/server.mjs';
import { pack } from '../sdk/hosts/packed.mjs';
import { installers, tryCommand } from './installers.mjs';
import { projects } from './projects.mjs';
import { startRegistry } from './registry.mjs';
import { toolProjects } from './tool_projects.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What arethetypeswrong is not asked: the page's script, which is for `<script>` and not for `import`, and the module's bytes. */
const untyped = ['./echatim-sdk.js', './engine.wasm'];

/** The packages that are a program and nothing to import. */
const programs = ['npm-linux-x64', 'npm-linux-arm64', 'npm-wasm'];

const folder = await mkdtemp(path.join(tmpdir(), 'packages-'));
let failures = 0;
try {
  /** @type {Map<string, string>} */
  const tarballs = new Map();
  for (const target of [...(await readTargets()).keys(), 'npm', ...programs]) {
    const tarball = await pack(path.join(root, 'dist', target), folder);
    tarballs.set(target, tarball);
    const bytes = await readFile(tarball);
    row(target, 'publint', await lintOf(bytes));
    if (!programs.includes(target)) row(target, 'types', await typesOf(bytes));
    row(target, 'links', await deadLinksIn(path.join(root, 'dist', target)));
  }
  for (const { name, run, expected } of toolProjects) {
    const place = await mkdtemp(path.join(folder, 'project-'));
    const said = await run(place, tarballs.get('npm') ?? '').catch((error) => String(error.stack ?? error));
    row('npm', name, said === expected ? [] : [said]);
  }
  const { version } = JSON.parse(await readFile(path.join(root, 'dist/npm/package.json'), 'utf8'));
  const said = [
    `0 iftrue ${version}`,
    '0 a x 中',
    '1 ::error file=wrong.ts,line=1,endLine=1,col=3,endColumn=10,title=iftrue E002::FITRUE_X without its IFTRUE_X',
    '2 ',
  ].join('\n');
  for (const installer of installers) {
    const registry = await startRegistry(
      ['npm', ...programs].map((name) => [path.join(root, 'dist', name), tarballs.get(name) ?? '']),
    );
    try {
      const place = await mkdtemp(path.join(folder, 'installed-'));
      const answer = await tryCommand(installer, place, registry.origin).catch((error) => String(error.stack ?? error));
      row('npm', installer.name, answer === said ? [] : [answer]);
      const fetched = [...registry.fetched].sort().join(' ');
      const fitting = installer.fetchesAll ? ['arm64', 'x64'] : [process.arch];
      const expected = [...fitting.map((arch) => `@iftrue/linux-${arch}`), '@iftrue/wasm', 'iftrue'].join(' ');
      row('npm', `${installer.name}: fetched`, fetched === expected ? [] : [fetched]);
    } finally {
      await registry.close();
    }
  }
  const server = await startServer({});
  try {
    const { host, httpPort, socketPort, appKey } = server;
    const people = ['alice', 'bob'].map((auid) => {
      server.controls.addUser({ auid, token: `token-of-${auid}`, profile: {} });
      const config = { host, httpPort, socketPort, key: appKey, loginAuid: auid, loginToken: `token-of-${auid}` };
      return config;
    });
    for (const { target, name, run } of projects) {
      const place = await mkdtemp(path.join(folder, 'project-'));
      const said = await run(place, tarballs.get(target) ?? '', people).catch((error) => String(error.stack ?? error));
      row(target, name, said === 'alice: hello' ? [] : [said]);
    }
  } finally {
    await server.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(failures > 0 ? 1 : 0);

/** @param {string} target @param {string} name @param {readonly string[]} problems */
function row(target, name, problems) {
  failures += problems.length;
  console.log(`${target.padEnd(8)} ${name.padEnd(34)} ${problems.length === 0 ? 'ok' : problems.join('\n    ')}`);
}

/** @param {Buffer} bytes @returns {Promise<string[]>} */
async function lintOf(bytes) {
  const tarball = new Uint8Array(bytes).buffer;
  const { messages } = await publint({ pack: { tarball }, strict: true });
  return messages.map(({ code, path: place, args }) => `${code} ${place.join('.')} ${JSON.stringify(args)}`);
}

/** Asked as Node.js does, with `import` and `require`, as TypeScript did before exports (node10), and as bundlers do.
 * @param {Buffer} bytes @returns {Promise<string[]>} */
async function typesOf(bytes) {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes)), {
    excludeEntrypoints: untyped,
  });
  if (analysis.types === false) return ['no types'];
  return analysis.problems.map((problem) => JSON.stringify(problem));
}

/** Links of the package's documents to what is not in it. @param {string} dist @returns {Promise<string[]>} */
async function deadLinksIn(dist) {
  const dead = [];
  const documents = (await readdir(dist)).filter((name) => name.endsWith('.md'));
  for (const document of documents) {
    const text = await readFile(path.join(dist, document), 'utf8');
    for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      const [file = '', anchor] = link.split('#');
      const place = path.join(dist, file === '' ? document : file);
      if (
        !place.startsWith(dist + path.sep) ||
        !existsSync(place) ||
        (anchor !== undefined && !(await headingsOf(place)).includes(anchor))
      )
        dead.push(`${document}: ${link}`);
    }
  }
  return dead;
}

/** As GitHub names the headings of a document. @param {string} file @returns {Promise<string[]>} */
async function headingsOf(file) {
  const headings = [...(await readFile(file, 'utf8')).matchAll(/^#+ (.*)$/gm)];
  return headings.map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
