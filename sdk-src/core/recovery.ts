import { StorageError } from '../base/errors.js';
import type { Scope } from '../base/scope.js';
import type { Timers } from '../platform/contract.js';
import { Backlog } from './backlog.js';
import type { Inbox } from './inbox.js';
import type { Outbox } from './outbox.js';
import type { Seen } from './seen.js';
import type { Slot, Slots } from './slot.js';

/** Milliseconds between two looks for what others have left, who may end at any time. */
const interval = 10_000;

/** The client's part of the store: it takes a slot, and takes up what ended clients have left in theirs. */
export class Recovery {
  private own: Slot | null = null;
  /** Of ended clients, until all their messages are sent. */
  private readonly foreign = new Map<Slot, Backlog>();
  private timer: number | null = null;
  private isBusy = false;

  constructor(
    private readonly slots: Slots,
    private readonly backlog: Backlog,
    private readonly outbox: Outbox,
    private readonly seen: Seen,
    private readonly inbox: Inbox,
    private readonly timers: Timers,
    private readonly life: Scope,
    private readonly failed: (error: StorageError) => void,
  ) {
    life.onEnd(() => void this.stop());
  }

  /**
   * Takes a slot and what is in it and in those of ended clients; only then messages go in or out. Never rejects. It
   * takes no longer than the store's patience.
   */
  async start(): Promise<void> {
    try {
      this.own = await this.slots.claim();
    } catch (thrown) {
      this.failed(new StorageError('its locks failed', thrown));
    }
    if (this.life.hasEnded) return void this.own?.release();
    await Promise.all([this.begin(), this.seen.begin(this.own)]);
    if (this.own !== null) await this.slots.mark(this.own);
    await this.look((slot) => this.seen.recall(slot));
    this.outbox.open();
    this.inbox.open();
  }

  /** Looks for what others have left, now and from time to time, until `rest`. */
  watch(): void {
    this.rest();
    this.timer = this.timers.set(() => void this.again(), interval);
  }

  rest(): void {
    if (this.timer !== null) this.timers.clear(this.timer);
    this.timer = null;
  }

  private async again(): Promise<void> {
    this.watch();
    if (this.isBusy) return;
    this.isBusy = true;
    if (!this.backlog.hasBegun) await this.begin();
    // Somebody may have emptied the store.
    if (this.own !== null) await this.slots.mark(this.own);
    await this.backlog.recount();
    this.backlog.retry();
    await this.look(async () => {});
    this.isBusy = false;
  }

  private async begin(): Promise<void> {
    this.outbox.takeUp(await this.backlog.begin(this.own), this.backlog);
  }

  /** @param first is done with each slot that was found, before its messages are sent */
  private async look(first: (slot: Slot) => Promise<void>): Promise<void> {
    this.foreign.forEach((backlog, slot) => {
      if (backlog.isEmpty && this.foreign.delete(slot)) void slot.release();
    });
    for (const slot of await this.abandoned()) {
      const backlog = new Backlog();
      const [left] = await Promise.all([backlog.begin(slot), first(slot)]);
      if (this.life.hasEnded || left.length === 0) {
        void slot.release();
      } else {
        this.foreign.set(slot, backlog);
        this.outbox.takeUp(left, backlog);
      }
    }
  }

  private async abandoned(): Promise<readonly Slot[]> {
    try {
      return await this.slots.abandoned();
    } catch (thrown) {
      this.failed(new StorageError('its locks failed', thrown));
      return [];
    }
  }

  /** What is not sent stays, for whoever comes next; what is reported failed leaves the store first, in this turn. */
  private async stop(): Promise<void> {
    this.rest();
    await null;
    void this.own?.release();
    this.foreign.forEach((_, slot) => void slot.release());
  }
}
