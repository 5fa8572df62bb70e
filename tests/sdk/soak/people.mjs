// The programs of a soak: senders of one account, and a receiver that reports all it sees. Each may be killed at any time,
// and begins its next life on the same store.

/** @typedef {import('../hosts/programs.mjs').Programs} Programs @typedef {import('../contract/sdk.d.ts').Target} Target */

export class Life {
  #programs;
  #config;
  #id = 0;
  /** How many it had. */
  number = 0;

  /** @param {Programs} programs @param {Record<string, unknown>} config @param {string} place distinguishes programs of one account */
  constructor(programs, config, place) {
    this.#programs = programs;
    this.#config = config;
    this.place = place;
  }

  get auid() {
    return String(this.#config['loginAuid']);
  }

  /** Names this client among all. */
  get name() {
    return `${this.auid}/${this.place}/${this.number}`;
  }

  async begin() {
    this.#id = await this.#programs.start();
    this.number += 1;
    await this.tell('client', {
      config: this.#config,
      store: { kind: 'counted' },
      hears: ['error', 'state'],
      reports: true,
    });
    // It comes online when the faults let it.
    this.tell('connect', { options: { wait: true } }).catch(() => {});
  }

  /** At once, as by a crash. */
  async end() {
    await this.#programs.kill({ id: this.#id });
  }

  /** @param {string} method @param {object} [argument] @returns {Promise<unknown>} rejects when the program dies */
  async tell(method, argument = {}) {
    const command = JSON.stringify([method, { name: this.auid, ...argument }]);
    const answer = JSON.parse(await this.#programs.tell({ id: this.#id, command }));
    if ('error' in answer) throw new Error(`${this.name}: ${method}: ${answer.error}`);
    return answer.value;
  }
}
