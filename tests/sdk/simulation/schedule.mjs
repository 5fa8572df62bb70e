// A schedule: everything that will happen to the modelled world, as plain data made from a seed. It can be printed, read
// again, and made smaller. What chance decides beside it (delays, which fault strikes) comes from the same seed.

import { Random } from './random.mjs';
import { faultKinds } from './faults.mjs';
import { badFrames } from './session.mjs';

/** @typedef {{ at: number, account: string, slot: number }} OnPage `at`: milliseconds since the beginning */
/**
 * @typedef {OnPage & { do: 'start', wait: boolean, transport: 'HTTP' | 'SOCKET', requestTimeout: number,
 *   handler: 'plain' | 'throws' | 'slow' | 'rejects', handlerMs: number, handlerDelay: number | null, counts: boolean }} StartAction
 *   `handlerDelay`: milliseconds until it registers its message handler; null for never; `counts`: what is unread
 * @typedef {OnPage & { do: 'send', to: string, size: number, count: number, gap: number, timeout?: number, abort?: number,
 *   isObject?: boolean, plan?: 'refused' | 'refusedEcho' | 'garbled' | 'garbledAccepted' }} SendAction
 *   `plan`: what the server always does with it
 * @typedef {OnPage & { do: 'die', calls: number }} DieAction `calls`: to the host, before it dies
 * @typedef {OnPage & { do: 'dieInHandler' | 'close' | 'connect' | 'kick' }} PlainAction
 * @typedef {OnPage & { do: 'retry' | 'discard', pick: number }} OutboxAction `pick`: which of the messages that wait
 * @typedef {OnPage & { do: 'read', pick: number }} ReadAction `pick`: which of the messages that it was shown
 * @typedef {OnPage & { do: 'pages', pick: number, limit: number }} PagesAction `pick`: of which conversation
 * @typedef {OnPage & { do: 'drop', how: import('./connection.mjs').Drop | 'silent' }} DropAction
 * @typedef {OnPage & { do: 'inject', frame: number }} InjectAction
 * @typedef {{ do: 'network', at: number, account: string, ms: number, tell: boolean }} NetworkAction
 * @typedef {{ do: 'fault', at: number, account: string, kind: import('./faults.mjs').FaultKind, ms: number, probability: number }} FaultAction
 * @typedef {{ do: 'restart', at: number, ms: number }} RestartAction
 * @typedef {{ do: 'expire', at: number }} ExpireAction
 * @typedef {{ do: 'redeliver', at: number, account: string }} RedeliverAction
 * @typedef {{ do: 'clock', at: number, ms: number }} ClockAction
 * @typedef {{ do: 'storeFault', at: number, account: string, kind: import('./store.mjs').StoreFault, ms: number }} StoreFaultAction
 * @typedef {{ do: 'damage', at: number, account: string, how: import('./store.mjs').Damage, item: number }} DamageAction
 * @typedef {StartAction | SendAction | DieAction | PlainAction | OutboxAction | ReadAction | PagesAction | DropAction | InjectAction | NetworkAction | FaultAction |
 *   RestartAction | ExpireAction | RedeliverAction | ClockAction | StoreFaultAction | DamageAction} Action
 */
/**
 * @typedef {object} Schedule
 * @property {number} seed
 * @property {boolean} strict whether a rejection must be handled in the very turn
 * @property {string[]} accounts @property {boolean} locks whether the host has them; else an account has one page at a time
 * @property {boolean} echo whether the server pushes a message to its sender too
 * @property {boolean} sameRandom whether all pages draw the same numbers from `Math.random`
 * @property {boolean} longIds @property {[number, number]} latency milliseconds one way
 * @property {import('./store.mjs').StoreKind[]} stores by account
 * @property {'keep' | 'die' | 'close'} survivors what becomes of the pages that live when the world is healed
 * @property {Action[]} actions
 */

const names = ['ann', 'bob', 'cat'];

/** How often each kind of action is drawn, where a schedule has it at all. */
const weights = {
  send: 30,
  start: 14,
  die: 10,
  dieInHandler: 2,
  close: 4,
  retry: 4,
  discard: 4,
  read: 6,
  pages: 3,
  connect: 2,
  drop: 8,
  network: 4,
  fault: 8,
  restart: 2,
  expire: 2,
  redeliver: 2,
  clock: 1,
  inject: 2,
  kick: 1,
  storeFault: 2,
  damage: 1,
};

/** @param {number} seed @returns {Schedule} */
export function makeSchedule(seed) {
  const random = new Random(Math.imul(seed, 0x9e3779b1));
  const accounts = names.slice(0, random.between(2, 3));
  const locks = random.chance(0.75);
  /** @type {Schedule} */
  const schedule = {
    seed,
    strict: seed % 16 === 0,
    accounts,
    locks,
    echo: random.chance(0.25),
    sameRandom: random.chance(0.2),
    longIds: random.chance(0.1),
    latency: random.pick([
      [0, 0],
      [1, 30],
      [20, 200],
      [5, 1500],
    ]),
    stores: accounts.map(() => makeStore(random)),
    survivors: random.pick(['keep', 'die', 'close']),
    actions: [],
  };
  schedule.actions = makeActions(random, schedule);
  return schedule;
}

/** @param {Random} random @returns {import('./store.mjs').StoreKind} */
function makeStore(random) {
  return {
    kind: random.chance(0.5) ? 'host' : 'async',
    slow: random.chance(0.5),
    order: random.pick(['all', 'key', 'none']),
    lateHangs: random.chance(0.5),
  };
}

