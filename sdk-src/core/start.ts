import { Client } from './client.js';
import { type Config, readConfig } from '../base/config.js';
import { Im } from './im.js';
import { platform } from '../platform/platform.js';

/** The one client that a program shares. */
export const im = new Im(platform);

/**
 * Makes a client of its own: several accounts in one program. It does nothing until `connect()`.
 * @throws ConfigError that names the field at fault
 */
export const createClient = (config: Config): Client => new Client(readConfig(config), platform);
