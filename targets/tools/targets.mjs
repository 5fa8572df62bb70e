// The targets: every folder beside this one that describes one.

import { access, readdir } from 'node:fs/promises';

const folder = new URL('../', import.meta.url);

/** @returns {Promise<Map<string, import('./description.mjs').Target>>} by their names, in their order */
export async function readTargets() {
  const targets = new Map();
  for (const name of (await readdir(folder)).sort()) {
    const description = new URL(`${name}/target.mjs`, folder);
    const isTarget = await access(description).then(
      () => true,
      () => false,
    );
    if (isTarget) targets.set(name, (await import(description.href)).default);
  }
  return targets;
}
