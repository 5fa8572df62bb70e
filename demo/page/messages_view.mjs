// The messages of the open conversation. Nodes are kept from one showing to the next, so that a screen reader tells only
// what is new.

import { byId, clock, element, paintAvatar } from './elements.mjs';
import { say } from './words.mjs';

export class MessagesView {
  #list = byId('messages');
  #scroll = byId('scroll');
  /** @type {Map<string, HTMLElement>} */
  #items = new Map();
  #current = null;

  /**
   * @param {{ me: string, nameOf: (auid: string) => string, addressOf: (url: unknown) => string | null,
   *   act: (action: 'retry' | 'drop' | 'recall', entry: any) => void }} around
   */
  constructor(around) {
    this.around = around;
  }

  /** @param {import('./conversation.mjs').Conversation} conversation */
  show(conversation) {
    const isOther = conversation !== this.#current;
    if (isOther) {
      this.#current = conversation;
      this.#items.clear();
      this.#list.replaceChildren();
    }
    const isAtEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < 60;
    const height = this.#scroll.scrollHeight;
    const first = this.#list.firstElementChild;

    let after = null;
    let before = null;
    const ids = new Set();
    for (const entry of conversation.entries) {
      ids.add(entry.id);
      const item = this.#items.get(entry.id) ?? this.#make(entry);
      this.#items.set(entry.id, item);
      this.#fill(item, entry, conversation, before);
      const place = after === null ? this.#list.firstChild : after.nextSibling;
      if (place !== item) this.#list.insertBefore(item, place);
      after = item;
      before = entry;
    }
    for (const [id, item] of this.#items) {
      if (ids.has(id)) continue;
      item.remove();
      this.#items.delete(id);
    }
    byId('earlier').hidden = !conversation.hasMore;
    if (isOther || isAtEnd) this.toEnd();
    else if (this.#list.firstElementChild !== first) this.#scroll.scrollTop += this.#scroll.scrollHeight - height;
  }

  toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }

  #make(entry) {
    const isOwn = entry.fromUser === this.around.me;
    return element(
      'li',
      { className: isOwn ? 'own' : 'other' },
      element('span', { className: 'avatar', ariaHidden: 'true' }),
      element(
        'div',
        { className: 'message' },
        element('span', { className: 'from' }),
        element('div', { className: 'bubble' }),
        element('span', { className: 'foot' }, element('time'), element('span', { className: 'mark' })),
      ),
    );
  }

  #fill(item, entry, conversation, before) {
    const { me, nameOf } = this.around;
    const isOwn = entry.fromUser === me;
    const [avatar, { children: parts }] = item.children;
    const [from, bubble, foot] = parts;
    const name = isOwn ? say().you : nameOf(entry.fromUser);
    if (!isOwn) paintAvatar(avatar, name);
    item.classList.toggle('follows', before?.fromUser === entry.fromUser);
    from.textContent = name;
    from.classList.toggle('hidden', isOwn || !conversation.isRoom || before?.fromUser === entry.fromUser);
    this.#fillBubble(bubble, entry);

    const [time, mark] = foot.children;
    time.textContent = Number.isFinite(entry.time) ? clock(entry.time, say().languageName) : '';
    mark.textContent = isOwn ? this.#markOf(entry, conversation) : '';
    item.dataset.state = entry.state;
    this.#actions(foot, entry, isOwn);
  }

  #markOf(entry, conversation) {
    const { waiting, sent, read, failed } = say();
    if (entry.state === 'failed') return `${failed}: ${entry.reason ?? ''}`;
    if (entry.state === 'waiting') return waiting;
    if (entry.state === 'recalled') return '';
    return conversation.isRead(entry) ? read : sent;
  }

  #fillBubble(bubble, entry) {
    const key = `${entry.state} ${entry.messageId} ${entry.body?.url ?? ''} ${entry.progress ?? ''} ${say().languageName}`;
    if (bubble.dataset.key === key) return;
    bubble.dataset.key = key;
    bubble.classList.toggle('bare', false);
    if (entry.state === 'recalled') return void bubble.replaceChildren(element('em', {}, say().recalled));
    if (entry.type === 'TEXT') return void bubble.replaceChildren(entry.body);
    if (entry.progress !== undefined) {
      const label = say().uploading(entry.body.name);
      const progress = element('progress', { max: 100, value: entry.progress });
      progress.setAttribute('aria-label', label);
      const cancel = element('button', { type: 'button', onclick: () => entry.cancel?.() }, say().cancel);
      return void bubble.replaceChildren(element('span', {}, label), progress, cancel);
    }
    const address = this.around.addressOf(entry.body?.url);
    const name = String(entry.body?.name ?? say().file);
    if (address === null) return void bubble.replaceChildren(name);
    if (entry.type === 'IMAGE') {
      const image = element('img', { src: address, alt: name, onload: () => this.toEnd() });
      bubble.classList.toggle('bare', true);
      return void bubble.replaceChildren(image);
    }
    const link = element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, name);
    const size = element('small', {}, ` ${Math.max(1, Math.round((entry.body.size ?? 0) / 1024))} KB`);
    bubble.replaceChildren(element('img', { src: 'file.svg', alt: '', className: 'icon' }), link, size);
  }

  #actions(foot, entry, isOwn) {
    /** @type {('retry' | 'drop' | 'recall')[]} */
    const actions = [];
    if (entry.state === 'waiting' && entry.progress === undefined) actions.push('drop');
    if (entry.state === 'failed') actions.push('retry', 'drop');
    if (entry.state === 'here' && isOwn && Date.now() - entry.time < 120_000) actions.push('recall');
    const key = `${actions.join(' ')} ${say().languageName}`;
    if (foot.dataset.key === key) return;
    foot.dataset.key = key;
    const buttons = actions.map((action) =>
      element('button', { type: 'button', onclick: () => this.around.act(action, entry) }, say()[action]),
    );
    foot.replaceChildren(...[...foot.children].slice(0, 2), ...buttons);
  }
}
