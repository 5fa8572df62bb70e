// What a target has of the text: the output itself, or the source with what is removed struck out.

import { standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState, StateEffect, StateField, type Range as Marked } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers, WidgetType, type DecorationSet } from '@codemirror/view';

import type { Change } from './changes.js';
import { colours, languageOf } from './language.js';

const setMarks = StateEffect.define<DecorationSet>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, { docChanged, effects }) {
    for (const effect of effects) if (effect.is(setMarks)) return effect.value;
    return docChanged ? Decoration.none : set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const struck = Decoration.mark({ class: 'removed', attributes: { role: 'deletion' } });

/** White space that stands where text was removed, made visible. */
class Inserted extends WidgetType {
  constructor(readonly text: string) {
    super();
  }

  override eq(other: Inserted): boolean {
    return other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const node = document.createElement('ins');
    node.textContent = this.text.replaceAll(' ', '␣').replaceAll('\n', '↵');
    return node;
  }
}

export class OutputView {
  readonly #language = new Compartment();
  readonly #label = new Compartment();
  readonly #view: EditorView;
  #text = '';
  #filename = '';

  constructor(parent: HTMLElement) {
    this.#view = new EditorView({
      parent,
      extensions: [
        lineNumbers(),
        keymap.of(standardKeymap),
        EditorState.readOnly.of(true),
        colours,
        marks,
        this.#language.of([]),
        this.#label.of([]),
      ],
    });
  }

  set filename(filename: string) {
    if (filename === this.#filename) return;
    this.#filename = filename;
    this.#view.dispatch({ effects: this.#language.reconfigure(languageOf(filename)) });
  }

  name(label: string): void {
    const attributes = EditorView.contentAttributes.of({ 'aria-label': label });
    this.#view.dispatch({ effects: this.#label.reconfigure(attributes) });
  }

  show(text: string): void {
    this.#put(text, Decoration.none);
  }

  /** @param showsBlanks whether white space that was inserted is made visible, too */
  showChanges(source: string, changes: readonly Change[], showsBlanks: boolean): void {
    const made: Marked<Decoration>[] = [];
    for (const { start, end, inserted } of changes) {
      if (start < end) made.push(struck.range(start, end));
      if (showsBlanks && inserted !== '')
        made.push(Decoration.widget({ widget: new Inserted(inserted), side: 1 }).range(end));
    }
    this.#put(source, Decoration.set(made));
  }

  // Only what differs is replaced, so that the place to which a person has scrolled stays.
  #put(text: string, set: DecorationSet): void {
    const before = this.#text;
    const room = Math.min(before.length, text.length);
    let start = 0;
    while (start < room && before.charCodeAt(start) === text.charCodeAt(start)) start += 1;
    let end = 0;
    while (end < room - start && before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end))
      end += 1;
    this.#text = text;
    this.#view.dispatch({
      changes: { from: start, to: before.length - end, insert: text.slice(start, text.length - end) },
      effects: setMarks.of(set),
    });
  }
}
