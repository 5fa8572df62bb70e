import { Backoff } from '../base/backoff.js';
import { isRefusedError, isTransportError } from '../base/errors.js';
import type { Scope } from '../base/scope.js';
import type { Timers } from '../platform/contract.js';
import { isTemporary } from '../wire/answer.js';

/** Something that the server is asked until it has answered yes or no: after what is neither, again with growing pauses. */
export class Persistence {
  private readonly backoff = new Backoff();
  private timer: number | null = null;

  constructor(
    private readonly isOnline: () => boolean,
    private readonly failed: (error: unknown) => void,
    private readonly life: Scope,
    private readonly timers: Timers,
  ) {
    life.onEnd(() => this.stop());
  }

  /** Does nothing while offline. Never rejects. */
  async ask(question: () => Promise<void>): Promise<void> {
    if (!this.isOnline()) return;
    try {
      await question();
      return this.backoff.reset();
    } catch (error) {
      this.failed(error);
      if (!isTransportError(error) && !(isRefusedError(error) && isTemporary(error))) return;
    }
    this.stop();
    if (!this.life.hasEnded) this.timer = this.timers.set(() => void this.ask(question), this.backoff.next());
  }

  private stop(): void {
    if (this.timer !== null) this.timers.clear(this.timer);
    this.timer = null;
  }
}
