// The language server, `iftrue lsp`, as this window's client of it.

import { LanguageClient, RevealOutputChannelOn, type StaticFeature } from 'vscode-languageclient/node';
import type { Executable, LanguageClientOptions } from 'vscode-languageclient/node';

import type { Program } from './program';

/** What the server says and is asked beside the protocol. */
export interface Targets {
  /** Of the iftrue.toml; null where there is none. */
  readonly project: string | null;
  readonly targets: readonly string[];
  /** Null: all. */
  readonly target: string | null;
}

export interface InactiveRegions {
  readonly textDocument: { readonly uri: string; readonly version: number };
  readonly regions: readonly Range[];
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface Position {
  readonly line: number;
  readonly character: number;
}

/** Those of the manifest's activation events. */
const languages = [
  ...['css', 'html', 'javascript', 'javascriptreact', 'json', 'jsonc', 'less', 'scss'],
  ...['typescript', 'typescriptreact', 'vue'],
];

/** Asks for the regions, which no client of the protocol itself knows. */
const inactiveRegions: StaticFeature = {
  fillClientCapabilities(capabilities) {
    Object.assign((capabilities.textDocument ??= {}), { inactiveRegionsCapabilities: { inactiveRegions: true } });
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** A client that is not started. @param target which is chosen when the server starts, or starts again after a failure */
export function clientOf({ command, args, env }: Program, target: () => string | null): LanguageClient {
  const server: Executable = { command, args: [...args, 'lsp'], options: { env: { ...process.env, ...env } } };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...languages.map((language) => ({ scheme: 'file', language })),
      { scheme: 'file', pattern: '**/iftrue.toml' },
    ],
    initializationOptions: () => ({ target: target() }),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  };
  const client = new LanguageClient('iftrue', 'iftrue', server, options);
  client.registerFeature(inactiveRegions);
  return client;
}
