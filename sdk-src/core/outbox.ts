import {
  AbortError,
  OutboxFullError,
  OutcomeUnknownError,
  RefusedError,
  StateError,
  isAbortError,
  isLoginRefusedError,
  isProtocolError,
  isRefusedError,
  isSessionExpiredError,
  isTransportError,
} from '../base/errors.js';
import type { CallOptions, Scope } from '../base/scope.js';
import { type SendReceipt, laneOf } from '../model/message.js';
import type { Timers } from '../platform/contract.js';
import { type ApiResponse, isTemporary } from '../wire/answer.js';
import { Backlog, type Kept, type Outgoing } from './backlog.js';
import { type Entry, type Head, newEntry } from './entry.js';
import { Lane } from './lane.js';
import type { Pending, PendingMessage } from './pending.js';
import type { Slot } from './slot.js';

/** What the outbox needs of the client around it. */
export interface Carrier {
  isOnline(): boolean;
  /**
   * One attempt, which ends with the scope.
   * @throws TransportError when the message may not have arrived: the same message is tried again
   */
  deliver(message: Outgoing, scope: Scope): Promise<ApiResponse<SendReceipt>>;
  /** Connects now rather than later. */
  hurry(): void;
  /** Told of what no caller of `send` learns. */
  failed(reason: unknown): void;
}

/** How often a message is tried that is answered each time, but neither with yes nor with no. With the pauses: a minute. */
const mostTries = 8;

/** Makes a message that takes its time. */
export type Making = () => Promise<Outgoing>;

/**
 * Messages on their way out. Each is stored before it goes, and tried with the same `clientMessageId` until the server
 * says yes or no: the server drops what it has seen, so a message arrives once although it may be sent more often.
 * Within one conversation the next message waits for the one before it; conversations don't wait for each other.
 */
export class Outbox implements Pending {
  private readonly lanes = new Map<string, Lane>();
  /** In the client's own slot. */
  private backlog = new Backlog();
  /** Of this client's own messages. */
  private size = 0;
  private isOpen = false;

  /** @param life when it ends, all that waits is rejected with its reason */
  constructor(
    private readonly carrier: Carrier,
    private readonly life: Scope,
    private readonly timers: Timers,
    private readonly capacity: number,
  ) {
    life.onEnd(() => this.lanes.forEach((lane) => lane.wake()));
  }

  /**
   * Resolves when the server has taken the message. It is in the store when this returns, if the store answers at once.
   * @param head of the message
   * @param message the message, or what makes it: it has its place in the conversation meanwhile
   * @throws OutboxFullError; what the making throws; RefusedError for the server's "no"; OutcomeUnknownError; for a message
   * given up by `options` it is unknown whether it arrives when it was already on its way. What is rejected is no longer
   * in the store, if that answers
   */
  async send(head: Head, message: Outgoing | Making, options: CallOptions): Promise<SendReceipt> {
    if (this.size >= this.capacity) throw new OutboxFullError(`${this.capacity} messages wait to be sent already`);
    const { scope, release } = this.life.within(options);
    try {
      scope.check();
      this.size += 1;
      try {
        return await new Promise((succeed, fail) => this.add(head, message, scope, { succeed, fail }));
      } finally {
        this.size -= 1;
      }
    } finally {
      release();
    }
  }

  list(): readonly PendingMessage[] {
    const all: PendingMessage[] = [];
    this.lanes.forEach((lane) =>
      lane.all.forEach(({ head: { clientMessageId, way, toTarget, type }, kept, isOnItsWay }) => {
        const state = isOnItsWay ? 'sending' : 'waiting';
        const shown = { clientMessageId, way, toTarget, type, state } as const;
        all.push(kept === null ? shown : Object.assign(shown, { body: kept.message.body }));
      }),
    );
    return all;
  }

  retry(clientMessageId: string): boolean {
    return this.find(clientMessageId, (lane, entry) => {
      entry.tries = 0;
      lane.restart();
      this.carrier.hurry();
    });
  }

  drop(clientMessageId: string): boolean {
    return this.find(clientMessageId, (lane, entry) => {
      const reason = new AbortError('the message was dropped');
      // An own message's attempt ends with its scope.
      if (entry.isOwn) entry.scope.end(reason);
      else void this.end(lane, entry, reason);
    });
  }

  /**
   * Takes up messages that ended clients have left, ahead of all that waits. What becomes of them no caller learns: a
   * failure is reported, and what the client's end finds unsent stays for the next one.
   */
  takeUp(left: readonly Kept[], backlog: Backlog): void {
    const byLane = new Map<string, Entry[]>();
    for (const kept of left) {
      const name = laneOf(kept.message);
      const entries = byLane.get(name) ?? [];
      byLane.set(name, entries);
      entries.push(this.restored(kept, backlog));
    }
    byLane.forEach((entries, name) => this.lane(name).putFirst(entries));
  }

  /** As `Backlog.begin`, for the client's own slot; what was left there is taken up. Does nothing once it has succeeded. */
  async begin(slot: Slot | null): Promise<void> {
    const { backlog } = this;
    if (!backlog.hasBegun) this.takeUp(await backlog.begin(slot), backlog);
  }

  /** What ended clients have left is known: messages may go. */
  open(): void {
    this.isOpen = true;
    this.lanes.forEach((lane) => lane.wake());
  }

  /** Puts the own slot in order, where the store has failed or was emptied. */
  async mend(): Promise<void> {
    await this.backlog.recount();
    this.backlog.retry();
  }

  /** The way is free, whatever has gone wrong on the connection before: no lane waits any longer. */
  online(): void {
    this.lanes.forEach((lane) => lane.restart());
  }

