// A page as the base library makes it of what the app passed to `Component`: its data, its life, its events. It draws nothing.

import { EventEmitter, once } from 'node:events';

/**
 * @typedef {object} Definition
 * @property {Readonly<Record<string, (this: object, ...args: unknown[]) => unknown>>} methods
 * @property {Readonly<Record<string, (this: object) => void>>} lifetimes
 * @property {Readonly<Record<string, (this: object) => void>>} pageLifetimes
 * @property {Readonly<Record<string, { value?: unknown }>>} [properties]
 */

export class Page {
  #definition;
  #changes = new EventEmitter();
  /** @type {Record<string, unknown>} */
  #data = {};
  #instance;

  /** @param {Definition} definition @param {string} route */
  constructor(definition, route) {
    this.#definition = definition;
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
    const { lifetimes, pageLifetimes, methods } = this.#definition;
    lifetimes['attached']?.call(this.#instance);
    methods['onLoad']?.call(this.#instance, query);
    pageLifetimes['show']?.call(this.#instance);
    lifetimes['ready']?.call(this.#instance);
  }

  unload() {
    this.#definition.methods['onUnload']?.call(this.#instance);
    this.#definition.lifetimes['detached']?.call(this.#instance);
  }

  /** @param {string} datum that names the handler @param {object} detail of the event */
  happens(datum, detail) {
    const handler = Reflect.get(this.#instance, String(this.#data[datum]));
    handler.call(this.#instance, { type: 'event', detail, target: {}, currentTarget: {} });
  }

  /** Resolves when all texts stand in what the page has to draw. @param {readonly string[]} texts @param {AbortSignal} signal */
  async shows(texts, signal) {
    while (!texts.every((text) => JSON.stringify(this.#data).includes(`"${text}"`))) {
      await once(this.#changes, 'change', { signal }).catch(() => {
        throw new Error(`${texts.join(', ')} in ${JSON.stringify(this.#data)}`);
      });
    }
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
