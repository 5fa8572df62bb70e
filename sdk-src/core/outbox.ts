import type { ApiResponse } from '../wire/answer.js';
import type { SendReceipt } from '../model/message.js';
import type { Timers } from '../platform/contract.js';
import { Backoff } from '../base/backoff.js';
import type { Backlog, Outgoing } from './backlog.js';
import { OutboxFullError, RefusedError, isTransportError } from '../base/errors.js';
import type { CallOptions, Scope } from '../base/scope.js';

/** What the outbox needs of the client around it. */
export interface Carrier {
  /** Resolves when the client is online. @throws when it is not going to be */
  online(): Promise<unknown>;
  isOnline(): boolean;
  /** One attempt. @throws TransportError when the message may not have arrived: the same message is tried again */
  deliver(message: Outgoing): Promise<ApiResponse<SendReceipt>>;
}

interface Entry {
  readonly message: Outgoing;
  readonly resolve: (receipt: SendReceipt) => void;
  readonly reject: (reason: unknown) => void;
}

/** A conversation's messages, oldest first; the first one is on its way. */
interface Lane {
  readonly entries: Entry[];
  /** Whether its messages wait for better times, and must outlive the program until then. */
  isHeldUp: boolean;
}

/**
 * Messages on their way out. Each is tried, with the same `clientMessageId`, until the server says yes or no: the server
 * drops what it has seen, so a message arrives once although it may be sent more often.
 * Within one conversation the next message waits for the one before it; conversations don't wait for each other.
 */
export class Outbox {
  private readonly lanes = new Map<string, Lane>();
  private left: readonly Outgoing[] = [];
  private size = 0;

  /** @param life when it ends, all that waits is rejected with its reason */
  constructor(
    private readonly carrier: Carrier,
    private readonly backlog: Backlog,
    private readonly life: Scope,
    private readonly timers: Timers,
    private readonly capacity: number,
  ) {}

  /**
   * Resolves when the server has taken the message.
   * @throws OutboxFullError at once; RefusedError for the server's "no"; for a message given up by `options` it is
   * unknown whether it arrives when it was already on its way
   */
  async send(message: Outgoing, options: CallOptions): Promise<SendReceipt> {
    try {
      return await this.hold(message, options, (lane, entry) => lane.entries.push(entry));
    } finally {
      this.backlog.forget(message);
    }
  }

  /** Reads what an earlier run left, for `takeUp`. */
  async load(): Promise<void> {
    this.left = await this.backlog.load();
  }

  /**
   * Sends what was loaded, ahead of all that waits to be sent. To be called when the client gets online, in the turn in
   * which it does: then nothing was sent before.
   * @param failed told of each message that the server refuses; what the client's end finds unsent stays for the next run
   */
  takeUp(failed: (reason: unknown) => void): void {
    // Backwards, because each one goes to the front of its lane.
    for (const message of [...this.left].reverse()) {
      this.hold(message, {}, (lane, entry) => lane.entries.unshift(entry)).then(
        () => this.backlog.forget(message),
        (reason: unknown) => {
          if (this.life.hasEnded) return;
          this.backlog.forget(message);
          failed(reason);
        },
      );
    }
    this.left = [];
  }

  private async hold(
    message: Outgoing,
    options: CallOptions,
    place: (lane: Lane, entry: Entry) => void,
  ): Promise<SendReceipt> {
    if (this.size >= this.capacity) throw new OutboxFullError(`${this.capacity} messages wait to be sent already`);
    const key = `${message.way} ${message.toTarget}`;
    let lane: Lane | undefined;
    let entry: Entry | undefined;
    this.size += 1;
    try {
      return await this.life.run(options, () => {
        return new Promise((resolve, reject) => {
          entry = { message, resolve, reject };
          lane = this.laneOf(key);
          place(lane, entry);
          if (lane.isHeldUp) this.backlog.keep(message);
        });
      });
    } finally {
      this.size -= 1;
      if (lane !== undefined && entry !== undefined) remove(lane, entry);
    }
  }

  private laneOf(key: string): Lane {
    const lane = this.lanes.get(key);
    if (lane !== undefined) return lane;
    const newLane = { entries: [], isHeldUp: !this.carrier.isOnline() };
    this.lanes.set(key, newLane);
    void this.empty(key, newLane);
    return newLane;
  }

  /** Sends a lane's messages one after the other until none is left. Never rejects. */
  private async empty(key: string, lane: Lane): Promise<void> {
    const backoff = new Backoff();
    // The first message takes its place in this turn.
    await Promise.resolve();
    while (lane.entries.length > 0) {
      let entry: Entry | undefined;
      try {
        await this.carrier.online();
        // Only now: what waited may have been given up, or something older been put before it.
        entry = lane.entries[0];
        if (entry === undefined) break;
        const response = await this.carrier.deliver(entry.message);
        backoff.reset();
        lane.isHeldUp = false;
        if (response.isSucceed()) entry.resolve(response.data);
        else entry.reject(new RefusedError('the message', response.code, response.msg));
      } catch (error) {
        if (isTransportError(error)) {
          this.holdUp(lane);
          await this.pause(backoff.next());
          continue;
        }
        entry ??= lane.entries[0];
        entry?.reject(error);
      }
      if (entry !== undefined) remove(lane, entry);
    }
    this.lanes.delete(key);
  }

  private holdUp(lane: Lane): void {
    lane.isHeldUp = true;
    for (const { message } of lane.entries) this.backlog.keep(message);
  }

  /** When the connection was lost, the way back online is the pause. Resolves at once when the client has ended. */
  private async pause(delay: number): Promise<void> {
    if (!this.carrier.isOnline()) return;
    await new Promise<void>((resolve) => {
      const timer = this.timers.set(() => {
        release();
        resolve();
      }, delay);
      const release = this.life.onEnd(() => {
        this.timers.clear(timer);
        resolve();
      });
    });
  }
}

/** Does nothing when the entry has left its lane. */
function remove({ entries }: Lane, entry: Entry): void {
  const index = entries.indexOf(entry);
  if (index >= 0) entries.splice(index, 1);
}
