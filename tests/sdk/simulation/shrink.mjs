// Makes a schedule that fails smaller while it still breaks the same law: takes out parts of its actions, then makes what is
// left simpler. What is left is what the failure needs.

/** @typedef {import('./schedule.mjs').Schedule} Schedule @typedef {import('./schedule.mjs').Action} Action */
/** @typedef {(schedule: Schedule) => Promise<boolean>} Fails whether a schedule still breaks the law */

/** So many schedules are tried at most. */
const mostTries = 1500;

/** @param {Schedule} schedule @param {Fails} fails @returns {Promise<Schedule>} */
export async function shrink(schedule, fails) {
  let best = schedule;
  let tries = 0;
  const accept = async (/** @type {Schedule} */ candidate) => {
    if (tries >= mostTries) return false;
    tries += 1;
    const isBetter = await fails(candidate);
    if (isBetter) best = candidate;
    return isBetter;
  };
  for (let size = -1; size !== weightOf(best) && tries < mostTries; ) {
    size = weightOf(best);
    await takeOut(() => best, accept);
    await simplify(() => best, accept);
  }
  return best;
}

/** @param {Schedule} schedule */
const weightOf = (schedule) => JSON.stringify(schedule).length;

/** Takes out ever smaller runs of actions. @param {() => Schedule} best @param {Fails} accept */
async function takeOut(best, accept) {
  for (let length = best().actions.length >> 1; length > 0; length >>= 1) {
    for (let begin = best().actions.length - length; begin >= 0; ) {
      const { actions } = best();
      const rest = [...actions.slice(0, begin), ...actions.slice(begin + length)];
      await accept({ ...best(), actions: rest });
      begin = Math.min(begin - length, best().actions.length - length);
    }
  }
}

/** Plainer values, by the name of the field. @type {Readonly<Record<string, readonly unknown[]>>} */
const plainer = {
  wait: [true],
  transport: ['HTTP'],
  requestTimeout: [10_000],
  handler: ['plain'],
  handlerMs: [1],
  handlerDelay: [0],
  size: [0, 10],
  count: [1, 2],
  gap: [0],
  timeout: [undefined],
  abort: [undefined],
  isObject: [undefined],
  plan: [undefined, 'refused', 'garbled'],
  calls: [0],
  how: ['both', 'clear'],
  probability: [1],
  slot: [0],
  tell: [true],
};

/** @type {readonly Partial<Schedule>[]} */
const plainerWorlds = [
  { strict: false },
  { echo: false },
  { sameRandom: false },
  { longIds: false },
  { latency: [0, 0] },
  { latency: [1, 30] },
  { survivors: 'die' },
  { locks: true },
];

/** @param {() => Schedule} best @param {Fails} accept */
async function simplify(best, accept) {
  for (const world of plainerWorlds) if (isChange(best(), world)) await accept({ ...best(), ...world });
  const { stores } = best();
  for (let index = 0; index < stores.length; index += 1) {
    for (const plain of [{ kind: 'host' }, { slow: false }, { order: 'all' }, { lateHangs: false }]) {
      const next = best().stores.map((store, at) => (at === index ? Object.assign({ ...store }, plain) : store));
      if (isChange(best().stores[index] ?? {}, plain)) await accept({ ...best(), stores: next });
    }
  }
  for (let index = 0; index < best().actions.length; index += 1) await simplifyAction(index, best, accept);
}

/** @param {number} index @param {() => Schedule} best @param {Fails} accept */
async function simplifyAction(index, best, accept) {
  const action = () => /** @type {Record<string, unknown>} */ (best().actions[index]);
  const put = (/** @type {string} */ field, /** @type {unknown} */ value) => {
    const changed = /** @type {Action} */ ({ ...action(), [field]: value });
    if (value === undefined) Reflect.deleteProperty(changed, field);
    const actions = best().actions.map((each, at) => (at === index ? changed : each));
    return accept({ ...best(), actions: actions.sort((left, right) => left.at - right.at) });
  };
  for (const [field, values] of Object.entries(plainer)) {
    for (const value of values) {
      if (field in action() && isChange(action(), { [field]: value }) && (await put(field, value))) break;
    }
  }
  // Rounder and earlier times.
  const { at } = best().actions[index] ?? { at: 0 };
  for (const rounder of [100, 10].map((step) => Math.round(at / step) * step)) {
    if (rounder !== at && (await put('at', rounder))) break;
  }
}

/** @param {object} before @param {object} change */
const isChange = (before, change) => JSON.stringify({ ...before, ...change }) !== JSON.stringify(before);
