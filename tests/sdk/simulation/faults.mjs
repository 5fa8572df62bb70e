// Faults that last for a while. One that is on strikes by chance wherever the model asks for it; the simulation counts
// how often, so that a run shows what it has tried.

/** @typedef {import('./world.mjs').World} World */

/**
 * - `loseRequest`, `loseAnswer`: of an HTTP request; without a word, or with an error.
 * - `slowRequest`: an HTTP request or answer takes up to 15 seconds more.
 * - `slowFrames`: a frame of a socket takes up to 3 seconds more.
 * - `repeatPush`: the server pushes a message again at once.
 * - `refuse`: no connection is let in. `dropAtOnce`: each is let in and dropped; `dropAfterLogin`: a little later.
 * - `silence`: connections that are open fall silent, in both directions or in one.
 * - `cutFrame`: a frame arrives in part, then the connection ends.
 * - `badAnswer`: a send is answered with what is no answer. `overload`: with 429 or 5xx.
 * - `badLogin`, `slowLogin`, `refuseLogin`: of the login.
 * - `lostAck`: the server forgets an acknowledgement. `badFrame`: a frame that breaks the protocol comes with a push.
 * @typedef {'loseRequest' | 'loseAnswer' | 'slowRequest' | 'slowFrames' | 'repeatPush' | 'refuse' | 'dropAtOnce' |
 *   'dropAfterLogin' | 'silence' | 'cutFrame' | 'badAnswer' | 'overload' | 'badLogin' | 'slowLogin' | 'refuseLogin' |
 *   'lostAck' | 'badFrame'} FaultKind
 */

/** @type {readonly FaultKind[]} */
export const faultKinds = [
  'loseRequest',
  'loseAnswer',
  'slowRequest',
  'slowFrames',
  'repeatPush',
  'refuse',
  'dropAtOnce',
  'dropAfterLogin',
  'silence',
  'cutFrame',
  'badAnswer',
  'overload',
  'badLogin',
  'slowLogin',
  'refuseLogin',
  'lostAck',
  'badFrame',
];

export class Faults {
  #world;
  #random;
  /** @type {{ kind: FaultKind, account: string, probability: number, until: number }[]} */
  #windows = [];

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
    this.#random = world.random.fork('faults');
  }

  /** @param {FaultKind} kind @param {string} account '' for all @param {number} probability @param {number} duration milliseconds */
  start(kind, account, probability, duration) {
    this.#windows.push({ kind, account, probability, until: this.#world.clock.now + duration });
  }

  /** @param {FaultKind} kind @param {string} account @returns {boolean} whether the fault strikes here and now */
  strikes(kind, account) {
    if (this.#windows.length === 0) return false;
    const { now } = this.#world.clock;
    this.#windows = this.#windows.filter(({ until }) => until > now);
    const window = this.#windows.find(
      (each) => each.kind === kind && (each.account === '' || each.account === account),
    );
    if (window === undefined || !this.#random.chance(window.probability)) return false;
    this.#world.struck(kind);
    return true;
  }

  heal() {
    this.#windows = [];
  }
}
