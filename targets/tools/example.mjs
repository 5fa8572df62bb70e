// What the examples of several packages share, in the kind of module that each takes.

import { readFile } from 'node:fs/promises';

const conversations = new URL('../example/conversations.js', import.meta.url);

/** @param {import('./description.mjs').Target} target @returns {Promise<[string, string][]>} by name in the package */
export async function sharedExample({ conversations: place }) {
  if (place === undefined) return [];
  const text = await readFile(conversations, 'utf8');
  return [[place.file, place.format === 'cjs' ? text.replace('export default', 'module.exports =') : text]];
}
