import { Backoff } from '../base/backoff.js';
import type { Timers } from '../platform/contract.js';
import type { Entry } from './entry.js';

/** A conversation's messages, oldest first; the first one is on its way, or the next to go. */
export class Lane {
  private entries: Entry[] = [];
  private readonly backoff = new Backoff();
  private timer: number | null = null;
  private woken: (() => void) | null = null;

  constructor(private readonly timers: Timers) {}

  get first(): Entry | undefined {
    return this.entries[0];
  }

  get all(): readonly Entry[] {
    return Array.from(this.entries);
  }

  get isPausing(): boolean {
    return this.timer !== null;
  }

  putLast(entry: Entry): void {
    this.entries.push(entry);
    this.wake();
  }

  /** Ahead of all but what is on its way. */
  putFirst(entries: readonly Entry[]): void {
    const begin = this.first !== undefined && this.first.isOnItsWay ? 1 : 0;
    this.entries.splice(begin, 0, ...entries);
    this.wake();
  }

  /** Does nothing when the entry has left. */
  remove(entry: Entry): void {
    this.entries = this.entries.filter((each) => each !== entry);
    this.wake();
  }

  /** Resolves when something has happened that may let the first message go. */
  change(): Promise<void> {
    return new Promise((resolve) => (this.woken = resolve));
  }

  wake(): void {
    const { woken } = this;
    this.woken = null;
    woken?.();
  }

  /** Until it is over the lane is pausing; longer each time. */
  pause(): void {
    this.timer = this.timers.set(() => {
      this.timer = null;
      this.wake();
    }, this.backoff.next());
  }

  /** Ends a pause; the next one is short again. */
  restart(): void {
    this.backoff.reset();
    if (this.timer !== null) this.timers.clear(this.timer);
    this.timer = null;
    this.wake();
  }
}
