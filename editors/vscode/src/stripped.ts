// A text as a target has it, in an editor that cannot change it, and true to the text while that is edited.

import { basename, dirname, extname, posix } from 'node:path';

import { commands, EventEmitter, languages, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Disposable, TextDocument, TextDocumentContentProvider } from 'vscode';

const SCHEME = 'iftrue';

/** What the server makes of a text for a target. It throws where the text has no output. */
export type Strip = (source: Uri, target: string) => Promise<string>;

export class StrippedTexts implements TextDocumentContentProvider, Disposable {
  readonly #strip: Strip;
  readonly #changes = new EventEmitter<Uri>();
  readonly #subscriptions: readonly Disposable[];
  /** By URI. */
  readonly #texts = new Map<string, string>();

  readonly onDidChange = this.#changes.event;

  constructor(strip: Strip) {
    this.#strip = strip;
    this.#subscriptions = [
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  /** Beside its source. */
  async open(document: TextDocument, target: string): Promise<void> {
    const uri = await this.#make(document, target);
    const opened = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), document.languageId);
    await window.showTextDocument(opened, { viewColumn: ViewColumn.Beside, preview: false });
  }

  async diff(document: TextDocument, one: string, other: string): Promise<void> {
    const uris = [await this.#make(document, one), await this.#make(document, other)];
    const title = `${basename(document.uri.path)}: ${one} ↔ ${other}`;
    await commands.executeCommand('vscode.diff', ...uris, title);
  }

  /** Of a text with an error, the last that was sound stays: the error stands in its source. */
  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const { source, target } = partsOf(uri);
    const key = uri.toString();
    try {
      const text = await this.#strip(source, target);
      this.#texts.set(key, text);
      return text;
    } catch (error) {
      const text = this.#texts.get(key);
      if (text === undefined) throw error;
      return text;
    }
  }

  /** After the server has read a change of a text. */
  refresh(source: Uri): void {
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === SCHEME && partsOf(uri).source.toString() === source.toString()) this.#changes.fire(uri);
    }
  }

  dispose(): void {
    this.#changes.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Throws where the text has no output, which an editor would show as its own failure. */
  async #make({ uri }: TextDocument, target: string): Promise<Uri> {
    const extension = extname(uri.path);
    const made = Uri.from({
      scheme: SCHEME,
      path: posix.join(dirname(uri.path), `${basename(uri.path, extension)} (${target})${extension}`),
      query: JSON.stringify({ source: uri.toString(), target }),
    });
    this.#texts.set(made.toString(), await this.#strip(uri, target));
    return made;
  }
}

function partsOf({ query }: Uri): { readonly source: Uri; readonly target: string } {
  const { source, target } = JSON.parse(query) as { readonly source: string; readonly target: string };
  return { source: Uri.parse(source), target };
}
