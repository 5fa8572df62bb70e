import { fieldsOf } from '../base/fields.js';
import type { SendForm } from '../model/message.js';
import type { Slot } from './slot.js';

/** A message that the outbox holds: it has its name, so that sending it again is no second message. */
export type Outgoing = SendForm & { readonly clientMessageId: string };

/** A message's place in the store. */
export interface Kept {
  readonly message: Outgoing;
  /** The number of the item; -1 while there is none. */
  cell: number;
  /** Where the message stands among those of its slot. */
  serial: number;
  /** Resolves when the message is in the store, or the store has failed. Never rejects. */
  stored: Promise<unknown>;
}

/** What the item that counts the cells is called, and what the cells' names begin with. */
const outbox = 'outbox';
/** So many cells are searched when their count is corrupted: as many as one client fills. */
const fullCells = 1024;
/** The count of cells grows by doubling, so that it is written seldom. */
const fewestCells = 8;

/**
 * The messages of one slot that wait to be sent: an item of the store for each, and one that tells how many cells there
 * are. Whatever waits, to keep or forget a message writes one item, and now and then the count.
 */
export class Backlog {
  private slot: Slot | null = null;
  private readonly free: number[] = [];
  private cells = 0;
  /** The count that the store has. */
  private counted = 0;
  /** The count that is being written. */
  private counting: { readonly cells: number; readonly done: Promise<boolean> } | null = null;
  private serial = 0;
  private readonly kept = new Set<Kept>();
  /** Forgotten, and still in the store. */
  private readonly leftOver = new Set<Kept>();
  /** Not in the store: the slot is not there yet, or the store had no room. */
  private readonly unstored = new Set<Kept>();
  private open = (): void => {};
  private readonly opened = new Promise<void>((resolve) => (this.open = resolve));

  get isEmpty(): boolean {
    return this.kept.size === 0 && this.leftOver.size === 0;
  }

  /** Whether messages are stored. */
  get hasBegun(): boolean {
    return this.slot !== null;
  }

  /**
   * From here on messages are stored, and those that wait for it first. Not so when there is no slot, or when it can't be
   * told what is in it: `begin` may be tried again then, and nobody waits for the store until it succeeds.
   * @returns what the client before this one left in the slot, oldest first
   */
  async begin(slot: Slot | null): Promise<readonly Kept[]> {
    const left = slot === null ? null : await this.load(slot);
    if (left === null) {
      this.open();
      return [];
    }
    this.slot = slot;
    // What was given its place before the slot was known must not take that of a message that was there.
    const waiting = Array.from(this.unstored);
    this.unstored.clear();
    for (const kept of waiting) this.place(kept);
    this.open();
    return left;
  }

  keep(message: Outgoing): Kept {
    const kept: Kept = { message, cell: -1, serial: 0, stored: this.opened };
    this.kept.add(kept);
    if (this.slot !== null) {
      this.place(kept);
    } else {
      this.unstored.add(kept);
      // Once there is a slot, `place` puts the write itself here.
      const begun: Promise<unknown> = this.opened.then(() => (kept.stored === begun ? null : kept.stored));
      kept.stored = begun;
    }
    return kept;
  }

  /** Resolves when the message is no longer in the store, or the store has failed. */
  async forget(kept: Kept): Promise<void> {
    if (!this.kept.delete(kept)) return;
    this.unstored.delete(kept);
    if (this.slot === null || kept.cell < 0) return;
    this.leftOver.add(kept);
    await this.remove(this.slot, kept);
  }

  /** Does once more what the store had no room for, or failed at. */
  retry(): void {
    if (this.slot === null) return;
    for (const kept of Array.from(this.leftOver)) void this.remove(this.slot, kept);
    void this.retryWrites();
  }

  /** Repairs the count when somebody has emptied the store. */
  async recount(): Promise<void> {
    if (this.slot !== null && this.counted > 0 && (await this.slot.read(outbox)) === null) {
      await this.slot.write(outbox, String(this.counted));
    }
  }

