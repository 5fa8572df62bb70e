// A language service over masked text, made safe for the text that stands there: each member is a guard.

import type ts from 'typescript-6';

import type { AllTargets } from './all_targets.js';
import { areOutsideGroups, areSafe, importsOutside, unbroken, type Files } from './edits.js';
import type { RawService } from './hosts.js';
import { isDoubtful, removesUnused, withoutDoubtful } from './unused.js';
import type { View } from '../view.js';
import type { TargetView } from './target_view.js';

type Service = ts.LanguageService;

interface Parts extends Files {
  readonly typescript: typeof ts;
  /** Which reads masked text. */
  readonly inner: Service;
  readonly raw: RawService;
  readonly all: AllTargets;
  /** Undefined while there is no target. */
  readonly target: () => TargetView | undefined;
  /** Why there is none although one is named. */
  readonly fault: () => string | undefined;
}

/** Of the layout of the text, or of all that stands in it. */
const RAW = [
  'commentSelection',
  'getEncodedSyntacticClassifications',
  'getFormattingEditsAfterKeystroke',
  'getFormattingEditsForDocument',
  'getFormattingEditsForRange',
  'getIndentationAtPosition',
  'getNavigationBarItems',
  'getNavigationTree',
  'getOutliningSpans',
  'getSpanOfEnclosingComment',
  'getSyntacticClassifications',
  'getTodoComments',
  'toggleLineComment',
  'toggleMultilineComment',
  'uncommentSelection',
] as const satisfies readonly (keyof Service)[];

/** Where each of them takes options that format. */
const FORMAT_OPTIONS: Readonly<Record<string, number>> = {
  getFormattingEditsAfterKeystroke: 3,
  getFormattingEditsForDocument: 1,
  getFormattingEditsForRange: 3,
};

export function guarded(parts: Parts): Service {
  const { inner } = parts;
  return { ...inner, ...onRawText(parts), ...diagnostics(parts), ...edits(parts), ...namesOfAllTargets(parts) };
}

function onRawText({ typescript, inner, raw, viewOf }: Parts): Partial<Service> {
  const methods = RAW.map((name) => {
    const method = (file: string, ...rest: unknown[]) => {
      const hasRemoved = (viewOf(file)?.removed.length ?? 0) > 0;
      const service = hasRemoved ? raw.of(file) : inner;
      const options = FORMAT_OPTIONS[name];
      if (hasRemoved && options !== undefined) {
        // Semicolons are a matter of the grammar, and the groups of a conditional together need not be grammatical.
        const semicolons = typescript.SemicolonPreference.Ignore;
        rest[options - 1] = { ...(rest[options - 1] as ts.FormatCodeSettings), semicolons };
      }
      return Reflect.apply(service[name], service, [file, ...rest]) as unknown;
    };
    return [name, method] as const;
  });
  return Object.fromEntries(methods);
}

function diagnostics({ typescript, inner, fault, viewOf, sourceOf }: Parts): Partial<Service> {
  const error = { category: typescript.DiagnosticCategory.Error, source: 'iftrue' };
  const isBroken = (file: string) => fault() !== undefined || (viewOf(file)?.problems.length ?? 0) > 0;
  const ours = (file: string): ts.DiagnosticWithLocation[] => {
    const source = sourceOf(file);
    if (source === undefined || file.includes('/node_modules/')) return [];
    const message = fault();
    if (message !== undefined) {
      return [{ ...error, code: 0, file: source, start: 0, length: 0, messageText: message }];
    }
    return (viewOf(file)?.problems ?? []).map(({ code, message, place, notes }) => ({
      ...error,
      code: Number(code?.slice(1) ?? 0),
      file: source,
      start: place?.start ?? 0,
      length: place?.length ?? 0,
      messageText: message,
      relatedInformation: notes.map(({ message, place: { start, length } }) => ({
        category: typescript.DiagnosticCategory.Message,
        code: 0,
        file: source,
        start,
        length,
        messageText: message,
      })),
    }));
  };
  return {
    // The text as it stands has the groups of all targets, so that nothing but ours is true of it.
    getSyntacticDiagnostics: (file) => (isBroken(file) ? ours(file) : inner.getSyntacticDiagnostics(file)),
    getSemanticDiagnostics(file) {
      if (isBroken(file)) return [];
      return certain(inner.getSemanticDiagnostics(file), viewOf(file));
    },
    getSuggestionDiagnostics(file) {
      if (isBroken(file)) return [];
      return certain(inner.getSuggestionDiagnostics(file), viewOf(file));
    },
  };
}

