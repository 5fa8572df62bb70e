import { isThenable } from './thenable.js';

type Handler = { readonly call: (value: never) => unknown };

/** Handlers by event. The types come from `Events`, a record from an event's name to what its handlers are given. */
export class Emitter<Events extends object> {
  private readonly handlers = new Map<keyof Events, Set<Handler>>();

  /** @param onThrow told when a handler throws or its promise rejects; the other handlers are called all the same */
  constructor(private readonly onThrow: (event: keyof Events, thrown: unknown) => void) {}

  /** Adds a handler; one that is added twice is called twice. @returns what removes it again */
  on<E extends keyof Events>(event: E, handler: (value: Events[E]) => unknown): () => void {
    const entry = { call: handler };
    const entries = this.handlers.get(event) ?? new Set();
    this.handlers.set(event, entries.add(entry));
    return () => void entries.delete(entry);
  }

  has(event: keyof Events): boolean {
    const entries = this.handlers.get(event);
    return entries !== undefined && entries.size > 0;
  }

  /**
   * Calls the handlers that are registered now, in the order of their registration.
   * @returns null when all of them are done; else a promise of that, which never rejects
   */
  emit<E extends keyof Events>(event: E, value: Events[E]): Promise<unknown> | null {
    const entries = Array.from(this.handlers.get(event) ?? []) as { call: (value: Events[E]) => unknown }[];
    const threw = (thrown: unknown): void => this.onThrow(event, thrown);
    const atWork: PromiseLike<unknown>[] = [];
    for (const entry of entries) {
      try {
        const result = entry.call(value);
        if (isThenable(result)) atWork.push(result.then(null, threw));
      } catch (thrown) {
        threw(thrown);
      }
    }
    return atWork.length > 0 ? Promise.all(atWork) : null;
  }
}
