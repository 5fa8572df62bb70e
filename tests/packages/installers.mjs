// The command as package managers install it: fresh projects with npm, pnpm and both yarns, and npx without a project.

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const modules = fileURLToPath(new URL('node_modules/', import.meta.url));

/** @typedef {readonly [file: string, ...args: string[]]} Words */
/** `fetchesAll`: also the programs of other systems, which it then leaves aside.
 * @typedef {{ name: string, fetchesAll?: true, install?: Words, start: Words, files?: (origin: string) => Record<string, string> }} Installer */

/** @param {string} place in node_modules @returns {Words} */
const node = (place) => [process.execPath, path.join(modules, place)];
const pnpm = node('pnpm/bin/pnpm.cjs');
const yarn = node('yarn/bin/yarn.js');
const berry = node('@yarnpkg/cli-dist/bin/yarn.js');

/** @type {readonly Installer[]} */
export const installers = [
  { name: 'npx alone', start: ['npx', '--yes', 'iftrue'] },
  { name: 'npm', install: ['npm', 'install', '--save-dev', 'iftrue'], start: ['npx', 'iftrue'] },
  { name: 'pnpm', install: [...pnpm, 'add', '--save-dev', 'iftrue'], start: [...pnpm, 'exec', 'iftrue'] },
  {
    name: 'yarn 1',
    fetchesAll: true,
    install: [...yarn, 'add', '--dev', 'iftrue'],
    start: [...yarn, '--silent', 'iftrue'],
  },
  {
    // Without node_modules: packages stay archives, but for those that hold programs.
    name: "yarn 4, plug'n'play",
    install: [...berry, 'add', '--dev', 'iftrue'],
    start: [...berry, 'iftrue'],
    files: (origin) => ({
      '.yarnrc.yml': `npmRegistryServer: ${origin}\nunsafeHttpWhitelist: [127.0.0.1]\nnpmMinimalAgeGate: 0\n`,
      'yarn.lock': '',
    }),
  },
];

/**
 * How the command behaves there: what should be, in short.
 *
 * @param {Installer} installer @param {string} place an empty folder @param {string} origin the registry's
 */
export async function tryCommand({ install, start, files }, place, origin) {
  const project = path.join(place, 'project');
  await mkdir(project);
  const all = {
    'package.json': '{ "name": "fresh", "private": true }',
    'wrong.ts': '/*FITRUE_X*/',
    '.npmrc': `registry=${origin}\naudit=false\nfund=false\nupdate-notifier=false\n`,
    ...files?.(origin),
  };
  for (const [name, text] of Object.entries(all)) await writeFile(path.join(project, name), text);
  // What they keep of earlier runs stays with this one.
  const env = {
    ...process.env,
    ...{ HOME: place, XDG_CACHE_HOME: place, XDG_DATA_HOME: place, npm_config_cache: path.join(place, 'npm') },
    ...{ YARN_CACHE_FOLDER: path.join(place, 'yarn'), YARN_ENABLE_TELEMETRY: '0', YARN_GLOBAL_FOLDER: place },
  };

  if (install) {
    const [file, ...args] = install;
    await execute(file, args, { cwd: project, env });
  }
  const [file, ...before] = start;
  /** @param {string[]} args @param {string} [input] @returns {Promise<{ status: unknown, stdout: string }>} */
  async function iftrue(args, input = '') {
    const child = execFile(file, [...before, ...args], { cwd: project, env });
    let stdout = '';
    child.stdout?.on('data', (text) => (stdout += text));
    child.stdin?.end(input);
    const [status] = await once(child, 'close');
    return { status, stdout };
  }
  const outcomes = [
    await iftrue(['--version']),
    await iftrue(['strip', '-D', 'X', '--layout=loader', '-'], 'a /*IFTRUE_X*/x/*ELSE_X*/y/*FITRUE_X*/ 中'),
    await iftrue(['check', '--format=github', 'wrong.ts']),
    await iftrue(['check', 'absent.ts']),
  ];
  return outcomes.map(({ status, stdout }) => `${status} ${stdout.trim()}`).join('\n');
}
