// The engine, off the thread that people type on. One answer to each question, in their order.

import { init } from 'iftrue/browser';

import { analyse, type Question } from './analysis.js';
import { pack, type PackedAnswer } from './packing.js';

/** What the worker sends: an answer, or why there can be none. */
export type Reply = PackedAnswer | { readonly failure: string };

const ready = init();

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  void reply(data).then((message) => postMessage(message));
});

async function reply(question: Question): Promise<Reply> {
  try {
    await ready;
    return pack(analyse(question));
  } catch (error) {
    return { failure: String(error) };
  }
}
