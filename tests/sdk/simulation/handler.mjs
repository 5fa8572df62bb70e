// A program's handler of messages: it reads them, throws, takes its time, or its program dies in it.

import { judgeShow } from './laws/moments.mjs';

/** @typedef {{ message: import('./server.mjs').Message, at: number, doneAt: number | null }} Show one call of the handler;
 * `doneAt`: when it had returned, or its promise was settled */

/** @param {import('./page.mjs').Page} page @param {import('./wire.mjs').Form} fields of the message @returns {unknown} */
export function handle(page, { messageId }) {
  const { world, shows, action } = page;
  if (!page.isAlive) return;
  const message = world.server.messages.find((each) => each.messageId === messageId);
  if (message === undefined) return world.breach(4, `${page.name} was shown a message that the server never had`);
  world.note(page.name, `is shown ${message.messageId}, send ${message.send}`);
  judgeShow(page, message);
  const takesTime = action.handler === 'slow' || action.handler === 'rejects';
  const isThird = shows.size % 3 === 2;
  /** @type {Show} */
  const show = { message, at: world.clock.now, doneAt: takesTime || page.diesInHandler ? null : world.clock.now };
  shows.set(message.messageId, show);
  if (page.diesInHandler) return page.die(0);
  // What a handler throws may hold what it was given: the log must not.
  if (action.handler === 'throws' && isThird) throw new Error(`could not read ~s0~`);
  if (!takesTime) return;
  return new Promise((resolve, reject) => {
    world.clock.after(action.handlerMs, () =>
      page.run(() => {
        show.doneAt = world.clock.now;
        if (action.handler === 'rejects' && isThird) reject(new Error('could not read ~s0~'));
        else resolve(undefined);
      }),
    );
  });
}
