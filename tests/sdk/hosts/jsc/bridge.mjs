// Carries the host interface over lines: a call is `{ member, id, args }`, what it leads to comes back as `{ id, event, args }`.
// For members that return something the engine waits: it reads lines until that of the answer, and has the others' turn later.

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../native/echat_host.mjs').EchatHost} EchatHost */
/** @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

export class Bridge {
  #job;
  #host;
  #write;
  #finish;
  #ready = () => {};
  /** Resolves when the engine waits for commands. @type {Promise<void>} */
  ready = new Promise((resolve) => (this.#ready = resolve));
  #lastCommand = 0;
  /** What is done with the answers to commands. @type {Map<number, (answer: string) => void>} */
  #commands = new Map();
  /** The host's id by the engine's. @type {Map<number, number>} */
  #ids = new Map();

  /** @param {Job} job @param {EchatHost} host @param {(line: string) => void} write @param {(results: CheckResult[]) => void} finish */
  constructor(job, host, write, finish) {
    this.#job = job;
    this.#host = host;
    this.#write = write;
    this.#finish = finish;
  }

  /** @param {string} text a command of contract/puppet.mjs @returns {Promise<string>} its answer */
  command(text) {
    const serial = (this.#lastCommand += 1);
    return new Promise((answer) => {
      this.#commands.set(serial, answer);
      this.#tell(0, 'command', [serial, text]);
    });
  }

  /** @param {string} line what is no message is something that the engine's shell printed */
  receive(line) {
    if (!line.startsWith('{')) return this.#job.log(line);
    const { member, id, args } = JSON.parse(line);
    this.#call(member, id, args);
  }

  /** @param {string} member @param {number} id the engine's @param {never[]} args */
  #call(member, id, args) {
    const [first, second] = args;
    const known = this.#ids.get(id) ?? 0;
    const event =
      (/** @type {string} */ name) =>
      (/** @type {unknown[]} */ ...values) =>
        this.#tell(id, name, values);
    switch (member) {
      case 'setTimer':
        return void this.#ids.set(
          id,
          this.#host.setTimer(event('fired'), /** @type {number} */ (/** @type {unknown} */ (first))),
        );
      case 'request':
        return void this.#ids.set(
          id,
          this.#host.request(/** @type {EchatHostRequest} */ (/** @type {unknown} */ (first)), event('done')),
        );
      case 'upload':
        return void this.#ids.set(
          id,
          this.#host.upload(
            /** @type {EchatHostUpload} */ (/** @type {unknown} */ (first)),
            event('progress'),
            event('done'),
          ),
        );
      case 'openSocket':
        return void this.#ids.set(
          id,
          this.#host.openSocket(String(first), {
            opened: event('opened'),
            received: event('received'),
            closed: event('closed'),
          }),
        );
      case 'watchNetwork':
        return void this.#ids.set(id, this.#host.watchNetwork(event('changed')));
      case 'clearTimer':
        return this.#host.clearTimer(known);
      case 'cancelRequest':
        return this.#host.cancelRequest(known);
      case 'sendSocket':
        return this.#host.sendSocket(known, String(first));
      case 'closeSocket':
        return this.#host.closeSocket(known);
      case 'unwatchNetwork':
        return this.#host.unwatchNetwork(known);
      case 'readItem':
        return this.#tell(id, 'returned', [this.#host.readItem(String(first))]);
      case 'writeItem':
        return this.#tell(id, 'returned', [this.#host.writeItem(String(first), String(second))]);
      case 'removeItem':
        return this.#tell(id, 'returned', [this.#host.removeItem(String(first))]);
      case 'takeLock':
        return this.#tell(id, 'returned', [this.#host.takeLock(String(first))]);
      case 'releaseLock':
        return this.#tell(id, 'returned', [this.#host.releaseLock(String(first))]);
      case 'randomId':
        return this.#tell(id, 'returned', [this.#host.randomId()]);
      case 'ready':
        return this.#ready();
      case 'obeyed': {
        this.#commands.get(id)?.(String(first));
        return void this.#commands.delete(id);
      }
      case 'log':
        return this.#host.log(String(first));
      case 'ask':
        return void this.#job.ask(String(first)).then((text) => this.#tell(id, 'answered', [text]));
      case 'results':
        return this.#finish(/** @type {CheckResult[]} */ (/** @type {unknown} */ (first)));
      default:
        return this.#job.thrown(new Error(`${member}: ${first} ${second ?? ''}`));
    }
  }

  /** @param {number} id @param {string} event @param {unknown[]} args */
  #tell(id, event, args) {
    const line = JSON.stringify({ id, event, args });
    // The shell reads bytes, not code points: nothing but ASCII may reach it.
    this.#write(line.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
  }
}
