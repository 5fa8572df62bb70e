// Checks a stripped tree against its platform's own types and emits the declarations that the package ships.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix, relative } from 'node:path';
// The program itself: bin/tsc is Node.js code that only starts it.
import getExePath from '../../node_modules/typescript/lib/getExePath.js';
import { BuildError } from './error.mjs';

const compiler = getExePath();

/** @typedef {{ root: string, folder: string, stripped: string }} Place absolute folders: the project, the target, its tree */

/**
 * @param {Place} place @returns {Promise<Map<string, string>>} the declarations that `index.d.ts` reaches, by their name
 * @throws {BuildError} with the compiler's words; the stripped tree's lines and columns are those of sdk-src
 */
export async function emitTypes({ root, folder, stripped }) {
  await mkdir(join(root, 'build'), { recursive: true });
  // Inside the project, because the compiler looks for platform types in the folders above its configuration.
  const scratch = await mkdtemp(join(root, 'build', 'types-'));
  try {
    const config = {
      extends: join(folder, 'tsconfig.json'),
      include: [`${stripped}/**/*.ts`],
      compilerOptions: { rootDir: stripped, outDir: join(scratch, 'out') },
    };
    await writeFile(join(scratch, 'tsconfig.json'), JSON.stringify(config));
    await compile(root, scratch, stripped);
    return await reachable(join(scratch, 'out'));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** @param {string} root @param {string} scratch @param {string} stripped @returns {Promise<void>} */
function compile(root, scratch, stripped) {
  return new Promise((resolve, reject) => {
    execFile(compiler, ['-p', scratch, '--pretty', 'false'], { cwd: root }, (error, stdout, stderr) => {
      if (!error) return resolve();
      const words = `${stdout}${stderr}`.trim().replaceAll(`${relative(root, stripped)}/`, 'sdk-src/');
      reject(new BuildError(words || error.message));
    });
  });
}

/** @param {string} folder @returns {Promise<Map<string, string>>} */
async function reachable(folder) {
  /** @type {Map<string, string>} */ const found = new Map();
  const open = ['index.d.ts'];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    const text = await readFile(join(folder, name), 'utf8');
    found.set(name, text);
    for (const match of text.matchAll(/\bfrom ['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/g)) {
      const specifier = match[1] ?? match[2] ?? '';
      if (!specifier.startsWith('.'))
        throw new BuildError(`${name}: public types must not need the package '${specifier}'`);
      open.push(posix.join(dirname(name), specifier).replace(/\.js$/, '.d.ts'));
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
