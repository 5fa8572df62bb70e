import type { Timers } from '../platform/contract.js';
import { longestDelay } from './config.js';
import { AbortError, ConfigError, type EchatError, TimeoutError } from './errors.js';

/** The part of `AbortSignal` that the SDK uses; platforms without one can pass an object of their own. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface CallOptions {
  /** Gives the call up when it aborts: the call's promise rejects with `AbortError`. */
  readonly signal?: Signal;
  /**
   * Milliseconds after which the call's promise rejects with `TimeoutError`. What is longer than a timer can run
   * (2^31 - 1, some 24 days) is no limit, as `Infinity` is.
   */
  readonly timeout?: number;
}

/**
 * How long something is wanted. A scope ends once, for one reason: time, a signal, or the end of the scope around it.
 * Work that runs in a scope tells it, with `onEnd`, how to be given up.
 */
export class Scope {
  private readonly listeners = new Set<(reason: EchatError) => void>();
  private endedBy: EchatError | null = null;

  constructor(private readonly timers: Timers) {}

  get hasEnded(): boolean {
    return this.endedBy !== null;
  }

  /** Does nothing when the scope has ended. */
  end(reason: EchatError): void {
    if (this.endedBy !== null) return;
    this.endedBy = reason;
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener(reason);
  }

  /** Calls `listener` when the scope ends, at once when it has. @returns what takes the listener back */
  onEnd(listener: (reason: EchatError) => void): () => void {
    if (this.endedBy !== null) listener(this.endedBy);
    else this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** @throws the reason, when the scope has ended */
  check(): void {
    if (this.endedBy !== null) throw this.endedBy;
  }

  /** What `start` promises, or the reason of this scope's end, whichever is first; `giveUp` is called in the second case. */
  wait<T>(start: () => Promise<T>, giveUp: () => void = () => {}): Promise<T> {
    return new Promise((resolve, reject) => {
      this.check();
      const work = start();
      const release = this.onEnd((reason) => {
        giveUp();
        reject(reason);
      });
      work.then(resolve, reject).then(release, release);
    });
  }

  /**
   * Runs `work` in a scope within this one, which `options` may end earlier. Nothing of it is left when the promise is
   * settled: no timer, no listener.
   * @throws ConfigError for options that can't be used
   */
  run<T>(options: CallOptions, work: (scope: Scope) => Promise<T>): Promise<T> {
    const { scope, release } = this.within(options);
    const result = scope.wait(() => work(scope));
    result.then(release, release);
    return result;
  }

  /**
   * A scope within this one, which `options` may end earlier.
   * @returns the scope, and what frees its timer and listeners; it is to be called when the scope is no longer needed
   * @throws ConfigError for options that can't be used
   */
  within({ timeout = Infinity, signal }: CallOptions): { readonly scope: Scope; readonly release: () => void } {
    if (typeof timeout !== 'number' || !(timeout >= 0)) throw new ConfigError('timeout', 'must be milliseconds');
    const scope = new Scope(this.timers);
    const releases = [this.onEnd((reason) => scope.end(reason))];
    if (signal !== undefined) {
      const abort = (): void => scope.end(new AbortError('the call was given up by its signal'));
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort);
      releases.push(() => signal.removeEventListener('abort', abort));
    }
    if (timeout <= longestDelay) {
      const timer = this.timers.set(() => scope.end(new TimeoutError(timeout)), timeout);
      releases.push(() => this.timers.clear(timer));
    }
    return { scope, release: () => releases.forEach((each) => each()) };
  }
}
