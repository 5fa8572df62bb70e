// The system under test: the native bundle, evaluated anew for each run of a program, as far as the simulation uses it.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {{ name: string, message: string, cause?: unknown }} Failure an error of the SDK */
/**
 * @typedef {object} Client
 * @property {string} state
 * @property {(event: string, handler: (value: any) => unknown) => () => void} on
 * @property {(options?: object) => Promise<void>} connect
 * @property {(target: object, content: object, options?: object) => Promise<unknown>} send
 * @property {{ list(): readonly { clientMessageId: string, toTarget: string, type: string, body?: unknown, state: string }[],
 *   retry(id: string): boolean, drop(id: string): boolean }} outbox
 * @property {{ of(target: object): number, onChange(handler: () => void): () => void }} unread
 * @property {(target: object, messageId: string) => Promise<void>} markRead
 * @property {(target: object, options: object) => { next(): Promise<{ done: true, value: undefined } | { done: false, value: readonly { messageId: string }[] }> }} history
 * @property {() => void} close
 */
/** @typedef {{ createClient(config: object): Client }} Sdk */

/** Another bundle than the built one, for those who try what is found. */
const bundle =
  process.env['SIMULATED_BUNDLE'] ?? fileURLToPath(new URL('../../../dist/native/echatim-sdk.js', import.meta.url));
/** @type {((host: object, date: typeof Date, math: Math) => Sdk) | undefined} */
let evaluate;

/**
 * @param {import('./host.mjs').Host} host @param {typeof Date} date of the virtual clock
 * @param {() => number} random stands for `Math.random`
 * @returns {Sdk} a copy of its own
 */
export function newSdk(host, date, random) {
  evaluate ??= /** @type {NonNullable<typeof evaluate>} */ (
    new Function('__echatHost', 'Date', 'Math', `${readFileSync(bundle, 'utf8')}\nreturn EChatIM;`)
  );
  return evaluate(host, date, Object.assign(Object.create(Math), { random }));
}
