// A page as the base library makes it of what the app passed to `Component`: its data, its life, its events. What it draws are
// elements without a look.

import { EventEmitter, once } from 'node:events';
import { elementsOf, textsOf } from './template.mjs';

/** @typedef {import('./template.mjs').Element} Element */
/**
 * @typedef {object} Definition
 * @property {Readonly<Record<string, (this: object, ...args: unknown[]) => unknown>>} methods
 * @property {Readonly<Record<string, (this: object) => void>>} lifetimes
 * @property {Readonly<Record<string, (this: object) => void>>} pageLifetimes
 * @property {Readonly<Record<string, { value?: unknown }>>} [properties]
 */

export class Page {
  #definition;
  #template;
  #changes = new EventEmitter();
  /** @type {Record<string, unknown>} */
  #data = {};
  #instance;

  /** @param {Definition} definition @param {string} route @param {import('./template.mjs').Template} template */
  constructor(definition, route, template) {
    this.#definition = definition;
    this.#template = template;
    const values = Object.entries(definition.properties ?? {}).map(([name, { value }]) => [name, value ?? null]);
    this.#instance = {
      ...{ route, is: route, properties: Object.fromEntries(values), data: this.#data },
      setData: (/** @type {Record<string, unknown>} */ changes, /** @type {(() => void) | undefined} */ done) => {
        for (const [place, value] of Object.entries(changes)) put(this.#data, place, value);
        this.#changes.emit('change');
        done?.();
      },
      triggerEvent: () => {},
      selectComponent: () => null,
      selectAllComponents: () => [],
      ...definition.methods,
    };
  }

  /** @param {Readonly<Record<string, string>>} query */
  load(query) {
    const { lifetimes, methods } = this.#definition;
    lifetimes['attached']?.call(this.#instance);
    methods['onLoad']?.call(this.#instance, query);
    this.show();
    lifetimes['ready']?.call(this.#instance);
  }

  /** It comes to the front, or comes back there. */
  show() {
    this.#definition.pageLifetimes['show']?.call(this.#instance);
  }

  /** Another page stands in front of it. */
  hide() {
    this.#definition.pageLifetimes['hide']?.call(this.#instance);
  }

  unload() {
    this.#definition.methods['onUnload']?.call(this.#instance);
    this.#definition.lifetimes['detached']?.call(this.#instance);
  }

  /** @param {(element: Element) => boolean} which @param {string} name of the attribute that binds the event @param {object} detail */
  happens(which, name, detail) {
    const element = elementsOf(this.#drawn).find((each) => name in each.attributes && which(each));
    if (element === undefined) throw new Error(`no ${name} there: ${JSON.stringify(this.#drawn)}`);
    const handler = Reflect.get(this.#instance, String(element.attributes[name]));
    handler.call(this.#instance, { type: name, detail, target: {}, currentTarget: {} });
  }

  /** Resolves when what is drawn is as it should be. @param {string} what @param {(texts: string[], elements: Element[]) => boolean} condition @param {AbortSignal} signal */
  async until(what, condition, signal) {
    while (!condition(textsOf(this.#drawn), elementsOf(this.#drawn))) {
      await once(this.#changes, 'change', { signal }).catch(() => {
        throw new Error(`${what}: ${textsOf(this.#drawn).join(' | ')}`);
      });
    }
  }

  get #drawn() {
    return this.#template.draw(this.#data);
  }
}

/** @param {Record<string, unknown>} data @param {string} place such as `b[0].c` @param {unknown} value */
function put(data, place, value) {
  const names = place.split(/[.[\]]+/).filter((name) => name !== '');
  const last = names.pop() ?? '';
  /** @type {unknown} */
  let owner = data;
  for (const name of names) owner = Reflect.get(Object(owner), name);
  Reflect.set(Object(owner), last, value);
}
