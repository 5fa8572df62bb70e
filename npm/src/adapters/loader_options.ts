// The options of js-conditional-compile-loader 1.0.16, read as it reads them: by loader-utils 2, which takes query strings
// other than webpack does.

/*! With the parser of JSON5 2.2.3: Copyright (c) 2012-2018 Aseem Kishore, and others; MIT License, as in LICENSE. */
import parse from 'json5/lib/parse.js';

/** Any key is a symbol, also one that has a meaning. What is no own key is looked up along the prototypes. */
export type Options = Record<string, unknown>;

/** @param query the loader context's: an object, or a string that starts with `?` */
export function readOptions(query: unknown): Options {
  if (typeof query === 'string' && query !== '') return parseQuery(query);
  return typeof query === 'object' && query !== null ? (query as Options) : {};
}

const SPECIAL: ReadonlyMap<string, unknown> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

function parseQuery(query: string): Options {
  if (!query.startsWith('?')) throw new Error(`iftrue: the query '${query}' does not start with '?'`);
  const text = query.slice(1);
  if (text === '') return {};
  if (text.startsWith('{') && text.endsWith('}')) return parse<Options>(text);

  const options: Options = Object.create(null);
  for (const argument of text.split(/[,&]/)) {
    const equals = argument.indexOf('=');
    if (equals < 0) {
      const sign = /^[+-]?/.exec(argument)![0];
      options[decodeURIComponent(argument.slice(sign.length))] = sign !== '-';
      continue;
    }
    const name = argument.slice(0, equals);
    const written = decodeURIComponent(argument.slice(equals + 1));
    const value = SPECIAL.has(written) ? SPECIAL.get(written) : written;
    if (!name.endsWith('[]')) {
      options[decodeURIComponent(name)] = value;
      continue;
    }
    const list = decodeURIComponent(name.slice(0, -2));
    options[list] = [...(Array.isArray(options[list]) ? (options[list] as unknown[]) : []), value];
  }
  return options;
}
