// The page put together: what is set, what is asked of the engine, and where its answer is shown.

import type { Diagnostic } from 'iftrue/browser';

import type { Answer, Question } from './analysis.js';
import { byId, element } from './element.js';
import { Engine } from './engine.js';
import { fixOf } from './fix.js';
import { fragmentOf, LinkError, settingsIn } from './link.js';
import { OutputView } from './output_view.js';
import { layouts, type Settings, type Target } from './settings.js';
import { SourceView } from './source_view.js';
import { TargetsTable } from './targets_table.js';
import { changeLanguage, editorPhrases, say, wordPage } from './words.js';

/** A code block of the manual, as build.mjs reads it. */
interface Example {
  readonly section: string;
  readonly title: string;
  readonly filename: string;
  readonly text: string;
  readonly targets: readonly Target[];
}

// By build.mjs: the manual's examples, and where it explains each diagnostic.
declare const EXAMPLES: readonly Example[];
declare const PAGES: Readonly<Record<string, string>>;

// What the list of problems shows; all are underlined in the text.
const listed = 50;
// Longer addresses are cut or refused here and there.
const shareable = 8_000; // characters

const examples = byId('example', HTMLSelectElement);
const filename = byId('filename', HTMLInputElement);
const layout = byId('layout', HTMLSelectElement);
const notice = byId('notice', HTMLElement);
const counted = byId('counted', HTMLElement);
const problems = byId('problems', HTMLElement);
const tabs = byId('tabs', HTMLElement);
const changes = byId('changes', HTMLInputElement);
const panel = byId('output', HTMLElement);
const refused = byId('refused', HTMLElement);
const lines = byId('lines', HTMLElement);

let targets: readonly Target[] = [];
let shown = 0;
/** Of the last answer. */
let symbols: readonly string[] = [];
/** To what is set now; undefined while it is due, since the offsets of an old answer mean nothing. */
let answer: Answer | undefined;

const source = new SourceView(byId('source', HTMLElement), ask);
const output = new OutputView(panel);
const table = new TargetsTable(byId('targets', HTMLTableElement), (changed) => {
  // One that was changed stands where it was; if one is gone, the others are those that they were.
  const isChanged = changed.length === targets.length;
  const own = changed.findIndex((each) => each === targets[shown]);
  setTargets(changed, isChanged ? shown : Math.max(own, 0));
});
const engine = new Engine(show, (reason) => tell(say().failed(reason), true));

function question(): Question {
  return { text: source.text, filename: filename.value, layout: layout.value as Settings['layout'], targets, shown };
}

function ask(): void {
  answer = undefined;
  engine.ask(question);
}

function show(received: Answer): void {
  answer = received;
  symbols = answer.symbols;
  table.show(targets, symbols);
  source.mark(answer.output?.dropped ?? [], answer.diagnostics, say().replaceBy);
  listProblems(answer.diagnostics);
  showOutput(answer);
}

function showOutput({ output: made, lines: all }: Answer): void {
  const name = targets[shown]?.name ?? '';
  output.name(changes.checked ? say().changesFor(name) : say().outputFor(name));
  refused.hidden = made !== undefined;
  panel.classList.toggle('empty', made === undefined);
  lines.textContent = '';
  if (made === undefined) return output.show('');
  if (changes.checked) output.showChanges(source.text, made.changes, layout.value === 'compact');
  else output.show(made.code);
  lines.textContent = say().keptLines(made.lines, all);
}

function listProblems(diagnostics: readonly Diagnostic[]): void {
  const count = diagnostics.length === 0 ? say().noProblems : say().problems(diagnostics.length);
  // What is set once more is read out once more.
  if (counted.textContent !== count) counted.textContent = count;
  const items = diagnostics.slice(0, listed).map((diagnostic) => {
    const { line, column, severity, code, message, notes } = diagnostic;
    const go = element(
      'button',
      { type: 'button', className: `problem ${severity}` },
      element('span', { className: 'place', textContent: `${line}:${column}` }),
      ` ${say()[severity]} `,
      element('span', { lang: 'en', textContent: message }),
      ...notes.map((note) =>
        element('small', { lang: 'en', textContent: `${note.line}:${note.column} ${note.message}` }),
      ),
    );
    const isOld = (): boolean => answer?.diagnostics !== diagnostics;
    go.addEventListener('click', () => {
      if (!isOld()) source.goTo(diagnostic);
    });
    const item = element('li', {}, go, linkToPage(code));
    const fix = fixOf(diagnostic);
    if (fix !== undefined) {
      const button = element('button', { type: 'button', className: 'fix', textContent: say().replaceBy(fix) });
      button.addEventListener('click', () => {
        if (isOld()) return;
        source.replace(diagnostic, fix);
        source.goTo({ start: diagnostic.start, end: diagnostic.start + fix.length });
      });
      item.append(button);
    }
    return item;
  });
  if (diagnostics.length > listed) items.push(element('li', { textContent: say().more(diagnostics.length - listed) }));
  problems.replaceChildren(...items);
}

