import type { Storage } from '../platform/contract.js';
import type { Settings } from './config.js';
import { StorageError } from './errors.js';

/**
 * The platform's or the program's store, as far as it is one account's. It never throws: a store that fails costs what
 * it holds, not the session, and is reported.
 */
export class Store {
  private readonly prefix: string;

  constructor(
    private readonly storage: Storage,
    { httpUrl, appKey, auid }: Settings,
    private readonly failed: (error: StorageError) => void,
  ) {
    this.prefix = `echat.${httpUrl}.${appKey}.${auid}.`;
  }

  /** @returns null for an item that is not there or can't be read */
  async read(name: string): Promise<string | null> {
    try {
      return await this.storage.getItem(this.prefix + name);
    } catch (thrown) {
      this.failed(new StorageError(thrown));
      return null;
    }
  }

  /** @param value null removes the item */
  async write(name: string, value: string | null): Promise<void> {
    try {
      if (value === null) await this.storage.removeItem(this.prefix + name);
      else await this.storage.setItem(this.prefix + name, value);
    } catch (thrown) {
      this.failed(new StorageError(thrown));
    }
  }
}
