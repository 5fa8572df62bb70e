// Dims what the target drops, by opacity: the colours of the syntax stay.

import { type Disposable, Range, type TextDocument, type TextEditor, window, workspace } from 'vscode';

import type { InactiveRegions } from './server';

export class Dimming implements Disposable {
  /** What the server said last, by document: it holds for one version of the text. */
  readonly #regions = new Map<string, { readonly version: number; readonly ranges: readonly Range[] }>();
  #decoration = decorationOf();
  readonly #subscriptions: Disposable[];

  constructor() {
    this.#subscriptions = [
      // An editor that is shown again has lost its decorations.
      window.onDidChangeVisibleTextEditors((editors) => editors.forEach((editor) => this.#show(editor))),
      workspace.onDidCloseTextDocument(({ uri }) => this.#regions.delete(uri.toString())),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('iftrue.dimming') || event.affectsConfiguration('iftrue.inactiveOpacity'))
          this.#restyle();
      }),
    ];
  }

  /** Takes what the server says of a text, whose URI is that of a document here. */
  update(document: TextDocument, { textDocument: { version }, regions }: InactiveRegions): void {
    const ranges = regions.map(({ start, end }) => new Range(start.line, start.character, end.line, end.character));
    this.#regions.set(document.uri.toString(), { version, ranges });
    for (const editor of window.visibleTextEditors) if (editor.document === document) this.#show(editor);
  }

  /** Without a server nothing is known. */
  clear(): void {
    this.#regions.clear();
    for (const editor of window.visibleTextEditors) editor.setDecorations(this.#decoration, []);
  }

  dispose(): void {
    this.#decoration.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /**
   * Of a text that has changed since, the decorations have moved with it, so they are better than what the server said of
   * the older one; it answers each change.
   */
  #show(editor: TextEditor): void {
    const known = this.#regions.get(editor.document.uri.toString());
    if (known?.version !== editor.document.version) return;
    const isOn = workspace.getConfiguration('iftrue').get<boolean>('dimming', true);
    editor.setDecorations(this.#decoration, isOn ? known.ranges : []);
  }

  #restyle(): void {
    this.#decoration.dispose();
    this.#decoration = decorationOf();
    for (const editor of window.visibleTextEditors) this.#show(editor);
  }
}

function decorationOf() {
  const opacity = workspace.getConfiguration('iftrue').get<number>('inactiveOpacity', 0.55);
  return window.createTextEditorDecorationType({ opacity: `${opacity}` });
}