function certain<Kind extends ts.Diagnostic>(found: Kind[], view: View | undefined): Kind[] {
  return view === undefined ? found : withoutDoubtful(found, view);
}

function edits(parts: Parts): Partial<Service> {
  const { typescript, inner, viewOf } = parts;
  const refused: ts.RefactorEditInfo = {
    edits: [],
    notApplicableReason: 'It would change text that the chosen target of iftrue does not have',
  };
  const meets = (file: string, place: number | ts.TextRange) => {
    const { pos, end } = typeof place === 'number' ? { pos: place, end: place } : place;
    return viewOf(file)?.meetsRemoved(pos, end) ?? false;
  };
  return {
    organizeImports(args, format, preferences) {
      const hasRemoved = (viewOf(args.fileName)?.removed.length ?? 0) > 0;
      const { RemoveUnused, SortAndCombine } = typescript.OrganizeImportsMode;
      if (!hasRemoved) return inner.organizeImports(args, format, preferences);
      if (args.mode === RemoveUnused) return [];
      return unbroken(inner.organizeImports({ ...args, mode: SortAndCombine }, format, preferences), parts);
    },
    getCodeFixesAtPosition(file, start, end, codes, format, preferences) {
      const view = viewOf(file);
      const left = view ? codes.filter((code) => !isDoubtful(code, start, end, view)) : codes;
      return inner.getCodeFixesAtPosition(file, start, end, left, format, preferences).flatMap((fix) => {
        const changes = fix.fixName === 'import' ? importsOutside(fix.changes, file, start, parts) : [...fix.changes];
        return changes && areSafe(changes, parts) ? [{ ...fix, changes }] : [];
      });
    },
    getCombinedCodeFix(scope, fixId, format, preferences) {
      const nothing: ts.CombinedCodeActions = { changes: [] };
      const view = viewOf(scope.fileName);
      if (view && removesUnused(fixId)) {
        const { fileName } = scope;
        const found = [...inner.getSemanticDiagnostics(fileName), ...inner.getSuggestionDiagnostics(fileName)];
        if (withoutDoubtful(found, view).length < found.length) return nothing;
      }
      const fix = inner.getCombinedCodeFix(scope, fixId, format, preferences);
      // Of its imports it does not tell which use each is for.
      const isImport = fixId === 'fixMissingImport';
      return areSafe(fix.changes, parts) && (!isImport || areOutsideGroups(fix.changes, parts)) ? fix : nothing;
    },
    getCompletionEntryDetails(file, position, ...rest) {
      const details = inner.getCompletionEntryDetails(file, position, ...rest);
      if (details?.codeActions === undefined) return details;
      const codeActions = details.codeActions.flatMap((action) => {
        const changes = importsOutside(action.changes, file, position, parts);
        return changes ? [{ ...action, changes }] : [];
      });
      return { ...details, codeActions };
    },
    getApplicableRefactors(file, place, ...rest) {
      return meets(file, place) ? [] : inner.getApplicableRefactors(file, place, ...rest);
    },
    getEditsForRefactor(file, format, place, ...rest) {
      if (meets(file, place)) return refused;
      const edits = inner.getEditsForRefactor(file, format, place, ...rest);
      return edits === undefined || areSafe(edits.edits, parts) ? edits : refused;
    },
    getPasteEdits(args, format) {
      const paste = inner.getPasteEdits(args, format);
      return areSafe(paste.edits, parts) ? paste : { edits: [] };
    },
  };
}

function namesOfAllTargets({ inner, all, target }: Parts): Partial<Service> {
  return {
    findRenameLocations(
      file: string,
      offset: number,
      inStrings: boolean,
      inComments: boolean,
      preferences?: ts.UserPreferences | boolean,
    ) {
      const find = (service: Service, file: string, offset: number) =>
        service.findRenameLocations(file, offset, inStrings, inComments, preferences as ts.UserPreferences);
      const current = target();
      return current ? all.rename(current, inner, file, offset, find) : find(inner, file, offset);
    },
    getEditsForFileRename(from, to, format, preferences) {
      const edit = (service: Service) => service.getEditsForFileRename(from, to, format, preferences);
      const current = target();
      return current ? all.union(current, inner, edit) : edit(inner);
    },
  };
}
