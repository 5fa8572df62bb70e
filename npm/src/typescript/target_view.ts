// A target as a language service sees it.

import type ts from 'typescript-6';

import { Adapter, type AdapterOptions } from '../adapter.js';
import { View } from '../view.js';

/** The text of one version of a file, for TypeScript. */
export class MaskedSnapshot implements ts.IScriptSnapshot {
  readonly view: View;
  readonly #target: TargetView;
  readonly #file: string;

  constructor(target: TargetView, file: string, view: View) {
    this.view = view;
    this.#target = target;
    this.#file = file;
  }

  getText(start: number, end: number): string {
    return this.view.masked.slice(start, end);
  }

  getLength(): number {
    return this.view.masked.length;
  }

  /**
   * Undefined across targets: language services share trees, so that the tree of `old` may be one that another service
   * has made, for another target. Then most of the text differs, and a fresh tree is as cheap.
   */
  getChangeRange(old: ts.IScriptSnapshot): ts.TextChangeRange | undefined {
    if (!(old instanceof MaskedSnapshot) || old.#target !== this.#target || old.#file !== this.#file) return undefined;
    return changeBetween(old.view.masked, this.view.masked);
  }
}

/** One state of a project for one target. Another state is another object. */
export class TargetView {
  readonly adapter: Adapter;
  /** A part of the versions that TypeScript compares. */
  readonly key: string;
  readonly #views = new WeakMap<ts.IScriptSnapshot, MaskedSnapshot>();

  readonly #options: AdapterOptions;
  readonly #concerned = new Map<string, boolean>(); // TypeScript asks for each file after each keystroke

  constructor(options: AdapterOptions) {
    this.#options = options;
    this.adapter = new Adapter(options);
    this.key = `${this.adapter.target} ${this.adapter.key}`;
  }

  /** The same project for another target. */
  forTarget(target: string): TargetView {
    return new TargetView({ ...this.#options, target });
  }

  /** Components belong to the plug-ins of their own, which ask for scripts in them. */
  concerns(file: string): boolean {
    let isConcerned = this.#concerned.get(file);
    if (isConcerned === undefined) {
      isConcerned = this.adapter.concerns(file) && !file.endsWith('.vue');
      this.#concerned.set(file, isConcerned);
    }
    return isConcerned;
  }

  snapshotOf(file: string, raw: ts.IScriptSnapshot): ts.IScriptSnapshot {
    if (!this.concerns(file)) return raw;
    let snapshot = this.#views.get(raw);
    if (snapshot === undefined) {
      const view = new View(this.adapter, file, raw.getText(0, raw.getLength()));
      snapshot = new MaskedSnapshot(this, file, view);
      this.#views.set(raw, snapshot);
    }
    return snapshot;
  }

  versionOf(file: string, raw: string): string {
    return this.concerns(file) ? `${raw} ${this.key}` : raw;
  }
}

function changeBetween(old: string, now: string): ts.TextChangeRange {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === now.charCodeAt(start)) ++start;
  let same = 0; // at the end
  while (same < shorter - start && old.charCodeAt(old.length - 1 - same) === now.charCodeAt(now.length - 1 - same)) {
    ++same;
  }
  return { span: { start, length: old.length - same - start }, newLength: now.length - same - start };
}
