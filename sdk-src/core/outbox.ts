import type { ApiResponse } from '../api/response.js';
import type { SendForm, SendReceipt } from '../model/message.js';
import type { Timers } from '../platform/contract.js';
import { Backoff } from './backoff.js';
import { OutboxFullError, RefusedError, isTransportError } from './errors.js';
import type { CallOptions, Scope } from './scope.js';

/** What the outbox needs of the client around it. */
export interface Carrier {
  /** Resolves when the client is online. @throws when it is not going to be */
  online(): Promise<unknown>;
  isOnline(): boolean;
  /** One attempt. @throws TransportError when the message may not have arrived: the same message is tried again */
  deliver(message: SendForm): Promise<ApiResponse<SendReceipt>>;
}

interface Entry {
  readonly message: SendForm;
  readonly resolve: (receipt: SendReceipt) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Messages on their way out, in memory. Each is tried, with the same `clientMessageId`, until the server says yes or
 * no: the server drops what it has seen, so a message arrives once although it may be sent more often.
 * Within one conversation the next message waits for the one before it; conversations don't wait for each other.
 */
export class Outbox {
  private readonly lanes = new Map<string, Entry[]>();
  private size = 0;

  /** @param life when it ends, all that waits is rejected with its reason */
  constructor(
    private readonly carrier: Carrier,
    private readonly life: Scope,
    private readonly timers: Timers,
    private readonly capacity: number,
  ) {}

  /**
   * Resolves when the server has taken the message.
   * @throws OutboxFullError at once; RefusedError for the server's "no"; for a message given up by `options` it is
   * unknown whether it arrives when it was already on its way
   */
  async send(message: SendForm, options: CallOptions): Promise<SendReceipt> {
    if (this.size >= this.capacity) throw new OutboxFullError(`${this.capacity} messages wait to be sent already`);
    let entry: Entry | undefined;
    this.size += 1;
    try {
      return await this.life.run(
        options,
        () => new Promise((resolve, reject) => this.enqueue((entry = { message, resolve, reject }))),
      );
    } finally {
      this.size -= 1;
      if (entry !== undefined) this.remove(entry);
    }
  }

  private enqueue(entry: Entry): void {
    const key = laneOf(entry);
    const lane = this.lanes.get(key);
    if (lane !== undefined) {
      lane.push(entry);
      return;
    }
    const newLane = [entry];
    this.lanes.set(key, newLane);
    void this.empty(key, newLane);
  }

  private remove(entry: Entry): void {
    const lane = this.lanes.get(laneOf(entry));
    const index = lane?.indexOf(entry) ?? -1;
    if (index >= 0) lane?.splice(index, 1);
  }

  /** Sends a lane's messages one after the other until none is left. Never rejects. */
  private async empty(key: string, lane: Entry[]): Promise<void> {
    const backoff = new Backoff();
    for (let entry = lane[0]; entry !== undefined; entry = lane[0]) {
      try {
        await this.carrier.online();
        const response = await this.carrier.deliver(entry.message);
        backoff.reset();
        if (response.isSucceed()) entry.resolve(response.data);
        else entry.reject(new RefusedError('the message', response.code, response.msg));
      } catch (error) {
        if (isTransportError(error)) {
          await this.pause(backoff.next());
          continue;
        }
        entry.reject(error);
      }
      if (lane[0] === entry) lane.shift();
    }
    this.lanes.delete(key);
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

const laneOf = ({ message: { way, toTarget } }: Entry): string => `${way} ${toTarget}`;
