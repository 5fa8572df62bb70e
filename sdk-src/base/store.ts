import type { Storage, Timers } from '../platform/contract.js';
import type { Settings } from './config.js';
import { StorageError } from './errors.js';

/** Milliseconds that the program waits for its store. What comes later still counts, only nobody waits for it. */
const patience = 3000;

/**
 * The platform's or the program's store, as far as it is one account's. It never throws and never hangs: a store that
 * fails costs what it holds, not the session, and is reported. What is done to one item is done in the order of the
 * calls; with a store that answers at once (`localStorage`), within the call.
 */
export class Store {
  /** What the names of this account's items begin with. */
  readonly prefix: string;
  /** The end of what is under way, by the key of the item. */
  private readonly tails = new Map<string, Promise<unknown>>();
  /** How many calls the store has not answered in time. While there are any nobody waits for the others. */
  private overdue = 0;

  constructor(
    private readonly storage: Storage,
    { httpUrl, appKey, auid }: Settings,
    private readonly timers: Timers,
    private readonly failed: (error: StorageError) => void,
  ) {
    this.prefix = `echat.${httpUrl}.${appKey}.${auid}.`;
  }

  /** @returns null for an item that is not there, undefined for one that can't be read */
  async read(name: string): Promise<string | null | undefined> {
    const key = this.prefix + name;
    try {
      const value = await this.inTurn(key, () => this.storage.getItem(key));
      return typeof value === 'string' && value !== '' ? value : null;
    } catch (thrown) {
      this.failed(new StorageError('an item could not be read', thrown));
      return undefined;
    }
  }

  /**
   * @param value null removes the item
   * @param clientMessageId the message that is in it, for the report of a failure
   * @returns whether it is done
   */
  async write(name: string, value: string | null, clientMessageId?: string): Promise<boolean> {
    const key = this.prefix + name;
    try {
      await this.inTurn(key, () => (value === null ? this.storage.removeItem(key) : this.storage.setItem(key, value)));
      return true;
    } catch (thrown) {
      this.failed(new StorageError('an item could not be written', thrown, clientMessageId));
      return false;
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
      let isLate = false;
      const late = (): void => {
        isLate = true;
        this.overdue += 1;
        reject(new Error('it does not answer'));
      };
      const timer = this.timers.set(late, this.overdue > 0 ? 0 : patience);
      const settle = (): void => {
        this.timers.clear(timer);
        if (isLate) this.overdue -= 1;
      };
      work.then(resolve, reject).then(settle, settle);
    });
  }

  private inTurn<T>(key: string, call: () => T | Promise<T>): Promise<T> {
    const earlier = this.tails.get(key);
    const work = earlier === undefined ? call() : earlier.then(call);
    // A store of another copy of the language (an engine's host) has promises of its own.
    if (!isThenable(work)) return Promise.resolve(work);
    const result = Promise.resolve(work);
    const end = (): void => {
      if (this.tails.get(key) === tail) this.tails.delete(key);
    };
    const tail: Promise<unknown> = result.then(end, end);
    this.tails.set(key, tail);
    return this.timely(result);
  }
}

const isThenable = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof value === 'object' && value !== null && 'then' in value;
