// What was handed to `send`, what was seen, and the verdict: each message once, none lost, in the order of its conversation.

import { EventEmitter, once } from 'node:events';

/** @typedef {{ life: string, target: string, place: number, isSafe: boolean }} Handed `isSafe`: the store has it */
/** @typedef {{ life: number, wasPending: boolean }} Sight `wasPending`: unacknowledged when the program that saw it was killed */
/** @typedef {{ messages: number, seen: number, lost: number, doubled: number, again: number, disordered: number }} Verdict
 *   `again`: seen once more by a program whose predecessor was killed while it handled them */

export class Ledger {
  /** @type {Map<string, Handed>} */
  #handed = new Map();
  /** @type {Map<string, Sight[]>} */
  #seen = new Map();
  /** Each conversation's messages as they were seen for the first time. @type {Map<string, Handed[]>} */
  #order = new Map();
  #changes = new EventEmitter();
  #places = 0;
  /** Of the program that sees. */
  #life = 0;

  /** About to be handed over: it may arrive. @param {string} text @param {string} life the client's @param {string} target */
  hand(text, life, target) {
    this.#places += 1;
    this.#handed.set(text, { life, target, place: this.#places, isSafe: false });
  }

  /** In the store: it must arrive. @param {readonly string[]} texts */
  safe(texts) {
    for (const text of texts) {
      const handed = this.#handed.get(text);
      if (handed) handed.isSafe = true;
    }
    this.#changes.emit('seen');
  }

  /** @param {string} text */
  see(text) {
    const sights = this.#seen.get(text) ?? [];
    this.#seen.set(text, [...sights, { life: this.#life, wasPending: false }]);
    const handed = this.#handed.get(text);
    if (handed && sights.length === 0) {
      const conversation = `${handed.life} ${handed.target}`;
      this.#order.set(conversation, [...(this.#order.get(conversation) ?? []), handed]);
    }
    this.#changes.emit('seen');
  }

  /** The program that sees is dead; the next one is another life. @param {ReadonlySet<string>} pending texts without an acknowledgement */
  died(pending) {
    for (const [text, sights] of this.#seen) {
      const last = sights.at(-1);
      if (last && last.life === this.#life && pending.has(text)) last.wasPending = true;
    }
    this.#life += 1;
  }

  /** How many different ones were seen. */
  get seen() {
    return this.#seen.size;
  }

  /** @returns {string[]} what must arrive and has not */
  get missing() {
    return [...this.#handed].filter(([text, { isSafe }]) => isSafe && !this.#seen.has(text)).map(([text]) => text);
  }

  /** @param {string} text @returns {string} it, who sent it and to whom */
  describe(text) {
    const handed = this.#handed.get(text);
    return handed ? `${text} of ${handed.life} to ${handed.target}` : text;
  }

  /** Resolves when the next message was seen, or `patience` milliseconds have passed. @param {number} patience */
  async change(patience) {
    await once(this.#changes, 'seen', { signal: AbortSignal.timeout(patience) }).catch(() => {});
  }

  /** @returns {Verdict} */
  get verdict() {
    const repeats = [...this.#seen.values()].flatMap((sights) => sights.slice(0, -1));
    const again = repeats.filter(({ wasPending }) => wasPending).length;
    const disordered = [...this.#order.values()].flatMap((conversation) =>
      conversation.filter(({ place }, index) => index > 0 && place < (conversation[index - 1]?.place ?? 0)),
    ).length;
    const lost = this.missing.length;
    const messages = [...this.#handed.values()].filter(({ isSafe }) => isSafe).length;
    return {
      messages,
      seen: messages - lost,
      lost,
      doubled: repeats.length - again,
      again,
      disordered,
    };
  }
}
