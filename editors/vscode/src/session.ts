// One window: one language server, one target, and what follows a switch of it.

import { commands, type Disposable, type TextDocument, window, workspace } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';

import { Dimming } from './dimming';
import { findProgram, hasProject } from './program';
import { clientOf, type InactiveRegions, type Targets } from './server';
import { StrippedTexts } from './stripped';
import { pickTarget, pickTargets, type Target } from './target';
import { configureTypeScript } from './typescript';

export class Session implements Disposable {
  readonly #target: Target;
  readonly #dimming = new Dimming();
  readonly #stripped = new StrippedTexts(async (source, target) => {
    const argument = { uri: source.toString(), target };
    const answer: { text: string } = await this.#execute('iftrue.strip', argument);
    return answer.text;
  });
  readonly #subscriptions: readonly Disposable[];
  /** While there is a server, or one is started. */
  #client: LanguageClient | undefined;
  /** Starts and stops, one after the other. */
  #steps: Promise<void> = Promise.resolve();

  constructor(target: Target) {
    this.#target = target;
    const command = (name: string, run: () => Promise<void>) =>
      commands.registerCommand(`iftrue.${name}`, () => run().catch(show));
    this.#subscriptions = [
      target,
      this.#dimming,
      this.#stripped,
      command('selectTarget', () => this.#selectTarget()),
      command('openAsTarget', () => this.#openAsTarget()),
      command('diffTargets', () => this.#diffTargets()),
      command('restartServer', () => this.restart()),
      target.onDidChoose((name) => void this.#tell(name).catch(show)),
      window.onDidChangeActiveTextEditor(() => void this.#showTarget().catch(show)),
      workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('iftrue.path')) void this.restart();
      }),
    ];
  }

  /** Also starts it for the first time. */
  restart(): Promise<void> {
    return this.#then(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  stop(): Promise<void> {
    return this.#then(() => this.#stop());
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #then(step: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps.then(step).catch(show);
    return this.#steps;
  }

  async #start(): Promise<void> {
    // Else what a tsconfig.json says holds.
    if (this.#target.name !== null) await configureTypeScript(this.#target.name);
    const program = await findProgram();
    if (program === undefined) {
      // Not where iftrue is of no use.
      if (await hasProject()) void offerSettings();
      return;
    }
    const client = clientOf(program, () => this.#target.name);
    client.onNotification('textDocument/inactiveRegions', (regions: InactiveRegions) => this.#update(client, regions));
    client.onNotification('iftrue/targetChanged', ({ target }: { target: string | null }) => this.#target.set(target));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) this.#dimming.clear();
      if (newState === State.Running) void this.#showTarget().catch(show);
    });
    this.#client = client;
    // It has shown by itself why it could not.
    await client.start().catch(() => (this.#client = undefined));
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#target.hide();
    if (client?.state === State.Running) await client.dispose();
  }

  #update(client: LanguageClient, said: InactiveRegions): void {
    const uri = client.protocol2CodeConverter.asUri(said.textDocument.uri);
    const document = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (document === undefined) return; // was closed meanwhile
    this.#dimming.update(document, said);
    // It says so after each change.
    this.#stripped.refresh(uri);
  }

  /** Tells all who read files for a target. */
  async #tell(name: string | null): Promise<void> {
    if (this.#client?.state === State.Running) await this.#execute('iftrue.setTarget', name);
    await configureTypeScript(name);
  }

  async #showTarget(): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (this.#client?.state !== State.Running) return;
    const targets = await this.#targetsOf(document);
    if (window.activeTextEditor?.document === document) this.#target.showFor(targets);
  }

  async #selectTarget(): Promise<void> {
    const target = await pickTarget(await this.#targetsOf(window.activeTextEditor?.document));
    if (target !== undefined) await this.#target.choose(target);
  }

  async #openAsTarget(): Promise<void> {
    const document = activeDocument();
    const { targets } = await this.#targetsOf(document);
    const target = await window.showQuickPick(targets, { placeHolder: 'Open as this target has it' });
    if (target !== undefined) await this.#stripped.open(document, target);
  }

  async #diffTargets(): Promise<void> {
    const document = activeDocument();
    const pair = await pickTargets(await this.#targetsOf(document));
    if (pair !== undefined) await this.#stripped.diff(document, ...pair);
  }

  #targetsOf(document: TextDocument | undefined): Promise<Targets> {
    const isKnown = document !== undefined && document.uri.scheme === 'file';
    return this.#running().sendRequest(
      'iftrue/targets',
      isKnown ? { textDocument: { uri: document.uri.toString() } } : {},
    );
  }

  #execute<Answer>(command: string, ...args: unknown[]): Promise<Answer> {
    return this.#running().sendRequest('workspace/executeCommand', { command, arguments: args });
  }

  #running(): LanguageClient {
    if (this.#client === undefined) throw new Error('The server of iftrue does not run.');
    return this.#client;
  }
}

function activeDocument(): TextDocument {
  const document = window.activeTextEditor?.document;
  if (document?.uri.scheme !== 'file') throw new Error('There is no file in the active editor.');
  return document;
}

function show(error: unknown): void {
  void window.showErrorMessage(error instanceof Error ? error.message : String(error));
}

async function offerSettings(): Promise<void> {
  const install = 'npm i -D iftrue';
  const open = 'Open Settings';
  const why = workspace.isTrusted ? '' : ' Programs of this workspace are not looked for, since it is not trusted.';
  const message = `The program iftrue was not found: run “${install}”, or name it in the setting iftrue.path.${why}`;
  if ((await window.showErrorMessage(message, open)) === open)
    await commands.executeCommand('workbench.action.openSettings', 'iftrue.path');
}
