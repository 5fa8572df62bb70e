// What a page's template makes of its data: the elements that a user would see, without a look.

/** @typedef {Readonly<Record<string, unknown>>} Data */
/** @typedef {{ tag: string, attributes: Record<string, unknown>, children: (Element | string)[] }} Element */
/** @typedef {{ tag: string, attributes: Record<string, string>, children: (Source | string)[] }} Source */

export class Template {
  #root;

  /** @param {string} wxml */
  constructor(wxml) {
    this.#root = parse(wxml);
  }

  /** @param {Data} data @returns {Element} */
  draw(data) {
    return { tag: 'page', attributes: {}, children: drawAll(this.#root.children, data) };
  }
}

/** All elements from one on, itself too. @param {Element} element @returns {Element[]} */
export const elementsOf = (element) => [
  element,
  ...element.children.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child))),
];

/** The texts that stand in an element, each as it is. @param {Element} element @returns {string[]} */
export const textsOf = (element) =>
  element.children.flatMap((child) => (typeof child === 'string' ? [child] : textsOf(child)));

/** @param {string} wxml @returns {Source} */
function parse(wxml) {
  /** @type {Source} */ const root = { tag: '', attributes: {}, children: [] };
  /** @type {Source[]} */ const open = [root];
  for (const [, text, closing, tag = '', attributes = '', empty] of wxml.matchAll(
    /([^<]+)|<(\/)?([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/)?>/g,
  )) {
    const parent = open[open.length - 1] ?? root;
    if (text !== undefined) parent.children.push(text);
    else if (closing) open.pop();
    else {
      const pairs = [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)];
      const source = {
        tag,
        attributes: Object.fromEntries(pairs.map(([, name, value = '']) => [name, value])),
        children: [],
      };
      parent.children.push(source);
      if (!empty) open.push(source);
    }
  }
  if (open.length !== 1) throw new Error(`${open.length - 1} elements of the template are not closed`);
  return root;
}

/** @param {Source['children']} sources @param {Data} data @returns {Element['children']} */
function drawAll(sources, data) {
  /** Whether a branch before, of the same choice, is drawn. */
  let isChosen = false;
  return sources.flatMap(drawOne);

  /** @param {Source | string} source @returns {Element['children']} */
  function drawOne(source) {
    if (typeof source === 'string') return [String(valueOf(source, data))];
    const { 'wx:if': first, 'wx:elif': next, 'wx:else': last, 'wx:for': list, ...rest } = source.attributes;
    const condition = first ?? next;
    if (condition !== undefined || last !== undefined) {
      if (first !== undefined) isChosen = false;
      if (isChosen || (condition !== undefined && !valueOf(condition, data))) return [];
      isChosen = true;
    }
    const { 'wx:for-item': item = 'item', 'wx:for-index': index = 'index', 'wx:key': _key, ...attributes } = rest;
    const scopes =
      list === undefined
        ? [data]
        : [.../** @type {Iterable<unknown>} */ (valueOf(list, data) ?? [])].map((value, place) => ({
            ...data,
            [item]: value,
            [index]: place,
          }));
    return scopes.map((scope) => ({
      tag: source.tag,
      attributes: Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, valueOf(text, scope)])),
      children: drawAll(source.children, scope),
    }));
  }
}

/** The value of `{{…}}`, or the text around several. @param {string} text @param {Data} data @returns {unknown} */
function valueOf(text, data) {
  const whole = /^\{\{((?:(?!\}\}).)*)\}\}$/.exec(text);
  if (whole) return evaluate(whole[1] ?? '', data);
  return text.replace(/\{\{(.*?)\}\}/g, (_, expression) => String(evaluate(expression, data) ?? ''));
}

/** @param {string} expression @param {Data} data */
const evaluate = (expression, data) => {
  const names = Object.keys(data);
  return new Function(...names, `return (${expression});`)(...names.map((name) => data[name]));
};
