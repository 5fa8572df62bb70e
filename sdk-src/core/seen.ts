import { Recent } from '../base/recent.js';
import type { Slot } from './slot.js';

/** So many ids are remembered while the program runs. */
const remembered = 10_000;
/** The ids that outlive it stand on so many pages, an item of the store for each, the oldest of which is written anew. */
const pages = 8;
/** Ids on a page. */
const pageLength = 128;

/**
 * Which messages the program has handled: the last ten thousand, and of those the last nine hundred or more across its
 * restarts.
 */
export class Seen {
  private readonly recent = new Recent(remembered);
  private slot: Slot | null = null;
  private page: readonly string[] = [];
  private serial = 0;

  has(messageId: string): boolean {
    return this.recent.has(messageId);
  }

  add(messageId: string): void {
    this.recent.add(messageId);
  }

  /** Recalls what the clients that have, or had, a slot have handled. */
  async recall(slot: Slot): Promise<void> {
    for (const { ids } of await this.load(slot)) ids.forEach((id) => this.recent.add(id));
  }

  /** From here on ids are stored. @param slot null when there is none */
  async begin(slot: Slot | null): Promise<void> {
    const left = slot === null ? [] : await this.load(slot);
    this.serial = 0;
    this.page = [];
    for (const { serial, ids } of left) {
      ids.forEach((id) => this.recent.add(id));
      this.serial = serial;
      this.page = ids;
    }
    this.slot = slot;
  }

  /** Resolves when the ids are in the store, or it has failed. The calls must not overlap. */
  async store(messageIds: readonly string[]): Promise<void> {
    if (this.slot === null) return;
    let left = messageIds;
    while (left.length > 0) {
      if (this.page.length >= pageLength) {
        this.page = [];
        this.serial += 1;
      }
      const room = pageLength - this.page.length;
      this.page = [...this.page, ...left.slice(0, room)];
      left = left.slice(room);
      await this.slot.write(pageName(this.serial % pages), JSON.stringify([this.serial, ...this.page]));
    }
  }

  /** @returns the pages of a slot, oldest first */
  private async load(slot: Slot): Promise<Page[]> {
    const names = Array.from({ length: pages }, (_, number) => pageName(number));
    const texts = await Promise.all(names.map((name) => slot.read(name)));
    const found: Page[] = [];
    texts.forEach((text, number) => {
      if (typeof text !== 'string') return;
      const page = readPage(text);
      if (page !== null) found.push(page);
      else slot.corrupt(pageName(number));
    });
    return found.sort((a, b) => a.serial - b.serial);
  }
}

interface Page {
  readonly serial: number;
  readonly ids: readonly string[];
}

const pageName = (number: number): string => `inbox.${number}`;

function readPage(text: string): Page | null {
  try {
    const values: unknown = JSON.parse(text);
    if (!Array.isArray(values)) return null;
    const [serial, ...ids] = values as unknown[];
    if (typeof serial !== 'number' || !ids.every((id) => typeof id === 'string')) return null;
    return { serial, ids: ids as string[] };
  } catch {
    return null;
  }
}
