import type { SendForm } from '../model/message.js';
import { fieldsOf } from '../base/fields.js';
import type { Store } from '../base/store.js';

/** A message that the outbox holds: it has its name, so that sending it again is no second message. */
export type Outgoing = SendForm & { readonly clientMessageId: string };

const item = 'outbox';

/**
 * The outbox's messages that wait, in the store, so that they outlive the program. Another client of the same account
 * (a second page of a browser) may use the same item: each changes only the messages that it knows. Should both send
 * one, the server sees one message, by its `clientMessageId`.
 */
export class Backlog {
  private readonly stored = new Set<string>();
  private readonly added = new Map<string, Outgoing>();
  private readonly removed = new Set<string>();
  /** Settles when the store has done all that was asked so far. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: Store) {}

  /** What an earlier run left, oldest first. */
  async load(): Promise<readonly Outgoing[]> {
    const messages = await this.inTurn(() => this.read());
    for (const { clientMessageId } of messages) this.stored.add(clientMessageId);
    return messages;
  }

  keep(message: Outgoing): void {
    const id = message.clientMessageId;
    if (this.stored.has(id)) return;
    this.stored.add(id);
    this.added.set(id, message);
    void this.inTurn(() => this.write());
  }

  forget({ clientMessageId: id }: Outgoing): void {
    if (!this.stored.delete(id)) return;
    this.added.delete(id);
    this.removed.add(id);
    void this.inTurn(() => this.write());
  }

  /** Writes all changes since the last write in one; those that come meanwhile have the next turn. */
  private async write(): Promise<void> {
    if (this.added.size === 0 && this.removed.size === 0) return;
    const added = [...this.added.values()];
    const removed = new Set(this.removed);
    this.added.clear();
    this.removed.clear();
    const kept = (await this.read()).filter(({ clientMessageId }) => !removed.has(clientMessageId));
    const messages = [...kept, ...added];
    await this.store.write(item, messages.length > 0 ? JSON.stringify(messages) : null);
  }

  private async read(): Promise<readonly Outgoing[]> {
    const text = await this.store.read(item);
    return text === null ? [] : readMessages(text);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result;
    return result;
  }
}

/** What is no list of messages counts as empty: nothing of it could be sent. */
function readMessages(text: string): readonly Outgoing[] {
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) ? values.filter(isOutgoing) : [];
  } catch {
    return [];
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  const { clientMessageId, toTarget, way, type, body } = fieldsOf(value);
  return [clientMessageId, toTarget, way, type].every((field) => typeof field === 'string') && body !== undefined;
}
