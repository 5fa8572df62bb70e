// What a target's folder says in its `target.mjs`.

/**
 * @typedef {object} Output one bundle
 * @property {string} file its name in the package
 * @property {import('esbuild').Format} format
 * @property {string} [footer] code after the bundle
 */
/**
 * @typedef {object} Target
 * @property {string} symbol its symbol in iftrue.toml
 * @property {string} language the ECMAScript version that its engines are sure to run, as esbuild names it
 * @property {readonly Output[]} outputs
 * @property {Readonly<Record<string, string>>} [define] what stands for a name: names of third-party code that this platform
 *   never has, and `mini`, by which platforms with an API like WeChat's share their groups
 * @property {readonly string[]} globals the free names that a bundle may use, beside the language's own
 * @property {readonly string[]} [ships] files of the target's folder in the package, beside README.md and the example
 * @property {(types: ReadonlyMap<string, string>, code: ReadonlyMap<string, string>) => Iterable<[string, string]>} layout
 *   the package's files beside the bundles: where its types go, and copies
 */

/** The name of the global that scripts define. */
export const globalName = 'EChatIM';

/** Names that third-party code asks for with `typeof` before it uses them, on platforms that have none of them. */
export const noBrowser = Object.fromEntries(
  [
    'Blob',
    'File',
    'FileReader',
    'TextDecoder',
    'TextEncoder',
    'addEventListener',
    'location',
    'removeEventListener',
  ].map((name) => [name, 'undefined']),
);

/** Puts a tree of declarations into a folder of the package.
 * @param {ReadonlyMap<string, string>} types @param {string} folder @returns {[string, string][]} */
export const typesIn = (types, folder) => [...types].map(([file, text]) => [`${folder}/${file}`, text]);
