/// <reference lib="es2018.asynciterable" preserve="true" />
import type { Message } from '../model/message.js';

/** Where in a conversation to begin, and in what steps. */
export interface HistoryOptions {
  /** Messages on a page, 1 to 200; 50 by default. */
  readonly limit?: number;
  /** A `messageId`: the pages begin before it. By default they begin at the end. */
  readonly before?: string;
}

/**
 * The pages of a conversation, the latest first; on a page the oldest message stands first. `for await` takes it, and so
 * does `next()` in engines that don't have that. Nothing is loaded ahead.
 */
export class History implements AsyncIterableIterator<readonly Message[], undefined> {
  private isOver = false;
  /** The page before is there, or has failed. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @param load the page that ends before a message, or the last one */
  constructor(
    private before: string | undefined,
    private readonly load: (before: string | undefined) => Promise<readonly Message[]>,
  ) {}

  /** The next page; after one that failed, the same again. @throws RefusedError, and what API calls throw */
  next(): Promise<IteratorResult<readonly Message[], undefined>> {
    const page = this.turn.then(() => this.page());
    this.turn = page.then(null, () => {});
    return page;
  }

  /** Ends it early, as `break` does. */
  async return(): Promise<IteratorResult<readonly Message[], undefined>> {
    this.isOver = true;
    return { done: true, value: undefined };
  }

  /** In an engine without this symbol it is a method that nobody calls. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  private async page(): Promise<IteratorResult<readonly Message[], undefined>> {
    if (this.isOver) return this.return();
    const messages = await this.load(this.before);
    const [first] = messages;
    // A server of 1.01 knows nothing of pages, and gives all of them each time.
    if (first === undefined || first.messageId === this.before) return this.return();
    this.before = first.messageId;
    return { done: false, value: messages };
  }
}
