import { StorageError } from '../base/errors.js';
import type { Scope } from '../base/scope.js';
import type { Timers } from '../platform/contract.js';
import { Backlog } from './backlog.js';
import type { Inbox } from './inbox.js';
import type { Outbox } from './outbox.js';
import type { Seen } from './seen.js';
import type { Slot, Slots } from './slot.js';

/** Milliseconds between two looks at the store: others may end at any time, and what failed may work. */
const interval = 10_000;

/** The client's part of the store: it takes a slot, and takes up what ended clients have left in theirs. */
export class Recovery {
  /** From `start` to `leave`, or the client's end. */
  private stay: Stay | null = null;
  private own: Slot | null = null;
  /** Of ended clients, until all their messages are sent. */
  private readonly foreign = new Map<Slot, Backlog>();
  private timer: number | null = null;

  constructor(
    private readonly slots: Slots,
    private readonly outbox: Outbox,
    private readonly seen: Seen,
    private readonly inbox: Inbox,
    private readonly timers: Timers,
    private readonly life: Scope,
    private readonly failed: (error: StorageError) => void,
  ) {
    life.onEnd(() => void this.leave());
  }

  /**
   * Takes a slot and what is in it and in those of ended clients; only then messages go in or out. Does nothing when it
   * has begun. Never rejects, and takes no longer than the store's patience.
   */
  async start(): Promise<void> {
    if (this.stay !== null || this.life.hasEnded) return;
    const stay: Stay = { isBusy: true };
    this.stay = stay;
    this.watch();
    await this.take(stay);
    // What another client holds is read, too: it may be the slot of one that has ended.
    const others = (await this.slots.known()).filter(({ number }) => number !== this.own?.number);
    await Promise.all([this.look(stay), ...others.map((slot) => this.seen.recall(slot))]);
    stay.isBusy = false;
    if (this.stay !== stay) return;
    this.outbox.open();
    this.inbox.open();
  }

  /**
   * Gives the slots back. What is not sent stays, for whoever comes next. What is reported failed leaves the store in this
   * turn, and what has been handled is stored: only then the slots are free.
   */
  async leave(): Promise<void> {
    if (this.timer !== null) this.timers.clear(this.timer);
    this.timer = null;
    this.stay = null;
    const slots = Array.from(this.foreign.keys());
    if (this.own !== null) slots.push(this.own);
    this.own = null;
    this.foreign.clear();
    await null;
    await this.inbox.settled();
    for (const slot of slots) void slot.release();
  }

  private watch(): void {
    this.timer = this.timers.set(() => void this.again(), interval);
  }

  /** Does once more what has failed: the store may work now, or somebody may have emptied it. */
  private async again(): Promise<void> {
    this.watch();
    const { stay } = this;
    if (stay === null || stay.isBusy) return;
    stay.isBusy = true;
    await this.take(stay);
    await this.outbox.mend();
    await this.look(stay);
    stay.isBusy = false;
  }

  /** Takes a slot and what is in it, as far as that is not done. */
  private async take(stay: Stay): Promise<void> {
    if (this.own === null) {
      const own = await this.claim();
      if (this.stay !== stay) return void own?.release();
      this.own = own;
      await this.seen.begin(own);
    }
    const { own } = this;
    // What is in a slot without a mark nobody would look for.
    if (own !== null && this.stay === stay) await this.slots.mark(own);
    if (this.stay === stay) await this.outbox.begin(own);
  }

  /** Takes up what ended clients have left, and gives back the slots whose messages are sent. */
  private async look(stay: Stay): Promise<void> {
    this.foreign.forEach((backlog, slot) => {
      backlog.retry();
      if (backlog.isEmpty && this.foreign.delete(slot)) void slot.release();
    });
    if (this.stay !== stay) return;
    for (const slot of await this.abandoned()) {
      const backlog = new Backlog();
      const left = await backlog.begin(slot);
      if (this.stay !== stay || left.length === 0) {
        void slot.release();
      } else {
        this.foreign.set(slot, backlog);
        this.outbox.takeUp(left, backlog);
      }
    }
  }

  private async claim(): Promise<Slot | null> {
    try {
      return await this.slots.claim();
    } catch (thrown) {
      this.failed(new StorageError('its locks failed', thrown));
      return null;
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
}

/** A client that leaves and comes again must not be taken for the one that left. */
interface Stay {
  isBusy: boolean;
}