  private async remove(slot: Slot, kept: Kept): Promise<void> {
    if (!(await slot.write(cellName(kept.cell), null, kept.message.clientMessageId))) return;
    if (!this.leftOver.delete(kept)) return;
    this.free.push(kept.cell);
    void this.retryWrites();
  }

  /** One after the other, as long as there is room. */
  private async retryWrites(): Promise<void> {
    const { slot } = this;
    for (let hasRoom = true; hasRoom && slot !== null; ) {
      const [next] = Array.from(this.unstored);
      if (next === undefined) return;
      this.unstored.delete(next);
      const write = this.write(slot, next);
      next.stored = write;
      hasRoom = await write;
    }
  }

  private place(kept: Kept): void {
    const slot = this.slot;
    if (slot === null) return;
    kept.cell = this.free.pop() ?? this.cells;
    this.cells = Math.max(this.cells, kept.cell + 1);
    kept.serial = this.serial += 1;
    kept.stored = this.write(slot, kept);
  }

  /** A cell that is not counted nobody would look for: the count comes first. */
  private async write(slot: Slot, kept: Kept): Promise<boolean> {
    const { message, cell, serial } = kept;
    const counted = cell < this.counted || this.count(slot, cell);
    const isCounted = typeof counted === 'boolean' ? counted : await counted;
    const isWritten =
      isCounted &&
      this.kept.has(kept) &&
      (await slot.write(cellName(cell), JSON.stringify({ serial, message }), message.clientMessageId));
    if (!isWritten && this.kept.has(kept)) this.unstored.add(kept);
    return isWritten;
  }

  /** @returns whether the store has a count that includes the cell */
  private count(slot: Slot, cell: number): boolean | Promise<boolean> {
    const { counting } = this;
    if (counting !== null && cell < counting.cells) return counting.done;
    const cells = Math.max(fewestCells, 2 * (counting === null ? this.counted : counting.cells), this.cells);
    const end = (isDone: boolean): boolean => {
      if (isDone) this.counted = cells;
      if (this.counting !== null && this.counting.cells === cells) this.counting = null;
      return isDone;
    };
    const write = slot.write(outbox, String(cells));
    if (typeof write === 'boolean') return end(write);
    const done = write.then(end);
    this.counting = { cells, done };
    return done;
  }

  /** @returns null when it can't be read how much there is */
  private async load(slot: Slot): Promise<readonly Kept[] | null> {
    const count = await slot.read(outbox);
    if (count === undefined) return null;
    if (count === null) return [];
    this.counted = /^[1-9]\d{0,5}$/.test(count) ? Number(count) : fullCells;
    this.cells = this.counted;
    const texts = await Promise.all(Array.from({ length: this.counted }, (_, cell) => slot.read(cellName(cell))));
    const left: Kept[] = [];
    texts.forEach((text, cell) => {
      // What can't be read now stays where it is, for a client that can.
      if (text === undefined) return;
      const found = text === null ? null : readCell(text);
      if (found !== null) return void left.push(Object.assign({ cell, stored: this.opened }, found));
      this.free.unshift(cell);
      if (text === null) return;
      slot.corrupt(cellName(cell));
      void slot.write(cellName(cell), null);
    });
    left.sort((a, b) => a.serial - b.serial);
    for (const kept of left) {
      this.kept.add(kept);
      this.serial = Math.max(this.serial, kept.serial);
    }
    return left;
  }
}

const cellName = (cell: number): string => `${outbox}.${cell}`;

/** @returns null for what is no message: nothing of it could be sent */
function readCell(text: string): { readonly serial: number; readonly message: Outgoing } | null {
  try {
    const { serial, message } = fieldsOf(JSON.parse(text));
    return typeof serial === 'number' && isOutgoing(message) ? { serial, message } : null;
  } catch {
    return null;
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  const { clientMessageId, toTarget, way, type, body } = fieldsOf(value);
  return [clientMessageId, toTarget, way, type].every((field) => typeof field === 'string') && body !== undefined;
}
