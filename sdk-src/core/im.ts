import type { Platform } from '../platform/contract.js';
import { Client } from './client.js';
import { type Config, readConfig } from '../base/config.js';

/** Called once: with the client when it is connected and logged in, else with null and the reason. */
export type InitCallback = (sdk: Client | null, error?: unknown) => void;

/** The one client that a program shares, as E聊 1.01 offers it. Programs with several accounts use `createClient`. */
export class Im {
  private shared: Client | null = null;

  constructor(private readonly platform: Platform) {}

  /** The client of the last `init`; null before, and after an `init` that failed. */
  get client(): Client | null {
    return this.shared;
  }

  /**
   * Connects and logs in. The client of an earlier `init` is closed.
   * @throws ConfigError that names the field at fault, before anything else happens
   */
  init(config: Config, callback: InitCallback): void {
    const client = new Client(readConfig(config), this.platform);
    this.shared?.close();
    this.shared = client;
    // From a timer, so that what the callback throws is the program's uncaught error and no promise's.
    const tell: InitCallback = (...outcome) => void this.platform.timers.set(() => callback(...outcome), 0);
    client.connect().then(
      () => tell(client),
      (error: unknown) => {
        client.close();
        if (this.shared === client) this.shared = null;
        tell(null, error);
      },
    );
  }
}
