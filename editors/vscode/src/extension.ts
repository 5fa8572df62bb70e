// What VS Code starts.

import type { ExtensionContext } from 'vscode';

import { Session } from './session';
import { Target } from './target';

let session: Session | undefined;

export async function activate({ subscriptions, workspaceState }: ExtensionContext): Promise<void> {
  session = new Session(new Target(workspaceState));
  subscriptions.push(session);
  await session.restart();
}

/** Is awaited, so that no server outlives its window. */
export async function deactivate(): Promise<void> {
  await session?.stop();
}
