// Makes one file of a package's declarations, and of its public surface a report for review and a model for the reference.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BuildError } from './error.mjs';

/**
 * @typedef {object} Surface
 * @property {string} declarations one file that needs no other
 * @property {string} report Markdown: every public name with its type, in the order of the alphabet
 * @property {string} model JSON of the same with its comments, as api-extractor writes it
 */

/**
 * @param {import('./types.mjs').Place} place @param {ReadonlyMap<string, string>} types declarations by name, the entry is `index.d.ts`
 * @param {readonly string[]} names what the bundle exports
 * @returns {Promise<Surface>} @throws {BuildError} with api-extractor's words
 */
export async function rollUp({ root, folder }, types, names) {
  // Loaded where it is needed: it brings a TypeScript of its own, and a package that is refused needs none.
  const { Extractor, ExtractorConfig, ExtractorLogLevel } = await import('@microsoft/api-extractor');
  const scratch = await mkdtemp(join(root, 'build', 'surface-'));
  const at = (/** @type {string} */ name) => join(scratch, name);
  try {
    const files = new Map([...types, ['package.json', await readFile(join(folder, 'package.json'), 'utf8')]]);
    for (const [name, text] of files) {
      await mkdir(dirname(at(name)), { recursive: true });
      await writeFile(at(name), text);
    }
    const config = ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: at('package.json'),
      configObject: {
        projectFolder: scratch,
        mainEntryPointFilePath: at('index.d.ts'),
        newlineKind: 'lf',
        compiler: { overrideTsconfig: { compilerOptions: await optionsOf(root, folder), files: [at('index.d.ts')] } },
        apiReport: { enabled: true, reportFileName: 'report', reportFolder: scratch, reportTempFolder: at('temp') },
        docModel: { enabled: true, apiJsonFilePath: at('model.json') },
        dtsRollup: { enabled: true, untrimmedFilePath: at('all.d.ts') },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
          // Its tags are not in use here.
          extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
          tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        },
      },
    });
    /** @type {string[]} */ const words = [];
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Error) words.push(message.formatMessageWithLocation(scratch));
        message.handled = true;
      },
    });
    if (!succeeded) throw new BuildError(words.join('\n'));
    const [declarations = '', report = '', model = ''] = await Promise.all(
      ['all.d.ts', 'report.api.md', 'model.json'].map((name) => readFile(at(name), 'utf8')),
    );
    return { declarations: withTypesAlone(declarations, names), report, model };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Classes that the SDK exports as types alone, which api-extractor forgets. @param {string} text @param {readonly string[]} names */
function withTypesAlone(text, names) {
  const isType = (/** @type {string} */ name) => !names.includes(name);
  return text
    .replace(/^export declare ((?:abstract )?class (\w+)[^]*?^})$/gm, (whole, declaration, name) =>
      isType(name) ? `declare ${declaration}\nexport type { ${name} };` : whole,
    )
    .replace(/^export \{ \w+ as (\w+) \}$/gm, (whole, name) =>
      isType(name) ? whole.replace('export', 'export type') : whole,
    );
}

/** What the declarations are read with: the target's language and no types but that. @param {string} root @param {string} folder */
async function optionsOf(root, folder) {
  const [base, own] = await Promise.all(
    [join(root, 'targets/tsconfig.base.json'), join(folder, 'tsconfig.json')].map(async (file) =>
      JSON.parse(await readFile(file, 'utf8')),
    ),
  );
  const { target, module, moduleResolution, lib, strict } = { ...base.compilerOptions, ...own.compilerOptions };
  return { target, module, moduleResolution, lib, strict, types: [], skipLibCheck: true };
}
