// The target of this window: in the status bar, switched there, kept with the workspace.

import { type Disposable, EventEmitter, type Memento, StatusBarAlignment, window, workspace } from 'vscode';

import type { Targets } from './server';

const KEY = 'target';
const ALL = 'all targets';

export class Target implements Disposable {
  readonly #item = window.createStatusBarItem('iftrue.target', StatusBarAlignment.Right, 100);
  readonly #memory: Memento;
  readonly #changes = new EventEmitter<string | null>();
  readonly #subscription: Disposable;
  /** Null: all. */
  #name: string | null;

  /** When a person has chosen another one, or all (null). */
  readonly onDidChoose = this.#changes.event;

  constructor(memory: Memento) {
    this.#memory = memory;
    this.#name = (memory.get<string>(KEY) ?? setting()) || null;
    this.#item.name = 'iftrue: target';
    this.#item.command = 'iftrue.selectTarget';
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('iftrue.target')) void this.choose(setting() || null);
    });
    this.#show();
  }

  get name(): string | null {
    return this.#name;
  }

  /** What a person chooses. */
  async choose(name: string | null): Promise<void> {
    this.set(name);
    this.#changes.fire(name);
    await this.#memory.update(KEY, name ?? '');
  }

  /** What the server says: a command may have chosen it. */
  set(name: string | null): void {
    this.#name = name;
    this.#show();
  }

  /** Shows the target where there are any, for the text in the active editor. */
  showFor({ project, targets }: Targets): void {
    if (project === null || targets.length === 0) this.#item.hide();
    else this.#item.show();
  }

  hide(): void {
    this.#item.hide();
  }

  dispose(): void {
    this.#item.dispose();
    this.#changes.dispose();
    this.#subscription.dispose();
  }

  #show(): void {
    this.#item.text = `$(filter) ${this.#name ?? ALL}`;
    this.#item.tooltip = 'iftrue: the target that files are shown for';
  }
}

const setting = (): string => workspace.getConfiguration('iftrue').get<string>('target', '');

/** Undefined: the question was left. */
export async function pickTarget({ targets, target }: Targets): Promise<string | null | undefined> {
  const items = [
    ...targets.map((name) => ({ label: name, target: name, description: name === target ? 'shown' : '' })),
    { label: ALL, target: null, description: target === null ? 'shown' : 'nothing is dimmed' },
  ];
  const item = await window.showQuickPick(items, { placeHolder: 'Show files as this target has them' });
  return item?.target;
}

/** Two different ones. Undefined: a question was left. */
export async function pickTargets({ targets, target }: Targets): Promise<[string, string] | undefined> {
  const first = target === null ? targets : [target, ...targets.filter((name) => name !== target)];
  const one = await window.showQuickPick(first, { placeHolder: 'Left: as this target has it' });
  if (one === undefined) return undefined;
  const others = targets.filter((name) => name !== one);
  const other = await window.showQuickPick(others, { placeHolder: `Right: compared with ${one}` });
  return other === undefined ? undefined : [one, other];
}
