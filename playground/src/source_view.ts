// The text that people edit. What the target drops is dim, and what is wrong is underlined.

import { history, historyKeymap, indentLess, indentMore, isolateHistory, standardKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { setDiagnostics, type Action, type Diagnostic as Squiggle } from '@codemirror/lint';
import { Compartment, EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import type { Diagnostic, Range } from 'iftrue/browser';

import { colours, languageOf } from './language.js';
import { fixOf } from './fix.js';

const setDropped = StateEffect.define<readonly Range[]>();
// The few of CodeMirror's further keys that are missed: all of them are a hundredth of the page.
const indentKeymap = [
  { key: 'Mod-[', run: indentLess },
  { key: 'Mod-]', run: indentMore },
];

const dim = Decoration.mark({ class: 'dropped' });

const dropped = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects }) {
    for (const effect of effects)
      if (effect.is(setDropped)) return Decoration.set(effect.value.map(({ start, end }) => dim.range(start, end)));
    return marks.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export class SourceView {
  readonly #language = new Compartment();
  readonly #label = new Compartment();
  readonly #view: EditorView;
  #filename = '';

  constructor(parent: HTMLElement, onChange: () => void) {
    this.#view = new EditorView({
      parent,
      extensions: [
        lineNumbers(),
        history(),
        highlightActiveLine(),
        bracketMatching(),
        // No key is bound to Tab: it leaves the editor, as it leaves all else.
        keymap.of([...standardKeymap, ...historyKeymap, ...indentKeymap]),
        colours,
        dropped,
        this.#language.of([]),
        this.#label.of([]),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) onChange();
        }),
      ],
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  set text(text: string) {
    this.#view.dispatch({ selection: { anchor: 0 } });
    this.replace({ start: 0, end: this.#view.state.doc.length }, text);
  }

  set filename(filename: string) {
    if (filename === this.#filename) return;
    this.#filename = filename;
    this.#view.dispatch({ effects: this.#language.reconfigure(languageOf(filename)) });
  }

  name(label: string, phrases: Record<string, string>): void {
    const attributes = EditorView.contentAttributes.of({ 'aria-label': label });
    this.#view.dispatch({ effects: this.#label.reconfigure([attributes, EditorState.phrases.of(phrases)]) });
  }

  /** @param ranges what the target drops @param diagnostics of this very text @param fix the words of the action */
  mark(ranges: readonly Range[], diagnostics: readonly Diagnostic[], fix: (word: string) => string): void {
    this.#view.dispatch({ effects: setDropped.of(ranges) });
    const squiggles = diagnostics.map((each) => this.#squiggleOf(each, fix));
    this.#view.dispatch(setDiagnostics(this.#view.state, squiggles));
  }

  goTo({ start, end }: Range): void {
    this.#view.dispatch({ selection: { anchor: start, head: end }, scrollIntoView: true });
    this.#view.focus();
  }

  /** One step to undo. */
  replace({ start, end }: Range, insert: string): void {
    const changes = { from: start, to: end, insert };
    this.#view.dispatch({ changes, annotations: isolateHistory.of('full') });
  }

  #squiggleOf(diagnostic: Diagnostic, say: (word: string) => string): Squiggle {
    const { start: from, end: to, severity, code, message, notes } = diagnostic;
    const fix = fixOf(diagnostic);
    const apply: Action['apply'] = (_, start, end) => this.replace({ start, end }, fix ?? '');
    return {
      ...{ from, to, severity, source: code },
      message: [message, ...notes.map((note) => `${note.line}:${note.column}: ${note.message}`)].join('\n'),
      ...(fix === undefined ? {} : { actions: [{ name: say(fix), apply }] }),
    };
  }
}