/** @param {Random} random @param {Schedule} schedule @returns {Action[]} by time */
function makeActions(random, schedule) {
  // Each schedule leaves out some kinds of actions, and has others more often: no kind hides behind the others.
  const kinds = /** @type {(keyof typeof weights)[]} */ (Object.keys(weights)).flatMap((kind) => {
    const isKept = kind === 'send' || kind === 'start' || random.chance(0.45);
    return isKept ? Array.from({ length: Math.ceil(weights[kind] * (0.3 + random.next())) }, () => kind) : [];
  });
  const faults = faultKinds.filter((kind) => random.chance(kind === 'refuseLogin' ? 0.05 : 0.4));
  const pace = random.pick([300, 1500, 6000]);
  const actions = schedule.accounts
    .filter(() => random.chance(0.85))
    .map(
      (account) => /** @type {Action} */ ({ ...makeStart(random, { at: random.between(0, 50), account, slot: 0 }) }),
    );
  let at = 50;
  // Most are short, because those find the most in a second of the machine's time.
  const count = 20 + Math.floor(100 * random.next() ** 4);
  for (let index = 0; index < count; index += 1) {
    at += makeGap(random, pace);
    actions.push(makeAction(random, schedule, { kind: random.pick(kinds), at, faults }));
  }
  return actions.sort((left, right) => left.at - right.at);
}

/** @param {Random} random @param {number} pace milliseconds on average */
function makeGap(random, pace) {
  if (random.chance(0.25)) return random.between(0, 5);
  if (random.chance(0.05)) return random.between(10_000, 70_000);
  return Math.round(-Math.log(1 - random.next()) * pace);
}

/**
 * @param {Random} random @param {Schedule} schedule
 * @param {{ kind: keyof typeof weights, at: number, faults: readonly import('./faults.mjs').FaultKind[] }} options
 * @returns {Action}
 */
function makeAction(random, { accounts, locks }, { kind, at, faults }) {
  const account = random.pick(accounts);
  const someOrAll = random.chance(0.5) ? '' : account;
  const on = { at, account, slot: locks ? random.pick([0, 0, 0, 1, 1, 2]) : 0 };
  const others = accounts.filter((each) => each !== account);
  switch (kind) {
    case 'start':
      return makeStart(random, on);
    case 'send':
      return makeSend(random, on, random.pick([...others, ...others, 'room']));
    case 'die':
      return { do: kind, ...on, calls: random.chance(0.6) ? 0 : random.between(1, 14) };
    case 'retry':
    case 'discard':
      return { do: kind, ...on, pick: random.between(0, 9) };
    case 'read':
      return { do: kind, ...on, pick: random.between(0, 9) };
    case 'pages':
      return { do: kind, ...on, pick: random.between(0, 9), limit: random.between(1, 4) };
    case 'drop':
      return { do: kind, ...on, how: random.pick(['both', 'both', 'client', 'server', 'cut', 'silent']) };
    case 'inject':
      return { do: kind, ...on, frame: random.between(0, badFrames.length - 1) };
    case 'network':
      return { do: kind, at, account, ms: random.between(50, 40_000), tell: random.chance(0.7) };
    case 'fault': {
      if (faults.length === 0) return { do: 'expire', at };
      const probability = random.pick([1, 0.5, 0.2]);
      return {
        do: kind,
        at,
        account: someOrAll,
        kind: random.pick(faults),
        ms: random.between(100, 40_000),
        probability,
      };
    }
    case 'restart':
      return { do: kind, at, ms: random.between(0, 15_000) };
    case 'expire':
      return { do: kind, at };
    case 'redeliver':
      return { do: kind, at, account };
    case 'clock':
      return { do: kind, at, ms: random.pick([-86_400_000, -3_600_000, -2000, 2000, 120_000, 86_400_000]) };
    case 'storeFault':
      return { do: kind, at, account, kind: random.pick(['throw', 'full', 'hang']), ms: random.between(50, 30_000) };
    case 'damage':
      return {
        do: kind,
        at,
        account,
        how: random.pick(['garbage', 'garbage', 'truncate', 'clear']),
        item: random.between(0, 30),
      };
    default:
      return { do: kind, ...on };
  }
}

/** @param {Random} random @param {OnPage} on @returns {StartAction} */
function makeStart(random, on) {
  return {
    do: 'start',
    ...on,
    wait: random.chance(0.6),
    transport: random.chance(0.5) ? 'HTTP' : 'SOCKET',
    requestTimeout: random.pick([10_000, 3000, 10_000]),
    handler: random.pick(['plain', 'plain', 'throws', 'slow', 'slow', 'rejects']),
    handlerMs: random.pick([1, 50, 900, 6000]),
    handlerDelay: random.pick([0, 0, 0, random.between(1, 100), random.between(100, 9000), null]),
    counts: random.chance(0.4),
  };
}

const plans = /** @type {const} */ ([
  'refused',
  'refused',
  'refused',
  'refusedEcho',
  'refusedEcho',
  'garbled',
  'garbledAccepted',
]);

/** @param {Random} random @param {OnPage} on @param {string} to @returns {SendAction} */
function makeSend(random, on, to) {
  const isBurst = random.chance(0.015);
  return {
    do: 'send',
    ...on,
    to,
    size: random.pick([0, 10, 10, 300, isBurst ? 2000 : 4000]),
    count: isBurst ? random.between(10, 40) : random.pick([1, 1, 1, 1, 2, 4]),
    gap: isBurst ? random.pick([5, 300]) : random.pick([0, 0, 1, 20, 700]),
    ...(random.chance(0.08) && { timeout: random.between(1, 12_000) }),
    ...(random.chance(0.06) && { abort: random.pick([0, random.between(1, 20), random.between(20, 9000)]) }),
    ...(random.chance(0.1) && { isObject: true }),
    // Each that is garbled takes minutes to fail, one after the other.
    ...(!isBurst &&
      random.chance(0.08) && {
        plan: random.pick(plans),
      }),
  };
}
