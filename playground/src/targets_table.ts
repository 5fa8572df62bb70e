// The targets as a table: a row for each, with its name, a box for each symbol, and a button that removes it.

import { element } from './element.js';
import { isName, type Target } from './settings.js';
import { say } from './words.js';

export class TargetsTable {
  #targets: readonly Target[] = [];
  #symbols: readonly string[] = [];
  #words: object | undefined;

  constructor(
    readonly table: HTMLTableElement,
    readonly onChange: (targets: readonly Target[]) => void,
  ) {}

  show(targets: readonly Target[], symbols: readonly string[]): void {
    // What is made anew loses a name that is half typed.
    if (targets === this.#targets && String(symbols) === String(this.#symbols) && say() === this.#words) return;
    this.#targets = targets;
    this.#symbols = symbols;
    this.#words = say();
    // A control that is made anew must not take the focus away.
    const focused = this.table.contains(document.activeElement) ? document.activeElement?.id : undefined;
    const head = element('tr', {}, element('th', { scope: 'col', textContent: say().name }));
    for (const symbol of symbols) head.append(element('th', { scope: 'col', textContent: symbol }));
    head.append(element('td'));
    const rows = targets.map((target, index) => this.#rowOf(target, index));
    this.table.replaceChildren(element('thead', {}, head), element('tbody', {}, ...rows));
    if (focused !== undefined) document.getElementById(focused)?.focus();
  }

  #rowOf(target: Target, index: number): HTMLTableRowElement {
    const { name, on } = target;
    const field = element('input', { id: `target-${index}`, value: name, autocomplete: 'off', spellcheck: false });
    field.setAttribute('aria-label', say().targetName(name));
    field.addEventListener('change', () => this.#rename(index, field));
    field.addEventListener('input', () => field.setCustomValidity(''));
    const row = element('tr', {}, element('td', {}, field));
    for (const symbol of this.#symbols) {
      const box = element('input', { id: `on-${index}-${symbol}`, type: 'checkbox', checked: on.includes(symbol) });
      box.setAttribute('aria-label', say().isOnFor(symbol, name));
      box.addEventListener('change', () => {
        const rest = on.filter((each) => each !== symbol);
        this.#replace(index, { name, on: box.checked ? [...rest, symbol].sort() : rest });
      });
      row.append(element('td', {}, box));
    }
    const remove = element('button', { id: `remove-${index}`, type: 'button', textContent: '×' });
    remove.setAttribute('aria-label', say().removeTarget(name));
    remove.disabled = this.#targets.length === 1;
    remove.addEventListener('click', () => {
      this.onChange(this.#targets.filter((each) => each !== target));
      document.getElementById(`target-${Math.min(index, this.#targets.length - 1)}`)?.focus();
    });
    row.append(element('td', {}, remove));
    return row;
  }

  #rename(index: number, field: HTMLInputElement): void {
    const name = field.value.trim();
    const isTaken = this.#targets.some((each, other) => other !== index && each.name === name);
    field.setCustomValidity(isName(name) && !isTaken ? '' : say().badName);
    if (!field.reportValidity()) return;
    this.#replace(index, { name, on: this.#targets[index]?.on ?? [] });
  }

  #replace(index: number, target: Target): void {
    this.onChange(this.#targets.map((each, other) => (other === index ? target : each)));
  }
}
