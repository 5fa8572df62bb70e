// A package as npm packs it, and unpacks it into a project's `node_modules`.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** @param {string} dist a built package @param {string} folder @returns {Promise<string>} the tarball, in the folder */
export async function pack(dist, folder) {
  const { stdout } = await execute('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: dist });
  return path.join(folder, stdout.trim());
}

/** @param {string} dist a built package @param {string} place where it goes, in `node_modules` */
export async function installPacked(dist, place) {
  const folder = await mkdtemp(path.join(tmpdir(), 'packed-'));
  try {
    const tarball = await pack(dist, folder);
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    await execute('tar', ['-xzf', tarball, '-C', place, '--strip-components=1']);
  } finally {
    await rm(folder, { recursive: true });
  }
}
