// The faults of a soak: one strikes each time that some more messages have come through, chosen by the seed.

/** @typedef {import('../../server/controls.mjs').Controls} Controls @typedef {import('./random.mjs').Random} Random */

const send = 'upstream_message/send';

/** Each with how often it comes. @type {readonly [number, string, (controls: Controls, random: Random, auids: readonly string[]) => unknown][]} */
const serverFaults = [
  [6, 'cut', (controls, random, auids) => controls.dropConnections({ auid: random.of(auids) })],
  [3, 'cut of all', (controls) => controls.dropConnections()],
  [1, 'restart of the server', (controls) => controls.restart()],
  [3, 'lost replies', (controls, random) => controls.setFaults({ lostReplies: 1 + random.below(2) })],
  [3, 'lost acknowledgements', (controls, random) => controls.setFaults({ lostAcknowledgements: 1 + random.below(2) })],
  [3, 'repeats', (controls, random) => controls.setFaults({ repeat: 1 + random.below(3) })],
  [3, 'expired tokens', (controls) => controls.expireTokens()],
  [2, 'tokens that expire twice', (controls) => controls.setFaults({ expiringTokens: 2 })],
  [2, 'delay', (controls, random) => controls.setFaults({ delay: random.below(3) * 5 })],
  [1, 'answer null', (controls) => controls.answerNext({ path: send, body: 'null', performs: true })],
  [1, 'answer 503', (controls) => controls.answerNext({ path: send, body: '{"code":503,"msg":"","data":null}' })],
  [1, 'answer page', (controls) => controls.answerNext({ path: send, body: '<html></html>', status: 502 })],
  [1, 'redelivery', (controls, random, auids) => controls.redeliver({ auid: random.of(auids) })],
];
/** How often a program is killed, on the same scale. */
const kills = 6;

export class Faults {
  #controls;
  #random;
  #auids;
  #kill;
  struck = 0;

  /** @param {Controls} controls @param {Random} random @param {readonly string[]} auids
   * @param {() => Promise<void>} kill ends a program and begins its next life */
  constructor(controls, random, auids, kill) {
    this.#controls = controls;
    this.#random = random;
    this.#auids = auids;
    this.#kill = kill;
  }

  async strike() {
    this.struck += 1;
    const all = serverFaults.reduce((sum, [weight]) => sum + weight, kills);
    let chosen = this.#random.below(all);
    for (const [weight, name, act] of serverFaults) {
      chosen -= weight;
      if (chosen >= 0) continue;
      this.#controls.note({ text: `--- fault ${this.struck}: ${name}` });
      return void (await act(this.#controls, this.#random, this.#auids));
    }
    this.#controls.note({ text: `--- fault ${this.struck}: a program is killed` });
    await this.#kill();
  }
}
