import type { Storage } from '../platform/contract.js';
import { ConfigError } from './errors.js';

/** What a program says to make a client. */
export interface Config {
  /** Host name or address, also with `https://` (or `http://`) in front. */
  readonly host: string;
  /** The API's port. Default 443 when secure, else 80. */
  readonly httpPort?: number;
  /** socket.io's port. Default 443 when secure, else 80. */
  readonly socketPort?: number;
  /** Whether to use https and wss. Default: whether `host` says `https://`. Mini-programs demand it in production. */
  readonly secure?: boolean;
  /** The app key. */
  readonly key: string;
  /** The app secret. Default `''`. */
  readonly secret?: string;
  /** How API calls travel. Default `'HTTP'`. */
  readonly apiTransport?: 'HTTP' | 'SOCKET';
  /** The account's id. */
  readonly loginAuid: string;
  /** The account's token. */
  readonly loginToken: string;
  /** Needed for uploads. */
  readonly fileServerConfig?: FileServerConfig;
  /** Milliseconds that one call may take. Default 10000. */
  readonly requestTimeout?: number;
  /** Milliseconds that connecting and logging in may take. Default 10000. */
  readonly connectTimeout?: number;
  /**
   * Where the session's token, the messages that wait and the last ids of those that came are kept. Default: the
   * platform's store; React Native has none.
   */
  readonly storage?: Storage;
}

export interface FileServerConfig {
  readonly use: 'local';
  readonly client: 'plupload';
  /** `http://…` or `https://…`. */
  readonly baseUrl: string;
  readonly version: string;
}

/** A config that was checked, with its defaults and addresses worked out. */
export interface Settings {
  /** Without a slash at the end. */
  readonly httpUrl: string;
  /** Where socket.io listens; an IPv6 address without brackets. */
  readonly socket: { readonly hostname: string; readonly port: number; readonly secure: boolean };
  /** Null when the config names no file server. */
  readonly uploadUrl: string | null;
  readonly appKey: string;
  readonly apiTransport: 'HTTP' | 'SOCKET';
  readonly auid: string;
  readonly token: string;
  /** Milliseconds. */
  readonly requestTimeout: number;
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Null for the platform's own. */
  readonly storage: Storage | null;
}

/** The longest delay a browser's timer can take, in milliseconds: a greater one fires at once. */
export const longestDelay = 2 ** 31 - 1;

type Fields = Readonly<Record<string, unknown>>;
type Reader<T> = (value: unknown, field: string) => T;

/** @throws ConfigError that names the first field that is unknown, missing or wrong */
export function readConfig(config: unknown): Settings {
  const fields = record(config, 'config');
  onlyKnown(fields, configFields, '');
  const { hostname, secure } = readHost(fields);
  const portOf = (field: string): number => optional(fields, field, port, secure ? 443 : 80);
  optional(fields, 'secret', string, '');
  return {
    httpUrl: `http${secure ? 's' : ''}://${hostname}:${portOf('httpPort')}`,
    socket: { hostname: hostname.replace(/[[\]]/g, ''), port: portOf('socketPort'), secure },
    uploadUrl: optional(fields, 'fileServerConfig', readUploadUrl, null),
    appKey: filled(fields['key'], 'key'),
    apiTransport: optional(fields, 'apiTransport', oneOf('HTTP', 'SOCKET'), 'HTTP'),
    auid: filled(fields['loginAuid'], 'loginAuid'),
    token: filled(fields['loginToken'], 'loginToken'),
    requestTimeout: optional(fields, 'requestTimeout', milliseconds, 10_000),
    connectTimeout: optional(fields, 'connectTimeout', milliseconds, 10_000),
    storage: optional(fields, 'storage', readStorage, null),
  };
}

