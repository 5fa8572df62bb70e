// The places to measure in: a folder on a tmpfs and one on a disk.

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ name: string, folder: string }} Ground `name` is the kind of its file system */

/** File systems by what statfs() calls them, as in Linux's magic.h. @type {Record<number, string>} */
const kinds = {
  0x01021994: 'tmpfs',
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x794c7630: 'overlayfs',
  0x2fc12fc1: 'zfs',
};

/**
 * Folders of this run's own, which go when it ends.
 * @param {string} root of the project @param {number} needed bytes of memory; without them both are the disk
 * @returns {{ memory: Ground, disk: Ground }}
 */
export function openGrounds(root, needed) {
  const build = path.join(root, 'build/bench');
  mkdirSync(build, { recursive: true });
  const disk = open(path.join(build, 'ground-'));
  const shared = '/dev/shm';
  const hasRoom = kindOf(shared) === 'tmpfs' && freeOf(shared) >= needed;
  const memory = hasRoom ? open(path.join(shared, 'iftrue-bench-')) : disk;
  removeAfterwards(memory.folder, disk.folder);
  if (hasRoom) backMemory(memory.folder, needed);
  return { memory, disk };
}

/**
 * On a virtual machine, memory that was never written to has to be had from its host first: that takes longer than
 * writing, and hits whoever is first to use it.
 * @param {string} folder on a tmpfs @param {number} bytes
 */
function backMemory(folder, bytes) {
  const file = path.join(folder, 'filled');
  spawnSync('sh', ['-c', 'head -c "$1" /dev/zero >"$2"', 'sh', `${bytes}`, file], { stdio: 'inherit' });
  remove(file);
}

/**
 * However this process ends: a handler of signals would not be called while it waits for what it measures. So somebody
 * else waits, for the end of a pipe that ends with this process, out of reach of the terminal's Ctrl-C.
 * @param {string[]} folders
 */
function removeAfterwards(...folders) {
  // What was being measured may write on for a while.
  const script = 'cat >/dev/null; for pause in 1 9 90; do rm -rf -- "$@" 2>/dev/null && exit; sleep $pause; done';
  const waiting = spawn('sh', ['-c', script, 'sh', ...folders], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  waiting.unref();
  /** @type {import('node:net').Socket} */ (waiting.stdin).unref();
}

/** @param {string} prefix of the folder's path @returns {Ground} */
function open(prefix) {
  const folder = mkdtempSync(prefix);
  return { name: kindOf(folder) ?? 'unknown file system', folder };
}

/** @param {string} folder */
function kindOf(folder) {
  try {
    return kinds[statfsSync(folder).type];
  } catch {
    return undefined;
  }
}

/** @param {string} folder @returns {number} bytes */
function freeOf(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** rm is several times as fast as Node.js. @param {string[]} paths */
export function remove(...paths) {
  spawnSync('rm', ['-rf', '--', ...paths], { stdio: 'inherit' });
}

/** So that no one pays for what another has written. @param {string} folder */
export function settle(folder) {
  spawnSync('sync', ['-f', folder], { stdio: 'inherit' });
}

/** @param {Ground} ground @param {string} name @returns {string} an empty folder */
export function emptyFolder(ground, name) {
  const folder = path.join(ground.folder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @param {string} folder reads all of it once */
export function warm(folder) {
  spawnSync('sh', ['-c', 'find "$1" -type f -print0 | xargs -0 cat >/dev/null', 'sh', folder], { stdio: 'inherit' });
}
