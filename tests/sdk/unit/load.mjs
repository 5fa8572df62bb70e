// Loads a module of sdk-src as it stands: those outside platform/ have no directives.

import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '../../../sdk-src');

/** @param {string} file inside sdk-src @returns {Promise<Record<string, any>>} its exports */
export async function load(file) {
  const { outputFiles } = await build({
    entryPoints: [join(source, file)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
