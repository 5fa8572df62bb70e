import type { Locks } from '../platform/contract.js';
import type { Store } from '../base/store.js';

/** More clients than this do not share a store: a store that has every item must not be searched for ever. */
const mostSlots = 64;

/**
 * A numbered part of an account's store. A client has one of its own for as long as it lives, held by a lock; what stands
 * in a slot that nobody holds was left by a client that has ended.
 */
export class Slot {
  private isReleased = false;
  /** Writes that are not done yet. */
  private readonly writes = new Set<Promise<boolean>>();

  /** @param unlock lets others have the slot */
  constructor(
    readonly number: number,
    private readonly store: Store,
    private readonly unlock: () => void,
  ) {}

  /** As `Store.read`. */
  read(name: string): Promise<string | null | undefined> {
    return this.store.read(this.nameOf(name));
  }

  /** As `Store.write`; after `release` nothing is written. */
  write(name: string, value: string | null, clientMessageId?: string): boolean | Promise<boolean> {
    if (this.isReleased) return false;
    const write = this.store.write(this.nameOf(name), value, clientMessageId);
    if (typeof write !== 'boolean') {
      this.writes.add(write);
      void write.then(() => this.writes.delete(write));
    }
    return write;
  }

  /** As `Store.corrupt`. */
  corrupt(name: string): void {
    this.store.corrupt(this.nameOf(name));
  }

  /** Gives the slot back, as soon as all that was written is done. */
  async release(): Promise<void> {
    this.isReleased = true;
    await Promise.all(Array.from(this.writes));
    this.unlock();
  }

  private nameOf(name: string): string {
    return `${this.number}.${name}`;
  }
}

/**
 * The slots of an account's store. Each that was ever held is marked by an item that stays, and so are all before it:
 * who looks for what was left goes from 0 to the first without a mark. Marks are the only items that two clients may
 * write, and both write the same.
 */
export class Slots {
  constructor(
    private readonly store: Store,
    private readonly locks: Locks,
  ) {}

  /** The first slot that nobody holds; null when the platform can't tell. */
  async claim(): Promise<Slot | null> {
    for (let number = 0; number < mostSlots; number += 1) {
      const slot = await this.take(number);
      if (slot !== null) return slot;
    }
    return null;
  }

  /** Writes the marks that are missing, of the slot and of those before it. */
  async mark({ number }: Slot): Promise<void> {
    for (let each = 0; each <= number; each += 1) {
      if ((await this.store.read(markOf(each))) === null) await this.store.write(markOf(each), '1');
    }
  }

  /** All slots that were ever held, to be read alone: this client does not hold them. */
  async known(): Promise<Slot[]> {
    const slots: Slot[] = [];
    while (slots.length < mostSlots && (await this.isMarked(slots.length))) {
      slots.push(new Slot(slots.length, this.store, () => {}));
    }
    return slots;
  }

  /** The slots that clients held which have ended, now held by this one: each is to be released. */
  async abandoned(): Promise<Slot[]> {
    const slots: Slot[] = [];
    for (let number = 0; number < mostSlots && (await this.isMarked(number)); number += 1) {
      const slot = await this.take(number);
      if (slot !== null) slots.push(slot);
    }
    return slots;
  }

  private async take(number: number): Promise<Slot | null> {
    const release = await this.store.timely(this.locks.take(`${this.store.prefix}slot.${number}`));
    return release === null ? null : new Slot(number, this.store, release);
  }

  private async isMarked(number: number): Promise<boolean> {
    return typeof (await this.store.read(markOf(number))) === 'string';
  }
}

const markOf = (number: number): string => `slot.${number}`;
