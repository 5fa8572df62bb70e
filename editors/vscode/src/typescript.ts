// Tells the editor's TypeScript which target it is to read files for.

import { extensions } from 'vscode';

/** Of the extension `typescript-language-features`. */
interface Exports {
  getAPI(version: 0): { configurePlugin(name: string, configuration: object): void } | undefined;
}

/** @param target null: TypeScript reads files as they stand */
export async function configureTypeScript(target: string | null): Promise<void> {
  const extension = extensions.getExtension<Exports>('vscode.typescript-language-features');
  // A person may have disabled it.
  const api = (await extension?.activate())?.getAPI(0);
  api?.configurePlugin('iftrue/typescript', { target });
}
