import type { Storage, Timers } from '../platform/contract.js';
import type { Settings } from './config.js';
import { StorageError } from './errors.js';
import type { Scope } from './scope.js';
import { isThenable } from './thenable.js';

/** Milliseconds that the program waits for its store. What comes later still counts, only nobody waits for it. */
const patience = 3000;

/**
 * The platform's or the program's store, as far as it is one account's. It never throws and never hangs: a store that
 * fails costs what it holds, not the session, and is reported. What is done to one item is done in the order of the
 * calls; with a store that answers at once (`localStorage`), within the call. After the client's end it is only
 * written to.
 */
export class Store {
  /** What the names of this account's items begin with. */
  readonly prefix: string;
  /** The end of the last write that is under way, by the key of the item. */
  private readonly tails = new Map<string, Promise<unknown>>();
  /** Whether a call was not answered in time, and none since. Nobody waits for the store then. */
  private isSilent = false;
  /** What still waits for the store when the client ends: for all of it together there is one more time limit. */
  private readonly waiting = new Set<() => void>();
  private lastTimer: number | null = null;
  private isOver = false;

  constructor(
    private readonly storage: Storage,
    { httpUrl, appKey, auid }: Settings,
    private readonly timers: Timers,
    private readonly life: Scope,
    private readonly failed: (error: StorageError) => void,
  ) {
    this.prefix = `echat.${httpUrl}.${appKey}.${auid}.`;
    life.onEnd(() => this.tails.size > 0 && this.limit());
  }

  /** @returns null for an item that is not there, undefined for one that can't be read */
  async read(name: string): Promise<string | null | undefined> {
    if (this.life.hasEnded) return undefined;
    const key = this.prefix + name;
    try {
      const value = await this.afterWrites(key, () => this.storage.getItem(key));
      return typeof value === 'string' && value !== '' ? value : null;
    } catch (thrown) {
      this.failed(new StorageError('an item could not be read', thrown));
      return undefined;
    }
  }

  /**
   * @param value null removes the item
   * @param clientMessageId the message that is in it, for the report of a failure
   * @returns whether it is done; at once, when the store answers at once
   */
  write(name: string, value: string | null, clientMessageId?: string): boolean | Promise<boolean> {
    const key = this.prefix + name;
    const fail = (thrown: unknown): boolean => {
      this.failed(new StorageError('an item could not be written', thrown, clientMessageId));
      return false;
    };
    try {
      const write = (): unknown => (value === null ? this.storage.removeItem(key) : this.storage.setItem(key, value));
      const work = this.last(key, this.afterWrites(key, write));
      return work instanceof Promise ? work.then(() => true, fail) : true;
    } catch (thrown) {
      return fail(thrown);
    }
  }

  /** What was found in the store is none of what this client writes there. */
  corrupt(name: string): void {
    this.failed(new StorageError('an item is corrupted', new Error(name)));
  }

  /**
   * @returns what `work` gives
   * @throws what it rejects with, or an `Error` when it takes too long
   */
  timely<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.isSilent = true;
        reject(new Error('it does not answer'));
      };
      const clear = this.life.hasEnded ? this.waitOnce(giveUp) : this.wait(giveUp);
      const settle = (): void => {
        clear();
        this.isSilent = false;
      };
      work.then(resolve, reject).then(settle, settle);
    });
  }

  private wait(giveUp: () => void): () => void {
    const timer = this.timers.set(giveUp, this.isSilent ? 0 : patience);
    return () => this.timers.clear(timer);
  }

  /** After the client's end no call begins the time anew: what is done one after the other could go on for long. */
  private waitOnce(giveUp: () => void): () => void {
    if (this.isOver || this.isSilent) {
      giveUp();
      return () => {};
    }
    this.waiting.add(giveUp);
    this.limit();
    return () => {
      this.waiting.delete(giveUp);
      this.lift();
    };
  }

  private limit(): void {
    this.lastTimer ??= this.timers.set(() => {
      this.isOver = true;
      this.waiting.forEach((each) => each());
    }, patience);
  }

  private lift(): void {
    if (this.lastTimer === null || this.waiting.size > 0 || this.tails.size > 0) return;
    this.timers.clear(this.lastTimer);
    this.lastTimer = null;
  }

  /** Calls the store when what is written to the item is done, or given up; at once when there is nothing. */
  private afterWrites<T>(key: string, call: () => T | Promise<T>): T | Promise<T> {
    const timed = (): T | Promise<T> => {
      const answer = call();
      return isThenable(answer) ? this.timely(Promise.resolve(answer)) : answer;
    };
    const earlier = this.tails.get(key);
    return earlier === undefined ? timed() : earlier.then(timed);
  }

  /** What is done to the item from now on waits for this. */
  private last<T>(key: string, work: T | Promise<T>): T | Promise<T> {
    if (!isThenable(work)) return work;
    const end = (): void => {
      if (this.tails.get(key) === tail) this.tails.delete(key);
      this.lift();
    };
    const tail: Promise<unknown> = work.then(end, end);
    this.tails.set(key, tail);
    return work;
  }
}
