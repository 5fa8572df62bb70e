// What a user does and sees of an app's pages: the last one that was opened is in front.

import { textsOf } from './template.mjs';

/** @typedef {import('./page.mjs').Page} Page @typedef {import('./template.mjs').Element} Element */

/** Milliseconds in which what a user waits for is there. */
const deadline = 20000;

export class Screen {
  #make;
  /** @type {Page[]} */
  #pages = [];
  /** The file that the user chooses next. */
  chosen = '';

  /** @param {(route: string) => Page} make a page that nobody has opened yet */
  constructor(make) {
    this.#make = make;
  }

  /** @param {string} url of a page, as `wx.navigateTo` has it. The base library does not decode the values in its query. */
  open(url) {
    const [route = '', query = ''] = url.replace(/^\//, '').split('?');
    if (this.#pages.length > 0) this.#front.hide();
    this.#pages.push(this.#make(route));
    this.#front.load(Object.fromEntries(query.split('&').map((pair) => pair.split('='))));
  }

  /** @param {string} text */
  async shows(text) {
    await this.#until(`"${text}" is not there`, (texts) => texts.includes(text));
  }

  /** @param {string} text */
  async lacks(text) {
    await this.#until(`"${text}" is there`, (texts) => !texts.includes(text));
  }

  /** @param {boolean} isThere */
  async progress(isThere) {
    await this.#until('the bar', (_, elements) => elements.some(({ tag }) => tag === 'progress') === isThere);
  }

  async picture() {
    await this.#until('no picture', (_, elements) => elements.some(({ tag }) => tag === 'image'));
  }

  /** @param {string} text */
  async taps(text) {
    await this.shows(text);
    this.#front.happens((element) => textsOf(element).includes(text), 'bindtap', {});
  }

  /** @param {string} text */
  async says(text) {
    const isInput = (/** @type {Element} */ { tag }) => tag === 'input';
    this.#front.happens(isInput, 'bindinput', { value: text });
    this.#front.happens(isInput, 'bindconfirm', { value: text });
    await this.shows(text);
  }

  /** @param {string} file */
  async chooses(file) {
    this.chosen = file;
    await this.taps('＋');
  }

  async scrollsUp() {
    this.#front.happens(() => true, 'bindscrolltoupper', { direction: 'top' });
  }

  async goesBack() {
    this.#pages.pop()?.unload();
    this.#front.show();
  }

  async leaves() {
    for (let page = this.#pages.pop(); page !== undefined; page = this.#pages.pop()) page.unload();
  }

  /** @param {string} what @param {Parameters<Page['until']>[1]} condition */
  #until(what, condition) {
    return this.#front.until(what, condition, AbortSignal.timeout(deadline));
  }

  get #front() {
    const page = this.#pages[this.#pages.length - 1];
    if (page === undefined) throw new Error('no page is open');
    return page;
  }
}
