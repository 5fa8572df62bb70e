// The places to measure in: a folder on a tmpfs and one on a disk. What is made there goes when the run ends, except what
// it was asked to keep.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
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

/** @param {string} root of the project @returns {{ memory: Ground, disk: Ground }} */
export function openGrounds(root) {
  const disk = open(path.join(root, 'build/bench/ground'));
  const shared = kindOf('/dev/shm') === 'tmpfs' ? open('/dev/shm/iftrue-bench') : undefined;
  return { memory: shared ?? disk, disk };
}

/** @param {string} folder @returns {Ground} */
function open(folder) {
  mkdirSync(folder, { recursive: true });
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
