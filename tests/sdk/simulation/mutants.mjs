#!/usr/bin/env node
// Shows that the simulation can fail: takes one mend after the other out of a copy of the SDK, and runs schedules until a
// law breaks: mutants.mjs [--schedules 3000] [part of a mutant's name]
// Exit status: 0 each was found, 1 one was not, 2 one can't be made: the SDK is no longer written as it was.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { bundle } from '../../../targets/tools/bundle.mjs';
import native from '../../../targets/native/target.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const simulation = fileURLToPath(new URL('./run.mjs', import.meta.url));

/** @typedef {{ name: string, file: string, find: string, replace: string }} Mutant what is done, where, and to which text */
/** @type {readonly Mutant[]} */
const mutants = [
  {
    name: 'messages are handed on, and acknowledged, though nobody listens',
    file: 'core/inbox.ts',
    find: ' || !this.reader.isThere()',
    replace: '',
  },
  {
    name: 'a message is on the wire and not in the store',
    file: 'core/backlog.ts',
    find: 'kept.stored = this.write(slot, kept);',
    replace: 'kept.stored = Promise.resolve();',
  },
  {
    name: 'two pages write the same items: there is no lock',
    file: 'platform/locks.ts',
    find: 'if (__echatHost.takeLock(name))',
    replace: 'if (__echatHost.takeLock(name) || true)',
  },
  {
    name: 'the ids of what was handled are not stored',
    file: 'core/seen.ts',
    find: 'if (this.slot === null) return;',
    replace: 'return;',
  },
  {
    name: 'a page takes up what another one, which lives, has stored',
    file: 'core/slot.ts',
    find: 'if (slot !== null) slots.push(slot);',
    replace: 'slots.push(slot ?? new Slot(number, this.store, () => {}));',
  },
  {
    name: 'of what was left only some is sent, the rest is removed',
    file: 'core/outbox.ts',
    find: 'for (const kept of left) {',
    replace: 'for (const kept of left) {\nif (left.indexOf(kept) > 2) { void backlog.forget(kept); continue; }',
  },
  {
    name: 'what is dropped of an ended page stays in the store',
    file: 'core/outbox.ts',
    find: 'else void this.end(lane, entry, reason);',
    replace: 'else lane.remove(entry);',
  },
  {
    name: 'a retry takes a message out of its place',
    file: 'core/outbox.ts',
    find: 'entry.tries = 0;',
    replace: 'lane.remove(entry); lane.putLast(entry);',
  },
  {
    name: 'the outbox lists what has left it',
    file: 'core/lane.ts',
    find: 'return Array.from(this.entries);',
    replace:
      'const all = this as unknown as { old?: Entry[] }; all.old = (all.old ?? []).concat(this.entries); return all.old;',
  },
  {
    name: 'when one message finds no room, none is stored any more',
    file: 'core/backlog.ts',
    find: 'if (!isWritten && this.kept.has(kept)) this.unstored.add(kept);',
    replace: 'if (!isWritten) this.slot = null;',
  },
  {
    name: 'to store a message writes all that wait',
    file: 'core/backlog.ts',
    find: 'JSON.stringify({ serial, message })',
    replace: 'JSON.stringify({ serial, message, all: Array.from(this.kept) })',
  },
  {
    name: 'a message that another page has handled is not counted',
    file: 'core/client.ts',
    find: 'skip: (message) => this.counts.add(message),',
    replace: 'skip: () => {},',
  },
  {
    name: 'the counts are not taken anew when the client is back',
    file: 'core/client.ts',
    find: 'this.counts.renew();\n    } else',
    replace: '} else',
  },
  {
    name: 'what another device has read still counts',
    file: 'core/pushes.ts',
    find: 'this.counts.read({ way, toTarget }, messageId);',
    replace: '{}',
  },
  {
    name: 'a page of the history begins where the one before has ended',
    file: 'core/history.ts',
    find: 'this.before = first.messageId;',
    replace: 'this.before = (messages[1] ?? first).messageId;',
  },
  {
    name: 'a page of the history that failed is left out',
    file: 'core/history.ts',
    find: 'const messages = await this.load(this.before);',
    replace: 'const messages = await this.load(this.before).catch(() => []);',
  },
  {
    name: 'a refusal on an open connection ends it without a word',
    file: 'wire/connection.ts',
    find: "this.lose(new ProtocolError('the server began the connection anew', data));",
    replace: "this.end(new TransportError('the server refused the connection'));",
  },
];

const { values, positionals } = parseArgs({
  options: { schedules: { type: 'string', default: '3000' } },
  allowPositionals: true,
});
let status = 0;
for (const mutant of mutants) {
  if (!mutant.name.includes(positionals[0] ?? '')) continue;
  const found = await lawsBroken(mutant);
  if (found === null) status = 1;
  console.log(`${found === null ? 'NOT FOUND' : 'found    '}  ${mutant.name}${found === null ? '' : `: ${found}`}`);
}
process.exit(status);

/** @param {Mutant} mutant @returns {Promise<string | null>} the first law that breaks, and by which seed */
async function lawsBroken(mutant) {
  await mkdir(path.join(root, 'build'), { recursive: true });
  const folder = await mkdtemp(path.join(root, 'build', 'mutant-'));
  try {
    const file = await build(mutant, folder);
    const { stdout } = await run(process.execPath, [simulation, '--schedules', values.schedules], {
      env: { ...process.env, SIMULATED_BUNDLE: file },
      maxBuffer: Infinity,
    }).catch((/** @type {{ stdout: string, code: number }} */ failure) => {
      if (failure.code === 1) return failure;
      throw failure;
    });
    return /^law .*$/m.exec(stdout)?.[0] ?? null;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @param {Mutant} mutant @param {string} folder @returns {Promise<string>} the bundle */
async function build({ name, file, find, replace }, folder) {
  await cp(path.join(root, 'sdk-src'), path.join(folder, 'sdk-src'), { recursive: true });
  const project = await readFile(path.join(root, 'iftrue.toml'), 'utf8');
  await writeFile(path.join(folder, 'iftrue.toml'), project.replace(/^output = .*$/m, 'output = "stripped/{target}"'));
  const place = path.join(folder, 'sdk-src', file);
  const text = await readFile(place, 'utf8');
  if (text.split(find).length !== 2) {
    console.error(`${name}: ${file} has not exactly one ${find}`);
    process.exit(2);
  }
  await writeFile(
    place,
    text.replace(find, () => replace),
  );
  await run(path.join(root, 'build/release/iftrue'), ['strip', '-t', 'native'], { cwd: folder });
  const stripped = path.join(folder, 'stripped', 'native');
  const { code } = await bundle({ root, folder: path.join(root, 'targets/native'), stripped }, native);
  const out = path.join(folder, 'echatim-sdk.js');
  await writeFile(out, code.get('echatim-sdk.js') ?? '');
  return out;
}
