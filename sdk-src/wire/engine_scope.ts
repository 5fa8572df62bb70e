/**
 * Stands in for engine.io-client's `globals` module; the bundler puts it in its place, and nothing else imports it.
 *
 * That module finds the global object with `Function('return this')()`, which mini-programs forbid, and takes its timers
 * from there, which a bare engine does not have. These are the names it exports, over the platform contract.
 */
import { timers } from '../platform/timers.js';

export const globalThisShim = {
  setTimeout: (callback: () => void, delay: number): number => timers.set(callback, delay),
  clearTimeout: (timer: number | undefined): void => {
    if (timer !== undefined) timers.clear(timer);
  },
};

export const nextTick = (callback: () => void): void => void Promise.resolve().then(callback);

export const defaultBinaryType = 'arraybuffer';

/** Cookies belong to the platform. */
export const createCookieJar = (): void => {};
