// Edits that are made for all targets at once: those that follow a name, or the place of a file.

import type ts from 'typescript-6';

import { serviceFor, type RawFiles } from './hosts.js';
import { MaskedSnapshot, TargetView } from './target_view.js';

/** What one target says of the project. */
interface Witness {
  readonly service: ts.LanguageService;
  readonly files: RawFiles;
  readonly target: TargetView;
}

type Find = (service: ts.LanguageService, file: string, offset: number) => readonly ts.RenameLocation[] | undefined;

export class AllTargets {
  readonly #files: RawFiles;
  readonly #others = new Map<string, Witness>();
  #current: TargetView | undefined;

  constructor(files: RawFiles) {
    this.#files = files;
  }

  /**
   * All places of a name. A target is asked at each place that it sees and that it has not named itself, until none
   * says anything new: a declaration that is common leads to uses in groups that exclude each other.
   */
  rename(current: TargetView, own: ts.LanguageService, file: string, offset: number, find: Find) {
    const first = find(own, file, offset);
    if (first === undefined) return undefined;
    const found = new Map(first.map((location) => [keyOf(location), location]));
    const witnesses = this.#witnesses(current, own).map((witness) => ({ ...witness, named: new Set<string>() }));
    for (let count = 0; count < found.size; ) {
      count = found.size;
      for (const { service, files, target, named } of witnesses) {
        for (const [key, location] of [...found]) {
          // With a prefix or a suffix it is the place of another name, which an import or a shorthand ties to this one.
          if (named.has(key) || location.prefixText !== undefined || location.suffixText !== undefined) continue;
          named.add(key);
          const { fileName, textSpan } = location;
          if (isRemoved(files, target, fileName, textSpan.start)) continue;
          for (const each of find(service, fileName, textSpan.start) ?? []) {
            named.add(keyOf(each));
            if (!found.has(keyOf(each))) found.set(keyOf(each), each);
          }
        }
      }
    }
    return [...found.values()];
  }

  /** The edits of all targets, each once. */
  union(
    current: TargetView,
    own: ts.LanguageService,
    edit: (service: ts.LanguageService) => readonly ts.FileTextChanges[],
  ): ts.FileTextChanges[] {
    const files = new Map<string, Map<string, ts.TextChange>>();
    for (const { service } of this.#witnesses(current, own)) {
      for (const { fileName, textChanges } of edit(service)) {
        const changes = files.get(fileName) ?? new Map<string, ts.TextChange>();
        files.set(fileName, changes);
        for (const change of textChanges) {
          const key = `${change.span.start} ${change.span.length}`;
          if (!changes.has(key)) changes.set(key, change);
        }
      }
    }
    return [...files].map(([fileName, changes]) => {
      const textChanges = [...changes.values()].sort((a, b) => a.span.start - b.span.start);
      return { fileName, textChanges };
    });
  }

  #witnesses(current: TargetView, own: ts.LanguageService): Witness[] {
    if (this.#current !== current) {
      for (const { service } of this.#others.values()) service.dispose();
      this.#others.clear();
      this.#current = current;
      for (const name of current.adapter.targets) {
        if (name === current.adapter.target) continue;
        const target = current.forTarget(name);
        this.#others.set(name, { service: serviceFor(this.#files, target), files: this.#files, target });
      }
    }
    return [{ service: own, files: this.#files, target: current }, ...this.#others.values()];
  }
}

function keyOf({ fileName, textSpan }: ts.RenameLocation): string {
  return `${fileName}:${textSpan.start}`;
}

function isRemoved(files: RawFiles, target: TargetView, file: string, offset: number): boolean {
  const raw = files.snapshot(file);
  const snapshot = raw && target.snapshotOf(file, raw);
  return snapshot instanceof MaskedSnapshot && snapshot.view.meetsRemoved(offset, offset + 1);
}