/** Opens where the manual explains a diagnostic. */
function linkToPage(code: string): HTMLAnchorElement {
  const href = `manual.html#${PAGES[code] ?? ''}`;
  return element('a', { href, hreflang: 'en', target: '_blank', title: say().explained(code), textContent: code });
}

function setTargets(changed: readonly Target[], next: number): void {
  targets = changed;
  shown = next;
  table.show(targets, symbols);
  showTabs();
  ask();
}

function showTabs(): void {
  const made = targets.map(({ name }, index) => {
    const isShown = index === shown;
    const tab = element('button', { type: 'button', id: `tab-${index}`, role: 'tab', textContent: name });
    tab.setAttribute('aria-selected', String(isShown));
    tab.setAttribute('aria-controls', panel.id);
    tab.tabIndex = isShown ? 0 : -1;
    tab.addEventListener('click', () => choose(index));
    return tab;
  });
  tabs.replaceChildren(...made);
  panel.setAttribute('aria-labelledby', `tab-${shown}`);
}

function choose(index: number): void {
  shown = index;
  showTabs();
  document.getElementById(`tab-${index}`)?.focus();
  ask();
}

function settings(): Settings {
  return { ...question(), changes: changes.checked };
}

function restore(from: Settings): void {
  filename.value = from.filename;
  layout.value = from.layout;
  changes.checked = from.changes;
  setLanguageOfFile();
  setTargets(from.targets, from.shown);
  source.text = from.text;
}

function setLanguageOfFile(): void {
  source.filename = filename.value;
  output.filename = filename.value;
}

function tell(message: string, isWrong = false): void {
  notice.textContent = message;
  notice.classList.toggle('wrong', isWrong);
}

/** Nothing changes if there is no fragment, or one that holds no settings. */
async function openLink(): Promise<boolean> {
  const fragment = location.hash.slice(1);
  if (fragment === '') return false;
  try {
    const found = await settingsIn(fragment);
    tell('');
    examples.value = '';
    restore(found);
    return true;
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    tell(say()[error.reason], true);
    return false;
  }
}

async function share(): Promise<void> {
  const fragment = await fragmentOf(settings());
  history.replaceState(null, '', `#${fragment}`);
  // Where the page is not from a secure origin there is no clipboard, and people may refuse it.
  const isCopied = await copy(location.href);
  const { length } = location.href;
  const warning = length > shareable ? ` ${say().longLink(Math.ceil(length / 1000))}` : '';
  tell((isCopied ? say().copied : say().inAddress) + warning);
}

async function copy(text: string): Promise<boolean> {
  if (!isSecureContext) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

function openExample(index: number): void {
  const example = EXAMPLES[index];
  if (example === undefined) return;
  tell('');
  restore({ ...example, layout: layout.value as Settings['layout'], shown: 0, changes: changes.checked });
}

function listExamples(): void {
  const { value } = examples;
  examples.replaceChildren(element('option', { value: '', textContent: say().choose }));
  for (const [index, { section, title }] of EXAMPLES.entries()) {
    let group = examples.lastElementChild;
    if (!(group instanceof HTMLOptGroupElement) || group.label !== section) {
      group = element('optgroup', { label: section, lang: 'en' });
      examples.append(group);
    }
    group.append(element('option', { value: String(index), textContent: title }));
  }
  examples.value = value;
}

function word(): void {
  wordPage();
  listExamples();
  source.name(say().source, editorPhrases());
  table.show(targets, symbols);
  if (answer !== undefined) show(answer);
}

for (const each of layouts) layout.append(element('option', { value: each, textContent: each }));
examples.addEventListener('change', () => {
  if (examples.value !== '') openExample(Number(examples.value));
});
filename.addEventListener('input', () => {
  setLanguageOfFile();
  ask();
});
layout.addEventListener('change', ask);
changes.addEventListener('change', () => {
  if (answer !== undefined) showOutput(answer);
});
tabs.addEventListener('keydown', (event) => {
  const last = targets.length - 1;
  const next = {
    ArrowLeft: shown === 0 ? last : shown - 1,
    ArrowRight: shown === last ? 0 : shown + 1,
    Home: 0,
    End: last,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  choose(next);
});
byId('add-target', HTMLButtonElement).addEventListener('click', () => {
  let number = targets.length + 1;
  while (targets.some(({ name }) => name === `target${number}`)) number += 1;
  setTargets([...targets, { name: `target${number}`, on: [] }], targets.length);
  byId(`target-${targets.length - 1}`, HTMLInputElement).select();
});
byId('share', HTMLButtonElement).addEventListener('click', () => void share());
byId('language', HTMLButtonElement).addEventListener('click', () => {
  changeLanguage();
  word();
});
addEventListener('hashchange', () => void openLink());

word();
if (!(await openLink())) {
  examples.value = '0';
  const { textContent, className } = notice;
  openExample(0);
  notice.textContent = textContent; // of a link that could not be opened
  notice.className = className;
}
