/** Handlers by event. The types come from `Events`, a record from an event's name to what its handlers are given. */
export class Emitter<Events extends object> {
  private readonly handlers = new Map<keyof Events, Set<{ readonly call: (value: never) => void }>>();

  /** @param onThrow told when a handler throws; the other handlers are called all the same */
  constructor(private readonly onThrow: (event: keyof Events, thrown: unknown) => void) {}

  /** Adds a handler; one that is added twice is called twice. @returns what removes it again */
  on<E extends keyof Events>(event: E, handler: (value: Events[E]) => void): () => void {
    const entry = { call: handler };
    const entries = this.handlers.get(event) ?? new Set();
    this.handlers.set(event, entries.add(entry));
    return () => void entries.delete(entry);
  }

  /** Calls the handlers that are registered now, in the order of their registration. @returns how many there were */
  emit<E extends keyof Events>(event: E, value: Events[E]): number {
    const entries = [...(this.handlers.get(event) ?? [])] as { readonly call: (value: Events[E]) => void }[];
    for (const entry of entries) {
      try {
        entry.call(value);
      } catch (thrown) {
        this.onThrow(event, thrown);
      }
    }
    return entries.length;
  }

  clear(): void {
    this.handlers.clear();
  }
}
