#!/usr/bin/env node
// editors/vscode/build.mjs --version VERSION --out FILE: writes the extension as one .vsix. Needs dist/npm, whose plug-in of
// TypeScript it holds.

import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { licencesOf } from '../../tools/licences.mjs';
import { zip } from './zip.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');

const string = /** @type {const} */ ({ type: 'string' });
const { version, out } = parseArgs({ options: { version: string, out: string } }).values;
if (version === undefined || out === undefined) {
  console.error('usage: editors/vscode/build.mjs --version VERSION --out FILE');
  process.exit(2);
}

const { outputFiles, metafile } = await build({
  entryPoints: [join(here, 'src/extension.ts')],
  absWorkingDir: root,
  outfile: 'extension.js',
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'cjs',
  platform: 'node',
  target: 'node18',
  external: ['vscode'],
  logLevel: 'error',
});

const { name, ...manifest } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
/** @type {{ name: string, contents: Uint8Array }[]} */
const files = [
  entry('[Content_Types].xml', contentTypes()),
  entry('extension.vsixmanifest', vsixManifest(name, manifest)),
  entry('extension/package.json', `${JSON.stringify({ name, version, ...manifest })}\n`),
  { name: 'extension/extension.js', contents: outputFiles[0]?.contents ?? new Uint8Array() },
  entry('extension/LICENSE.txt', await licencesOf(root, Object.keys(metafile.inputs))),
  await copied('README.md', join(here, 'README.md')),
  await copied('syntaxes/directives.tmLanguage.json', join(here, 'syntaxes/directives.tmLanguage.json')),
];
// Of the npm package, what TypeScript loads: tsserver looks for plug-ins in packages.
for (const file of ['package.json', 'typescript.js', 'lib.js', 'engine.wasm', 'LICENSE'])
  files.push(await copied(`node_modules/iftrue/${file}`, join(root, 'dist/npm', file)));
await writeFile(out, zip(files));

/** @param {string} name @param {string} text */
function entry(name, text) {
  return { name, contents: Buffer.from(text) };
}

/** @param {string} name @param {string} file */
async function copied(name, file) {
  return { name: `extension/${name}`, contents: await readFile(file) };
}

function contentTypes() {
  const types = Object.entries({
    js: 'application/javascript',
    json: 'application/json',
    md: 'text/markdown',
    txt: 'text/plain',
    vsixmanifest: 'text/xml',
    wasm: 'application/wasm',
  }).map(([extension, type]) => `  <Default Extension=".${extension}" ContentType="${type}"/>\n`);
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
${types.join('')}</Types>
`;
}

/** @param {string} name @param {any} manifest */
function vsixManifest(name, { publisher, displayName, description, categories, keywords, engines, extensionKind }) {
  const properties = [
    ['Microsoft.VisualStudio.Code.Engine', engines.vscode],
    ['Microsoft.VisualStudio.Code.ExtensionKind', extensionKind.join()],
  ].map(([id, value]) => `      <Property Id="${id}" Value="${value}"/>\n`);
  const assets = [
    ['Microsoft.VisualStudio.Code.Manifest', 'package.json'],
    ['Microsoft.VisualStudio.Services.Content.Details', 'README.md'],
    ['Microsoft.VisualStudio.Services.Content.License', 'LICENSE.txt'],
  ].map(([type, path]) => `    <Asset Type="${type}" Path="extension/${path}" Addressable="true"/>\n`);
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${displayName}</DisplayName>
    <Description xml:space="preserve">${description}</Description>
    <Tags>${keywords.join()}</Tags>
    <Categories>${categories.join()}</Categories>
    <License>extension/LICENSE.txt</License>
    <Properties>
${properties.join('')}    </Properties>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
${assets.join('')}  </Assets>
</PackageManifest>
`;
}
