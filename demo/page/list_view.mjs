// The list of conversations: names, last messages, unread counts, who is online.

import { byId, clock, element, paintAvatar } from './elements.mjs';
import { say } from './words.mjs';

/** @param {any} message */
export function summaryOf({ type, body, state }) {
  if (state === 'recalled') return say().recalled;
  if (type === 'TEXT') return body;
  return type === 'IMAGE' ? `[${say().picture}]` : `[${say().file}] ${body?.name ?? ''}`;
}

export class ListView {
  #list = byId('conversations');
  /** @type {Map<string, HTMLElement>} the buttons by conversation */
  #buttons = new Map();

  /** @param {(conversation: import('./conversation.mjs').Conversation) => void} open */
  constructor(open) {
    this.open = open;
  }

  /** @param {import('./conversation.mjs').Conversation[]} conversations in their order
   * @param {{ names: Map<string, string>, online: Map<string, boolean>, unread: any, current: any }} around */
  show(conversations, { names, online, unread, current }) {
    const items = conversations.map((conversation) => {
      const item = this.#itemOf(conversation);
      const [button] = item.children;
      const [avatar, text, side] = button.children;
      const name = names.get(conversation.key) ?? '';
      const isOnline = !conversation.isRoom && online.get(conversation.target.user) === true;
      const { latest } = conversation;
      const count = unread.of(conversation.target);

      paintAvatar(avatar, name);
      avatar.classList.toggle('online', isOnline);
      text.children[0].textContent = name;
      text.children[1].textContent = latest ? summaryOf(latest) : say().noMessages;
      const time = latest?.time ?? latest?.sendTime;
      side.children[0].textContent = time ? clock(time, say().languageName) : '';
      side.children[1].textContent = count > 0 ? String(count) : '';
      side.children[1].setAttribute('aria-label', count > 0 ? say().unread(count) : '');
      side.children[1].hidden = count === 0;
      side.children[2].textContent = isOnline ? say().isOnline : '';
      button.setAttribute('aria-current', String(conversation === current));
      return item;
    });
    // Moving a node takes the focus from what is in it.
    const isInOrder = items.every((item, index) => this.#list.children[index] === item);
    if (!isInOrder) {
      const focused = document.activeElement;
      this.#list.replaceChildren(...items);
      if (this.#list.contains(focused)) focused.focus();
    }
  }

  /** @param {import('./conversation.mjs').Conversation} conversation */
  focus(conversation) {
    this.#itemOf(conversation).firstElementChild.focus();
  }

  #itemOf(conversation) {
    const known = this.#buttons.get(conversation.key);
    if (known) return known;
    const button = element(
      'button',
      { type: 'button', className: 'entry', onclick: () => this.open(conversation) },
      element('span', { className: 'avatar', ariaHidden: 'true' }),
      element('span', { className: 'text' }, element('strong'), element('span', { className: 'summary' })),
      element(
        'span',
        { className: 'side' },
        element('time'),
        element('span', { className: 'badge' }),
        element('span', { className: 'hidden' }),
      ),
    );
    const item = element('li', {}, button);
    this.#buttons.set(conversation.key, item);
    return item;
  }
}
