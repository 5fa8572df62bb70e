// Counts the false alarms of W101: in source that does not use the idiom, each is one.
//
//   IFTRUE=build/release/iftrue node tests/foreign/main.mjs [FOLDER]...
//
// Without folders: the headers and the data of this system, and the npm packages of this repository. Every file is
// scanned, whatever its kind. Fails at more than one false alarm in 10,000 files. It must not be run on folders that
// hold this project's own sources.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../process.mjs';

const filesForOne = 10_000;

const root = path.resolve(import.meta.dirname, '../..');
const usual = ['/usr/include', '/usr/share', path.join(root, 'node_modules'), path.join(root, 'tests/node_modules')];
const folders = process.argv.length > 2 ? process.argv.slice(2) : usual.filter((folder) => existsSync(folder));

// The symbols of the SDK: words of other preprocessors count with known symbols only.
const names = ['WXAPP', 'WEBAPP', 'RNAPP', 'NATIVEAPP', 'DEBUG'];
const project = [
  'include = ["**"]',
  'exclude = []',
  '[symbols]',
  ...names.map((name) => `${name} = ""`),
  ...names.flatMap((name) => [`[targets.${name}]`, `symbols = ["${name}"]`]),
  '',
].join('\n');

const scratch = mkdtempSync(path.join(tmpdir(), 'iftrue-foreign-'));
const file = path.join(scratch, 'iftrue.toml');
let alarms = 0;
let files = 0;
try {
  writeFileSync(file, project);
  for (const folder of folders) {
    const { stdout, stderr } = run(process.env.IFTRUE ?? '', [
      'check',
      '-v',
      '--format=json',
      '--project',
      file,
      folder,
    ]);
    const checked = Number(/checked (\d+) files/.exec(stderr)?.[1]);
    if (!(checked > 0)) throw new Error(`${folder} was not checked: ${stderr}${stdout.slice(0, 500)}`);
    const found = JSON.parse(stdout).diagnostics.filter((each) => each.code === 'W101');
    alarms += found.length;
    files += checked;
    process.stdout.write(`${folder}: ${checked} files, ${found.length} false alarms\n`);
    for (const each of found) process.stdout.write(`  ${each.file}:${each.line}:${each.column}: ${each.message}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
process.stdout.write(`${alarms} false alarms in ${files} files\n`);
process.exitCode = alarms * filesForOne > files ? 1 : 0;
