// Carries the host interface over lines: a call is `{ member, id, args }`, what it leads to comes back as `{ id, event, args }`.

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('../native/echat_host.mjs').EchatHost} EchatHost */
/** @typedef {import('../../contract/sdk.d.ts').CheckResult} CheckResult */

export class Bridge {
  #job;
  #host;
  #write;
  #finish;
  /** The host's id by the engine's. @type {Map<number, number>} */
  #ids = new Map();

  /** @param {Job} job @param {EchatHost} host @param {(line: string) => void} write @param {(results: CheckResult[]) => void} finish */
  constructor(job, host, write, finish) {
    this.#job = job;
    this.#host = host;
    this.#write = write;
    this.#finish = finish;
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
