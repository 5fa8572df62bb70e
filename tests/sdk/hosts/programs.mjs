// The further programs of a run: each an engine of its own with its own instance of the SDK, on the store that all share.
// A program does what it is told by text (contract/puppet.mjs), and may be killed, as by a crash.

/**
 * @typedef {object} Program what a host starts
 * @property {(command: string) => Promise<string>} tell a command of puppet.mjs → its answer; may stay open for ever
 * @property {() => Promise<void> | void} kill at once: no farewell, nothing runs any more
 * @property {() => Promise<void>} [reload] as a page is reloaded: the same program from its beginning
 */

export class Programs {
  /** @type {() => Promise<Program>} */
  #start = () => Promise.reject(new Error('this host starts no further programs'));
  /** With what ends the answers that will not come. @type {Map<number, { program: Program, died: (error: Error) => void, death: Promise<never> }>} */
  #living = new Map();
  #lastId = 0;

  /** @param {() => Promise<Program>} start how the host starts a program */
  serve(start) {
    this.#start = start;
  }

  /** @returns {Promise<number>} the program's id */
  async start() {
    const program = await this.#start();
    const id = (this.#lastId += 1);
    this.#living.set(id, { program, ...mortality() });
    return id;
  }

  /** @param {{ id: number, command: string }} what @returns {Promise<string>} */
  tell({ id, command }) {
    const { program, death } = this.#of(id);
    return Promise.race([program.tell(command), death]);
  }

  /** @param {{ id: number }} which */
  async kill({ id }) {
    const { program, died } = this.#of(id);
    this.#living.delete(id);
    died(new Error(`program ${id} was killed`));
    await program.kill();
  }

  /** @param {{ id: number }} which @returns {Promise<boolean>} false when such programs are not reloaded */
  async reload({ id }) {
    const { program, died } = this.#of(id);
    if (!program.reload) return false;
    died(new Error(`program ${id} was reloaded`));
    this.#living.set(id, { program, ...mortality() });
    await program.reload();
    return true;
  }

  async killAll() {
    await Promise.all([...this.#living.keys()].map((id) => this.kill({ id })));
  }

  /** @param {number} id */
  #of(id) {
    const living = this.#living.get(id);
    if (!living) throw new Error(`there is no program ${id}`);
    return living;
  }
}

function mortality() {
  /** @type {(error: Error) => void} */
  let died = () => {};
  /** @type {Promise<never>} */
  const death = new Promise((_resolve, reject) => (died = reject));
  // A death that nobody waits for is no fault.
  death.catch(() => {});
  return { died, death };
}
