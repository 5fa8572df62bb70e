// What the fault tests stand on: the tool as a process, folders that are gone afterwards, and pictures
// of trees. The tool's path comes as IFTRUE. Paths are strings of bytes ('latin1'), since a name need
// not be UTF-8.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { run as runProcess } from '../process.mjs';

const built = process.env.IFTRUE ?? '';
assert.ok(built, 'IFTRUE must name the tool, by its absolute path');

export const isRoot = process.getuid() === 0;

/** Options that make a process one of somebody who is not root: root reads and writes what it likes. */
export const asNobody = isRoot ? { uid: 65534, gid: 65534 } : {};

/**
 * Where everything is made: whoever runs the tool must come there. The folder for temporary files may
 * be root's alone, as the clone may be, which stands in root's home in a container.
 */
const ground = [tmpdir(), '/tmp', '/var/tmp', '/dev/shm'].find(
  (folder) => spawnSync('test', ['-d', folder, '-a', '-w', folder, '-a', '-x', folder], asNobody).status === 0,
);
assert.ok(ground, 'there is no folder for temporary files that everybody may use');

/** The tool; as root a copy of it, since somebody who is not may not come to where it was built. */
export const tool = isRoot ? copyOf(built) : built;

function copyOf(program) {
  const folder = mkdtempSync(join(realpathSync(ground), 'iftrue-tool-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const copy = join(folder, 'iftrue');
  copyFileSync(program, copy);
  chmodSync(copy, 0o755);
  return copy;
}

const bytes = (path) => Buffer.from(path, 'latin1');

/** A folder that is removed when the test `t` is over. */
export function temporaryFolder(t, parent = realpathSync(ground)) {
  const folder = mkdtempSync(join(parent, 'iftrue-faults-'));
  chmodSync(folder, 0o755); // for the tests that run the tool as somebody else
  t.after(() => {
    // Somebody who is not root may have locked himself out. Node cannot remove what has a path too long.
    if (!isRoot) spawnSync('chmod', ['-R', 'u+rwX', folder]);
    spawnSync('rm', ['-rf', folder]);
  });
  return folder;
}

/**
 * Makes a tree: a value is a file's text, or `{ text, mode }`, `{ link }`, `{ folder: true }`; `null` removes what is
 * there.
 */
export function make(root, tree) {
  for (const [path, value] of Object.entries(tree)) {
    const whole = bytes(join(root, path));
    rmSync(whole, { recursive: true, force: true });
    if (value === null) continue;
    const { folder, link, text, mode } = typeof value === 'string' ? { text: value } : value;
    mkdirSync(bytes(join(root, path, '..')), { recursive: true });
    if (folder) {
      mkdirSync(whole);
    } else if (link !== undefined) {
      symlinkSync(bytes(link), whole);
    } else {
      writeFileSync(whole, text, 'latin1');
      if (mode !== undefined) chmodSync(whole, mode);
    }
  }
}

/** The names that the tool keeps in an output for itself. */
const own = new Set(['.iftrue-manifest', '.iftrue-state']);

/**
 * All there is below `root`, by path: kind, mode and contents. Without the manifest and the state, which
 * hold inodes and times.
 */
export function picture(root) {
  const found = {};
  const pending = [''];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    for (const name of readdirSync(bytes(join(root, path)), 'latin1')) {
      const inner = path ? `${path}/${name}` : name;
      if (own.has(inner)) continue;
      found[inner] = entry(join(root, inner));
      if (found[inner] === 'folder') pending.push(inner);
    }
  }
  return found;
}

function entry(path) {
  const status = lstatSync(bytes(path));
  if (status.isDirectory()) return 'folder';
  if (status.isSymbolicLink()) return `link to ${readlinkSync(bytes(path), 'latin1')}`;
  if (!status.isFile()) return 'neither file, folder nor link';
  return `${(status.mode & 0o7777).toString(8)} ${readFileSync(bytes(path), 'latin1')}`;
}

/** The time and inode of a file: another one after every write of the tool. */
export function identity(path) {
  const { ino, mtimeNs, ctimeNs } = lstatSync(path, { bigint: true });
  return `${ino} ${mtimeNs} ${ctimeNs}`;
}

/** Runs a program to its end: see process.mjs. What it prints has paths in it. */
export function run(program, args, options = {}) {
  return runProcess(program, args, { encoding: 'latin1', ...options });
}

/** Runs the tool in `cwd`. */
export function iftrue(cwd, args, options = {}) {
  return run(tool, args, { cwd, ...options });
}

export const done = { status: 0, stdout: '', stderr: '' };

/** What a run that fails with these messages gives. */
export function failed(...messages) {
  return { status: 2, stdout: '', stderr: messages.map((message) => `iftrue: error: ${message}\n`).join('') };
}

/** Starts the tool and does not wait; `ended` is a promise of what run() gives. */
export function start(program, args, options) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name].setEncoding('latin1').on('data', (text) => (texts[name] += text));
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status: status ?? signal, ...texts }));
  });
  return { child, ended };
}

/** Why strace cannot be used here, or false. */
export const noStrace = (() => {
  const { status, stderr, error } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (error) return `strace cannot be run: ${error.message}`;
  return status === 0 ? false : `strace cannot trace here: ${stderr.trim()}`;
})();

/**
 * Runs the tool and stops it at the system call number `when` of the kind `call`, on the file `path` if one
 * is given; calls `meanwhile`; lets it go on to its end. strace stops it, so the moment is exact.
 */
export async function stopAt({ call, when = 1, path }, cwd, args, meanwhile) {
  const trace = ['-f', '-o', '|exec cat >&3', ...(path ? ['-P', path] : []), '-e', `trace=${call}`];
  const { child, ended } = start(
    'strace',
    [...trace, '-e', `inject=${call}:signal=SIGSTOP:when=${when}`, tool, ...args],
    {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  let log = '';
  let stopped = false;
  for await (const text of child.stdio[3].setEncoding('latin1')) {
    log += text;
    const [, pid] = /^(\d+) +--- stopped by SIGSTOP ---$/m.exec(log) ?? [];
    if (stopped || pid === undefined) continue;
    stopped = true;
    meanwhile();
    process.kill(Number(pid), 'SIGCONT');
  }
  assert.ok(stopped, `there was no ${call} number ${when}`);
  return ended;
}
