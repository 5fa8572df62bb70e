#!/usr/bin/env node
// What a keystroke costs in an editor, measured from the client: main.mjs [KEYSTROKES]
//
// A text is edited in its middle, one character at a time. After each edit the client asks for a hover at that place,
// which needs the text scanned, and waits for the answer, then for the diagnostics and inactive regions of that version.
// Last, the memory of a server that has a project of 10,000 files, all of which it has looked through for a symbol.

import { readFile } from 'node:fs/promises';
import { Editor, placeOf } from '../../lsp/editor.mjs';

const keystrokes = Number(process.argv[2] ?? 300);
if (!(keystrokes > 0)) {
  console.error('usage: main.mjs [KEYSTROKES]');
  process.exit(2);
}

const project =
  'source = "src"\n[symbols]\nWEBAPP = ""\nWXAPP = ""\nDEBUG = ""\n[targets]\nweb.symbols = ["WEBAPP"]\nwx.symbols = ["WXAPP"]\n';
const piece = `/*IFTRUE_WXAPP*/
export function request(options) {
  return new Promise((resolve, reject) => wx.request({ ...options, success: resolve, fail: reject }));
}
/*ELSE_WXAPP*/
export const request = (options) => fetch(options.url, { method: options.method, body: options.data });
/*FITRUE_WXAPP*/
/** Leaves out what is undefined. */
export const compact = (value) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
`;

console.log('| text | conditionals | an answer, p50 | p99 | all published, p50 | p99 |');
console.log('| ---: | ---: | ---: | ---: | ---: | ---: |');
for (const size of [3_000, 300_000]) await type(size);
await search(10_000);

/** @param {number} size bytes */
async function type(size) {
  const count = Math.round(size / piece.length);
  let text = piece.repeat(count);
  const editor = await Editor.start({ files: { 'iftrue.toml': project }, target: 'wx' });
  await editor.open('src/a.ts', text);
  await editor.regions('src/a.ts');
  const answers = [];
  const published = [];
  const offset = piece.length * Math.floor(count / 2) + piece.indexOf('success');
  for (let i = 0; i < keystrokes; i += 1) {
    const place = placeOf(text, offset);
    text = `${text.slice(0, offset)}x${text.slice(offset)}`;
    const begun = process.hrtime.bigint();
    await editor.change('src/a.ts', { range: { start: place, end: place }, text: 'x' });
    await editor.about('textDocument/hover', 'src/a.ts', place);
    answers.push(process.hrtime.bigint() - begun);
    await editor.diagnostics('src/a.ts');
    await editor.regions('src/a.ts');
    published.push(process.hrtime.bigint() - begun);
  }
  await editor.stop();
  const cells = [answers, published].flatMap((all) => [0.5, 0.99].map((part) => milliseconds(all, part)));
  console.log(`| ${size / 1000} KB | ${count} | ${cells.join(' | ')} |`);
}

/** @param {number} count of files */
async function search(count) {
  /** @type {Record<string, string>} */
  const files = { 'iftrue.toml': project };
  for (let i = 0; i < count; i += 1) files[`src/${i % 100}/${i}.ts`] = piece;
  const editor = await Editor.start({ files, target: 'wx' });
  await editor.open('src/0/0.ts', piece);
  await editor.regions('src/0/0.ts');
  const before = await memory(editor.pid);
  const begun = process.hrtime.bigint();
  const found = await editor.about('textDocument/references', 'src/0/0.ts', placeOf(piece, 10), { context: {} });
  const taken = milliseconds([process.hrtime.bigint() - begun], 0.5);
  console.log(
    `\n${count} files: ${before} at first; ${found.length} references in ${taken}, ${await memory(editor.pid)} at most`,
  );
  await editor.stop();
}

/** The most that a process had. @param {number} pid */
async function memory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return `${(Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) / 1024).toFixed(1)} MB`;
}

/** @param {readonly bigint[]} times in nanoseconds @param {number} part */
function milliseconds(times, part) {
  const sorted = [...times].sort((a, b) => Number(a - b));
  return `${(Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]) / 1e6).toFixed(2)} ms`;
}