  /** Rejects the client's own messages; what ended clients left stays in the store, and is no longer this client's. */
  giveUp(reason: StateError): void {
    this.lanes.forEach((lane) =>
      lane.all.forEach((entry) => {
        if (entry.isOwn) void this.end(lane, entry, reason);
        else lane.remove(entry);
      }),
    );
    this.backlog = new Backlog();
    this.isOpen = false;
  }

  /** @returns whether there is such a message */
  private find(clientMessageId: string, use: (lane: Lane, entry: Entry) => void): boolean {
    for (const lane of Array.from(this.lanes.values())) {
      const entry = lane.all.filter(({ head }) => head.clientMessageId === clientMessageId)[0];
      if (entry === undefined) continue;
      use(lane, entry);
      return true;
    }
    return false;
  }

  private add(head: Head, message: Outgoing | Making, scope: Scope, outcome: Pick<Entry, 'succeed' | 'fail'>): void {
    const lane = this.lane(laneOf(head));
    const entry: Entry = Object.assign(newEntry(head, this.backlog, true, scope), outcome);
    lane.putLast(entry);
    scope.onEnd((reason) => void this.end(lane, entry, reason));
    const keep = (made: Outgoing): void => {
      if (entry.isOver) return;
      entry.kept = entry.backlog.keep(made);
      void entry.kept.stored.then(() => {
        entry.isReady = true;
        lane.wake();
      });
    };
    if (typeof message === 'function') message().then(keep, (reason: unknown) => this.end(lane, entry, reason));
    else keep(message);
  }

  private restored(kept: Kept, backlog: Backlog): Entry {
    const fail = (reason: unknown): void => {
      // What the program has dropped it knows.
      if (!this.life.hasEnded && !isAbortError(reason)) this.carrier.failed(reason);
    };
    return Object.assign(newEntry(kept.message, backlog, false, this.life), {
      kept,
      isReady: true,
      succeed: () => {},
      fail,
    });
  }

  private lane(name: string): Lane {
    const known = this.lanes.get(name);
    if (known !== undefined) return known;
    const lane = new Lane(this.timers);
    this.lanes.set(name, lane);
    void this.empty(name, lane);
    return lane;
  }

  /** Sends a lane's messages one after the other until none is left. Never rejects. */
  private async empty(name: string, lane: Lane): Promise<void> {
    // The first message takes its place in this turn.
    await null;
    for (let entry = lane.first; entry !== undefined && !this.life.hasEnded; entry = lane.first) {
      if (this.isOpen && entry.isReady && entry.kept !== null && this.carrier.isOnline() && !lane.isPausing) {
        await this.attempt(lane, entry, entry.kept.message);
      } else {
        await lane.change();
      }
    }
    lane.restart();
    this.lanes.delete(name);
  }

  private async attempt(lane: Lane, entry: Entry, message: Outgoing): Promise<void> {
    entry.isOnItsWay = true;
    try {
      const response = await this.carrier.deliver(message, entry.scope);
      if (!isTemporary(response)) {
        lane.restart();
        if (response.isSucceed()) this.take(lane, entry, receiptOf(message, response.data));
        else await this.end(lane, entry, refused(message, response));
        return;
      }
      await this.note(lane, entry, message, new RefusedError('a message', response.code, response.msg));
    } catch (error) {
      if (isNoAnswer(error)) await this.note(lane, entry, message, error);
      else if (isRefusedError(error) && !isLoginRefusedError(error))
        await this.end(lane, entry, refused(message, error));
      else if (!isTransportError(error)) await this.end(lane, entry, error);
    } finally {
      entry.isOnItsWay = false;
    }
    // After a loss the way back online is the pause.
    if (!entry.isOver && this.carrier.isOnline()) lane.pause();
  }

  /** An attempt that had an answer which says neither yes nor no. */
  private async note(lane: Lane, entry: Entry, { clientMessageId }: Outgoing, answer: unknown): Promise<void> {
    entry.tries += 1;
    if (entry.tries >= mostTries) {
      lane.restart();
      await this.end(lane, entry, new OutcomeUnknownError(clientMessageId, entry.tries, answer));
    } else if (entry.tries === 1 && !entry.isOver) {
      this.carrier.failed(answer);
    }
  }

  private take(lane: Lane, entry: Entry, receipt: SendReceipt): void {
    if (entry.isOver) return;
    entry.isOver = true;
    lane.remove(entry);
    if (entry.kept !== null) void entry.backlog.forget(entry.kept);
    entry.succeed(receipt);
  }

  /** What was reported failed must not be sent by a later client: it leaves the store first. */
  private async end(lane: Lane, entry: Entry, reason: unknown): Promise<void> {
    if (entry.isOver) return;
    entry.isOver = true;
    lane.remove(entry);
    if (entry.kept !== null && (entry.isOwn || !this.life.hasEnded)) await entry.backlog.forget(entry.kept);
    entry.fail(reason);
  }
}

/** With the message's name, so that of several that are refused each is reported. */
const refused = ({ clientMessageId }: Outgoing, { code, msg }: { readonly code: number; readonly msg: string }) =>
  new RefusedError(`message ${clientMessageId}`, code, msg);

/** Something answered, but not the server, or the server only for now. */
const isNoAnswer = (error: unknown): boolean =>
  isProtocolError(error) || isSessionExpiredError(error) || (isLoginRefusedError(error) && isTemporary(error));

/** Servers before ours say less. */
function receiptOf(message: Outgoing, data: unknown): SendReceipt {
  const { messageId, sendTime } = Object.assign({}, data as Partial<SendReceipt> | null);
  return {
    messageId: typeof messageId === 'string' ? messageId : '',
    clientMessageId: message.clientMessageId,
    sendTime: typeof sendTime === 'number' ? sendTime : 0,
  };
}
