// Edits that TypeScript makes from masked text, judged by the text that stands there.

import type ts from 'typescript-6';

import type { Conditional, Group } from '../types.js';
import { wordsOf, type View } from '../view.js';

/** The files of a language service. */
export interface Files {
  /** For the target; undefined for a file that is the same for all. */
  viewOf(file: string): View | undefined;
  sourceOf(file: string): ts.SourceFile | undefined;
}

type Changes = readonly ts.FileTextChanges[];

/** Whether the changes leave alone what the target does not see, and the names that may be used there. */
export function areSafe(changes: Changes, files: Files): boolean {
  return changes.every(({ fileName, textChanges }) => {
    const view = files.viewOf(fileName);
    if (view === undefined || view.removed.length === 0) return true;
    if (textChanges.some(({ span }) => view.meetsRemoved(span.start, span.start + span.length))) return false;
    const written = new Set(textChanges.flatMap(({ newText }) => wordsOf(newText)));
    const deleted = declaredIn(textChanges, files.sourceOf(fileName));
    return deleted.every((name) => written.has(name) || !view.removedWords.has(name));
  });
}

/** The names whose declarations the changes replace. */
function declaredIn(changes: readonly ts.TextChange[], source: ts.SourceFile | undefined): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node) => {
    if (!changes.some(({ span }) => node.pos < span.start + span.length && node.end > span.start)) return;
    const { name } = node as { name?: ts.Node };
    const isWithin = ({ span }: ts.TextChange) => {
      return name !== undefined && span.start <= name.getStart(source) && name.end <= span.start + span.length;
    };
    if (name !== undefined && changes.some(isWithin)) names.push(name.getText(source));
    node.forEachChild(visit);
  };
  source?.forEachChild(visit);
  return names;
}

/** The changes of the files in which nothing between the first and the last of them is masked: for edits that sort. */
export function unbroken(changes: Changes, { viewOf }: Files): Changes {
  return changes.filter(({ fileName, textChanges }) => {
    const start = Math.min(...textChanges.map(({ span }) => span.start));
    const end = Math.max(...textChanges.map(({ span }) => span.start + span.length));
    return !viewOf(fileName)?.meetsRemoved(start, end);
  });
}

/** Whether a change is inside a group of any conditional. */
export function areOutsideGroups(changes: Changes, { viewOf }: Files): boolean {
  return changes.every(({ fileName, textChanges }) => {
    const view = viewOf(fileName);
    return !view || textChanges.every(({ span }) => groupAround(view, span.start, undefined) === undefined);
  });
}

/**
 * Imports for a use at an offset of a file, outside all groups that do not enclose the use: there other targets need them.
 * Undefined where that cannot be done.
 */
export function importsOutside(
  changes: Changes,
  fileName: string,
  use: number,
  files: Files,
): ts.FileTextChanges[] | undefined {
  const view = files.viewOf(fileName);
  const source = files.sourceOf(fileName);
  const placed = changes.map((change) => {
    if (change.fileName !== fileName || !view || !source) return change;
    return { ...change, textChanges: change.textChanges.map((each) => importOutside(each, view, use, source)) };
  });
  const isWhole = (change: (typeof placed)[number]): change is ts.FileTextChanges => {
    return change.textChanges.every((each) => each !== undefined);
  };
  return placed.every(isWhole) && areSafe(placed, files) ? placed : undefined;
}

function importOutside(
  change: ts.TextChange,
  view: View,
  use: number,
  source: ts.SourceFile,
): ts.TextChange | undefined {
  let at = change.span.start;
  if (groupAround(view, at, use) === undefined) return change;
  const statement = change.span.length === 0 ? statementOf(change, source) : undefined;
  if (statement === undefined) return undefined;
  for (let around = groupAround(view, at, use); around !== undefined; around = groupAround(view, at, use)) {
    at = startOfLine(view.raw, around.conditional.start);
  }
  return { span: { start: at, length: 0 }, newText: `${statement}${view.raw.includes('\r\n') ? '\r\n' : '\n'}` };
}

/** The outermost group around an offset that is not around another one, too. */
function groupAround(view: View, at: number, other: number | undefined) {
  for (const conditional of view.conditionals) {
    const group = conditional.groups.find((group) => encloses(group, at));
    if (group !== undefined && (other === undefined || !encloses(group, other))) return { conditional, group };
  }
  return undefined;
}

function encloses({ text }: Conditional['groups'][number] | Group, at: number): boolean {
  return text.start <= at && at <= text.end;
}

/** An insertion as a statement of its own: TypeScript may add a name to an import that is in a group. */
function statementOf({ span, newText }: ts.TextChange, source: ts.SourceFile): string | undefined {
  if (/^\s*(?:import\b|const\b.*\brequire\()/.test(newText)) return newText.trim();
  const [, name] = /^[\s,{]*((?:type\s+)?[\w$]+(?:\s+as\s+[\w$]+)?)[\s,}]*$/.exec(newText) ?? [];
  const around = source.statements.find((each) => each.pos <= span.start && span.start <= each.end);
  const [, kind, from] = /^import(\s+type)?\b[^;]*?\bfrom\s*(.*)$/s.exec(around?.getText(source) ?? '') ?? [];
  return name === undefined || from === undefined ? undefined : `import${kind ?? ''} { ${name} } from ${from}`;
}

function startOfLine(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}
