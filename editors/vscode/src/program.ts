// The program `iftrue`: what the settings name, else the workspace's own, else that on the PATH.

import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';

import { workspace } from 'vscode';

export interface Program {
  readonly command: string;
  /** Before those of the program. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Undefined where there is none. A workspace that is not trusted has no say in it. */
export async function findProgram(): Promise<Program | undefined> {
  const path = workspace.getConfiguration('iftrue').get<string>('path', '');
  const folders = workspace.workspaceFolders?.filter(({ uri }) => uri.scheme === 'file') ?? [];
  // VS Code gives no `iftrue.path` of a workspace that is not trusted: this one is the user's.
  if (path !== '') return native(isAbsolute(path) ? path : resolve(folders[0]?.uri.fsPath ?? '.', path));
  for (const { uri } of workspace.isTrusted ? folders : []) {
    const installed = await installedIn(uri.fsPath);
    if (installed !== undefined) return installed;
  }
  const name = process.platform === 'win32' ? 'iftrue.exe' : 'iftrue';
  // A relative folder would be one of the workspace.
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)) {
    if (await isExecutable(join(folder, name))) return native(join(folder, name));
  }
  return undefined;
}

/** Whether an iftrue.toml is in the workspace, or above it. */
export async function hasProject(): Promise<boolean> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    for (let folder = uri.fsPath; ; folder = dirname(folder)) {
      if (await exists(join(folder, 'iftrue.toml'))) return true;
      if (folder === dirname(folder)) break;
    }
  }
  return (await workspace.findFiles('**/iftrue.toml', '**/node_modules/**', 1)).length > 0;
}

/** That of the npm package in a folder or above it. */
async function installedIn(folder: string): Promise<Program | undefined> {
  const description = resolved('iftrue/package.json', join(folder, 'package.json'));
  if (description === undefined) return undefined;
  const system = resolved(`@iftrue/${process.platform}-${process.arch}/package.json`, description);
  const binary = system && join(dirname(system), 'bin/iftrue');
  if (binary !== undefined && (await isExecutable(binary))) return native(binary);
  // The same program as WebAssembly, in the Node.js that runs this.
  const script = join(dirname(description), 'bin/iftrue');
  return { command: process.execPath, args: [script], env: { ELECTRON_RUN_AS_NODE: '1' } };
}

function resolved(module: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(module);
  } catch {
    return undefined; // is not installed
  }
}

const isExecutable = (file: string): Promise<boolean> => exists(file, constants.X_OK);

const exists = (file: string, mode?: number): Promise<boolean> =>
  access(file, mode).then(
    () => true,
    () => false,
  );

const native = (command: string): Program => ({ command, args: [], env: {} });
