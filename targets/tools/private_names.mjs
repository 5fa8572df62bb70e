// Which property names a bundle may shorten: private ones of the SDK that nothing else is called by.

import { transform } from 'esbuild';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Members of the SDK's own objects that are not private, but never leave it, nor are stored or sent. */
const inner = [
  ...['acknowledge', 'backlog', 'begin', 'caller', 'checkStarted', 'connection', 'forget', 'handOn', 'hasEnded'],
  ...['isBusy', 'isOnItsWay', 'isOver', 'isPausing', 'isReady', 'onEnd', 'platform', 'putFirst', 'putLast', 'recent'],
  ...['renew', 'restart', 'retryNow', 'session', 'settings', 'stateChanged', 'timers'],
];

/** A private member of a class, also one that is declared as a constructor's parameter. */
const declaration = /\bprivate (?:(?:override|readonly|async|get|set) )*(\w+)/g;
/** In the code that is left without types: what a class declares, or reads and writes of itself. */
const own = /^ {2}(?:async |get |set )?\w+\(.*\) \{$|\{[\w ,]*\} = this;|\bthis\??\.\w+/gm;

/**
 * A property has one name in a whole bundle, so a private one must keep its own where a caller, the store, the wire, the
 * platform or a library might have a property of that name. What is safe is read off the code: nowhere is the name a
 * property of anything but `this`.
 * @param {string} stripped a stripped tree @returns {Promise<string[]>} sorted
 */
export async function privateNames(stripped) {
  // Declarations are no code of the tree: an older build may have left some.
  const files = (await readdir(stripped, { recursive: true })).filter((file) => /(?<!\.d)\.ts$/.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(stripped, file), 'utf8')));
  const names = new Set(texts.flatMap((text) => [...text.matchAll(declaration)].map(([, name]) => String(name))));
  const codes = await Promise.all(texts.map((text) => transform(text, { loader: 'ts', target: 'esnext' })));
  const rest = codes.map(({ code }) => code.replace(own, '')).join('\n');
  return [...inner, ...[...names].filter((name) => !isProperty(name, rest))].sort();
}

/** Whether a name is that of a property, or quoted, anywhere. @param {string} name @param {string} code */
const isProperty = (name, code) =>
  new RegExp(`\\.${name}\\b|['"\`]${name}['"\`]|\\b${name}:|[{,]\\s*${name}\\s*[,}(]`).test(code);
