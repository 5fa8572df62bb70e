// What a target's folder says in its `target.mjs`.

/**
 * @typedef {object} Output one bundle
 * @property {string} file its name in the package
 * @property {import('esbuild').Format} format
 */
/**
 * @typedef {object} Parts
 * @property {string} declarations for TypeScript, one file
 * @property {ReadonlyMap<string, string>} code the bundles and their maps, by name
 * @property {readonly string[]} names what they export
 */
/**
 * @typedef {object} Target
 * @property {string} symbol its symbol in iftrue.toml
 * @property {string} language the ECMAScript version that its engines are sure to run, as esbuild names it
 * @property {readonly Output[]} outputs
 * @property {Readonly<Record<string, string>>} [define] what stands for a name: names of third-party code that this platform
 *   never has, and `mini`, by which platforms with an API like WeChat's share their groups
 * @property {readonly string[]} [external] packages that the platform's programs have, and no bundle holds
 * @property {readonly string[]} globals the free names that a bundle may use, beside the language's own
 * @property {readonly string[]} [ships] files of the target's folder in the package, beside its documents and the example
 * @property {{ file: string, format: 'esm' | 'cjs' }} [conversations] where the example has `../example/conversations.js`
 * @property {(parts: Parts) => Iterable<[string, string]>} layout the package's files beside the bundles: where its types go, and copies
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

/** The name of the bundle that Node.js and tools take with `require`. */
export const scriptFile = 'echatim-sdk.js';

/**
 * The end of a script: what it defines is what `require` gives. Node.js looks for the names that a CommonJS file exports in its
 * text, and finds them where the second line puts them, which does nothing. Where there is a module for Node.js, it has them.
 * @param {Target} target @param {'cjs' | 'iife'} format @param {readonly string[]} names
 */
export const footerOf = ({ layout }, format, names) =>
  [
    ...(format === 'iife' ? [`typeof module === 'object' && module.exports && (module.exports = ${globalName});`] : []),
    ...(layout === bothModules ? [] : [listOf(names)]),
  ].join('\n');

/** @param {readonly string[]} names */
const listOf = (names) => `0&&(module.exports={${names.join()}});`;

/** What `listOf` makes: to those who look for names that the code uses, it is none. */
export const listed = /^0&&\(module\.exports=\{[\w$,]*\}\);$/m;

/**
 * The package as two kinds of module. Node.js takes both from the one script, so that they are one SDK, with one `im`.
 * @param {Parts} parts @returns {[string, string][]}
 */
export const bothModules = ({ declarations, names }) => [
  ['echatim-sdk.d.ts', declarations],
  ['echatim-sdk.d.mts', declarations],
  ['echatim-sdk.node.mjs', `import sdk from './${scriptFile}';\nexport const { ${names.join(', ')} } = sdk;\n`],
];
