// Assertions for engines that have nothing: no node:assert, no console, no structuredClone.

export class AssertionError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'AssertionError';
  }
}

/** @param {unknown} value @returns {string} */
export function show(value) {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return JSON.stringify(value) ?? String(value);
}

/** Compares as JSON: what the suite compares is data that came over a wire.
 * @param {unknown} actual @param {unknown} expected @param {string} what */
export function equal(actual, expected, what) {
  if (show(actual) !== show(expected))
    throw new AssertionError(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/** @param {boolean} condition @param {string} what */
export function ok(condition, what) {
  if (!condition) throw new AssertionError(what);
}

/**
 * @param {Promise<unknown>} promise @param {string} name the `name` of the error that it must reject with
 * @param {string} what @returns {Promise<Error>}
 */
export async function rejects(promise, name, what) {
  /** @type {unknown} */
  let result;
  try {
    result = await promise;
  } catch (error) {
    if (error instanceof Error && error.name === name) return error;
    throw new AssertionError(`${what}: expected a ${name}, got ${show(error)}`);
  }
  throw new AssertionError(`${what}: expected a ${name}, but it resolved with ${show(result)}`);
}

/** @param {Promise<import('./sdk.d.ts').ApiResponse>} call one that the server must say "yes" to @returns {Promise<any>} what it says */
export async function yes(call) {
  const { code, msg, data } = await call;
  if (code !== 200) throw new AssertionError(`the server said no: ${code} ${msg}`);
  return data;
}

/** @param {number} expected @param {Promise<import('./sdk.d.ts').ApiResponse>} call @param {string} what */
export async function refuses(expected, call, what) {
  equal((await call).code, expected, `the answer to ${what}`);
}