/** Keyed by every field of `Config`, so that the compiler notices one that is added there and forgotten here. */
const configFields: Readonly<Record<keyof Config, true>> = {
  host: true,
  httpPort: true,
  socketPort: true,
  secure: true,
  key: true,
  secret: true,
  apiTransport: true,
  loginAuid: true,
  loginToken: true,
  fileServerConfig: true,
  requestTimeout: true,
  connectTimeout: true,
  storage: true,
};

const fileServerFields: Readonly<Record<keyof FileServerConfig, true>> = {
  use: true,
  client: true,
  baseUrl: true,
  version: true,
};

function readHost(fields: Fields): { hostname: string; secure: boolean } {
  const host = filled(fields['host'], 'host');
  const match = /^(?:(https?):\/\/)?([\w.-]+|\[[\da-f:.]+\])\/?$/i.exec(host);
  if (!match?.[2]) {
    throw new ConfigError('host', 'must be a host name, at most with http:// or https:// in front; ports have fields');
  }
  const scheme = match[1]?.toLowerCase();
  const secure = optional(fields, 'secure', boolean, scheme === 'https');
  if (scheme !== undefined && secure !== (scheme === 'https')) {
    throw new ConfigError('secure', `contradicts the ${scheme}:// of host`);
  }
  return { hostname: match[2], secure };
}

function readUploadUrl(value: unknown, field: string): string {
  const fields = record(value, field);
  onlyKnown(fields, fileServerFields, `${field}.`);
  oneOf('local')(fields['use'], `${field}.use`);
  oneOf('plupload')(fields['client'], `${field}.client`);
  const baseUrl = filled(fields['baseUrl'], `${field}.baseUrl`);
  if (!/^https?:\/\/[^\s?#]+$/i.test(baseUrl)) {
    throw new ConfigError(`${field}.baseUrl`, 'must be an http:// or https:// address without query');
  }
  const version = filled(fields['version'], `${field}.version`);
  return `${baseUrl.replace(/\/+$/, '')}/${encodeURIComponent(version)}/file/upload`;
}

function readStorage(value: unknown, field: string): Storage {
  if (!isStorage(value)) throw new ConfigError(field, 'must have the methods getItem, setItem and removeItem');
  return value;
}

function isStorage(value: unknown): value is Storage {
  if (typeof value !== 'object' || value === null) return false;
  const { getItem, setItem, removeItem }: Partial<Record<keyof Storage, unknown>> = value;
  return [getItem, setItem, removeItem].every((method) => typeof method === 'function');
}

function onlyKnown(fields: Fields, known: Readonly<Record<string, true>>, prefix: string): void {
  const unknown = Object.keys(fields).find((field) => !Object.prototype.hasOwnProperty.call(known, field));
  if (unknown !== undefined) throw new ConfigError(prefix + unknown, 'is not a field of the config');
}

function optional<T>(fields: Fields, field: string, read: Reader<T>, otherwise: T): T {
  const value = fields[field];
  return value === undefined ? otherwise : read(value, field);
}

function record(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(field, 'must be an object');
  }
  return { ...value };
}

function string(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new ConfigError(field, 'must be a string');
  return value;
}

function filled(value: unknown, field: string): string {
  if (value === undefined) throw new ConfigError(field, 'is required');
  if (string(value, field) === '') throw new ConfigError(field, 'must not be empty');
  return string(value, field);
}

function boolean(value: unknown, field: string): boolean {
  if (typeof value !== 'boolean') throw new ConfigError(field, 'must be true or false');
  return value;
}

function port(value: unknown, field: string): number {
  return within(value, field, 65_535, 'a port, 1 to 65535');
}

function milliseconds(value: unknown, field: string): number {
  return within(value, field, longestDelay, `whole milliseconds, 1 to ${longestDelay}`);
}

function within(value: unknown, field: string, most: number, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most) {
    throw new ConfigError(field, `must be ${what}`);
  }
  return value;
}

function oneOf<const T extends string>(...words: readonly T[]): Reader<T> {
  return (value, field) => {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw new ConfigError(field, `must be ${words.map((each) => `'${each}'`).join(' or ')}`);
    return word;
  };
}
