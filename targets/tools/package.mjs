// Writes a package: the build's files beside what the target's folder ships and the project's licence.

import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BuildError, wordsOf } from './error.mjs';

/**
 * @param {import('./types.mjs').Place} place @param {readonly string[]} shipped files and folders of the target's folder
 * @param {ReadonlyMap<string, string>} files by name @param {string} out
 * @throws {BuildError} when `out` holds something that is not an earlier build of the same package
 */
export async function writePackage({ root, folder }, shipped, files, out) {
  await removeEarlier(out, join(folder, 'package.json'));
  for (const [name, text] of files) {
    const path = join(out, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  await copyFile(join(root, 'LICENSE'), join(out, 'LICENSE'));
  for (const name of shipped) await cp(join(folder, name), join(out, name), { recursive: true });
  // Last: a package without it is one that was not finished.
  await copyFile(join(folder, 'package.json'), join(out, 'package.json'));
}

/** @param {string} out @param {string} template */
async function removeEarlier(out, template) {
  const { name } = JSON.parse(await readFile(template, 'utf8'));
  const earlier = await readFile(join(out, 'package.json'), 'utf8').then(JSON.parse, () => null);
  if (earlier?.name === name) await rm(out, { recursive: true });
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw new BuildError(`${out}: ${wordsOf(error)}`);
  }
}
