// The worker as the page knows it: it is asked one question at a time, and the answer to an old one is dropped.

import type { Answer, Question } from './analysis.js';
import { unpack } from './packing.js';
import type { Reply } from './worker.js';

export class Engine {
  readonly #worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
  #isBusy = false;
  #next: (() => Question) | undefined;

  constructor(
    readonly onAnswer: (answer: Answer) => void,
    readonly onFailure: (reason: string) => void,
  ) {
    this.#worker.addEventListener('message', (event: MessageEvent<Reply>) => this.#receive(event));
    this.#worker.addEventListener('error', ({ message }) => this.onFailure(message));
  }

  /** The question is made when the worker is free, if no later one has replaced it. */
  ask(question: () => Question): void {
    this.#next = question;
    if (!this.#isBusy) this.#send(question);
  }

  #send(question: () => Question): void {
    this.#next = undefined;
    this.#isBusy = true;
    this.#worker.postMessage(question());
  }

  #receive(event: MessageEvent<Reply>): void {
    this.#isBusy = false;
    // An old answer is not even read, which takes a while of a long text.
    if (this.#next !== undefined) return this.#send(this.#next);
    const reply = event.data;
    if ('failure' in reply) this.onFailure(reply.failure);
    else this.onAnswer(unpack(reply));
  }
}
