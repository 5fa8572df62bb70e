// Random edits in two projects that show one tree of sources for two targets, and so share its documents: after each edit,
// a service's tree is what a fresh parse of the target's text gives.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { IftrueError, loadProject } from '../../dist/npm/index.mjs';
import { Project, typescriptFolder, VERSIONS } from './tsserver.mjs';

/** @typedef {typeof import('typescript-6')} TypeScript */
/** What `configurePlugin` calls on every project, and here one. @typedef {{ onPluginConfigurationChanged(name: string, configuration: object): void }} Switched */

const SEED = 20261129;
const EDITS = 300;

const require = createRequire(import.meta.url);

const CODE = [
  'export const a = 1;\n',
  'function f(x: number) { return x; }\n',
  'class A { m() { return `t${1 + 2}` } }\n',
  'let s = "text";',
  '{',
  '}',
  '(',
  ')',
  '`',
  '"',
  '/',
  '\n',
  'const r = /[a-z]*/g;\n',
  '// line\n',
  '/* comment */',
  '聊',
];
const WORDS = ['WEB', 'WX', '(WEB || WX)', '(!WEB)'];

/** @param {number} seed */
function randomOf(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {number} limit */
  const below = (limit) => Math.floor(next() * limit);
  /** @template Item @param {readonly Item[]} items */
  const pick = (items) => /** @type {Item} */ (items[below(items.length)]);
  return { below, pick };
}

/** @param {ReturnType<typeof randomOf>} random @returns {string} */
function piece(random) {
  const code = () => random.pick(CODE);
  const word = random.pick(WORDS);
  switch (random.below(12)) {
    case 0:
      return `/*IFTRUE_${word}*/ ${code()} /*FITRUE_${word}*/`;
    case 1:
      return `/*IFTRUE_${word}*/${code()}/*ELSE_${word}*/${code()}/*FITRUE_${word}*/\n`;
    case 2:
      return `/*IFTRUE_${word} let d = 1; FITRUE_${word}*/`;
    case 3:
    case 4:
      return `/*IFTRUE_${word}\n${code().replace('*/', '')}ELSE_${word}*/ let e = 2; /*FITRUE_${word}*/`;
    case 5: // which is wrong, until something else is put beside it
      return random.pick([`/*IFTRUE_${word}*/`, `/*FITRUE_${word}*/`, `/*ELSE_${word}*/`]);
    default:
      return code();
  }
}

/** @param {TypeScript} ts @param {import('typescript-6').SourceFile} source */
function shapeOf(ts, source) {
  /** @type {string[]} */
  const lines = [];
  /** @param {import('typescript-6').Node} node @param {number} depth */
  const visit = (node, depth) => {
    lines.push(`${' '.repeat(depth)}${node.kind} ${node.pos} ${node.end}`);
    ts.forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(source, 0);
  return lines.join('\n');
}

/** @param {TypeScript} ts @param {string[]} errors */
function start(ts, errors) {
  const nothing = () => {};
  return new ts.server.ProjectService({
    host: /** @type {import('typescript-6').server.ServerHost} */ (
      /** @type {unknown} */ ({
        ...ts.sys,
        watchFile: () => ({ close: nothing }),
        watchDirectory: () => ({ close: nothing }),
        setTimeout,
        clearTimeout,
        setImmediate,
        clearImmediate,
        require: (/** @type {string} */ folder, /** @type {string} */ name) => {
          try {
            return { module: createRequire(`${folder}/x.js`)(name), error: undefined };
          } catch (error) {
            return { module: undefined, error };
          }
        },
      })
    ),
    logger: {
      close: nothing,
      hasLevel: () => true,
      loggingEnabled: () => true,
      perftrc: nothing,
      info: (text) => /^Plugin activation failed|^Couldn't find/.test(text) && errors.push(text),
      startGroup: nothing,
      endGroup: nothing,
      msg: nothing,
      getLogFileName: () => undefined,
    },
    cancellationToken: { isCancellationRequested: () => false },
    useSingleInferredProject: false,
    useInferredProjectPerProjectRoot: false,
    typingsInstaller: ts.server.nullTypingsInstaller,
    allowLocalPluginLoads: true,
    session: undefined,
  });
}

for (const version of VERSIONS) {
  test(`${version}: ${EDITS} random edits, seed ${SEED}`, async (t) => {
    /** @type {TypeScript} */
    const ts = require(`${typescriptFolder(version)}/lib/typescript.js`);
    const options = { noLib: true, noResolve: true };
    const project = await Project.create(version, { 'src/a.ts': 'export {};\n', 'web/b.ts': '' }, { options });
    t.after(() => project.close());
    // The same sources for the other target.
    const config = JSON.parse(await project.read('tsconfig.json'));
    config.compilerOptions.plugins[0].target = 'wx';
    await project.write('other/tsconfig.json', JSON.stringify({ ...config, include: ['../src', '.'] }));
    await writeFile(project.path('other/b.ts'), '');

    /** @type {string[]} */
    const errors = [];
    const service = start(ts, errors);
    const file = project.path('src/a.ts');
    let text = 'export {};\n';
    let whole = text; // the last text without errors
    service.openClientFile(file, text);
    service.openClientFile(project.path('other/b.ts'), '');
    assert.deepEqual(errors, []);
    const projects = [project.path('tsconfig.json'), project.path('other/tsconfig.json')].map((name) => {
      const found = service.findProject(name);
      assert.ok(found, name);
      return { name, found, target: name.includes('other') ? 'wx' : 'web' };
    });

    const iftrue = loadProject(project.root);
    const random = randomOf(SEED);
    let broken = 0;
    let masked = 0;
    for (let edit = 0; edit < EDITS; ++edit) {
      const info = service.getScriptInfo(file);
      assert.ok(info);
      // What is wrong for long, or grows, is put back as it was.
      const isRestored = broken > 2 || text.length > 3000;
      if (text.length > 3000) whole = '';
      const begin = isRestored ? 0 : random.below(text.length + 1);
      const end = isRestored ? text.length : Math.min(text.length, begin + random.pick([0, 0, 0, 0, 1, 5]));
      const newText = isRestored ? whole : piece(random);
      info.editContent(begin, end, newText);
      text = text.slice(0, begin) + newText + text.slice(end);
      assert.equal(info.getSnapshot().getText(0, text.length), text);
      // Now and then one of them has other things to do, or another target.
      for (const each of projects) {
        if (random.below(4) === 0) continue;
        if (random.below(10) === 0) {
          each.target = random.pick(['web', 'wx']);
          /** @type {Switched} */ (/** @type {unknown} */ (each.found)).onPluginConfigurationChanged(
            'iftrue/typescript',
            {
              target: each.target,
            },
          );
        }
        let expected = text;
        try {
          expected = iftrue.stripFor(each.target, file, text, { layout: 'mask' }).code;
          broken = 0;
          whole = text;
        } catch (error) {
          if (!(error instanceof IftrueError)) throw error;
          ++broken;
        }
        if (expected !== text) ++masked;
        const source = each.found.getLanguageService().getProgram()?.getSourceFile(file);
        assert.ok(source);
        const at = `edit ${edit}, ${each.target}`;
        assert.equal(source.text, expected, at);
        const fresh = ts.createSourceFile(file, expected, source.languageVersion);
        assert.equal(shapeOf(ts, source), shapeOf(ts, fresh), at);
      }
    }
    // Else it has tried little.
    assert.ok(masked > EDITS / 2, `${masked} of ${2 * EDITS} texts had directives`);
  });
}
