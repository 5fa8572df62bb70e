// The plug-in in the real tsserver: what it shows of a target, and that no edit damages the text of the others.

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { Project, serve, Server, VERSIONS } from './tsserver.mjs';

/** @typedef {import('./tsserver.mjs').Edit} Edit */

// The versions at once, the tests of each in turn.
describe('iftrue/typescript', { concurrency: true }, () => {
  for (const version of VERSIONS) {
    describe(version, { concurrency: 1 }, () => {
      /** @type {Project} */
      let project;
      /** One for all tests, each with files of its own. @type {Server} */
      let server;

      before(async () => {
        project = await Project.create(version, {}, { options: { noUnusedLocals: true } });
        server = new Server(project, version);
      });
      after(async () => {
        await server.close();
        await project.close();
      });

      /** Opens a file, written for a test. @param {string} name @param {string} text */
      async function open(name, text) {
        await project.write(name, text);
        await server.open(name);
        return name;
      }

      /** @param {string} name @param {string} [target] */
      async function messagesFor(name, target = 'web') {
        await server.choose(target);
        const found = await server.messages(name);
        await server.choose('web');
        return found;
      }

      /** What edits make of an open file. @param {string} name @param {{ fileName: string, textChanges: Edit[] }[]} changes */
      function edited(name, changes) {
        const own = changes.filter(({ fileName }) => fileName === project.path(name));
        return Server.apply(
          server.text(name),
          own.flatMap(({ textChanges }) => textChanges),
        );
      }

      test('the groups of two targets are no duplicates, and the target is switched at run time', async () => {
        const name = await open(
          'src/branches.ts',
          `/*IFTRUE_WEB*/
export const kind: number = 'web';
/*ELSE_WEB*/
export const kind: string = 1;
/*FITRUE_WEB*/
`,
        );
        assert.deepEqual(await messagesFor(name), ["Type 'string' is not assignable to type 'number'."]);
        assert.deepEqual(await messagesFor(name, 'wx'), ["Type 'number' is not assignable to type 'string'."]);
      });

      test('offsets are those of the source', async () => {
        const name = await open(
          'src/offsets.ts',
          '/*IFTRUE_WX*/ 聊 /*ELSE_WX*/ export const here = 1; /*FITRUE_WX*/\n',
        );
        const { displayString, start } = await server.ask('quickinfo', server.at(name, 'here'));
        assert.equal(displayString, 'const here: 1');
        const { line, offset } = server.at(name, 'here');
        assert.deepEqual(start, { line, offset });
      });

      test('a file that the target does not have is no module', async () => {
        await project.write(
          'iftrue.toml',
          `${await project.read('iftrue.toml')}\n[[files]]\nglob = "only/**"\nwhen = "WX"\n`,
        );
        await open('src/only/wx.ts', 'export const only = 1;\nconst wrong: string = 1;\n');
        const name = await open('src/importer.ts', "import { only } from './only/wx';\nexport const use = only;\n");
        assert.match((await messagesFor(name)).join('\n'), /only\/wx\.ts' is not a module/);
        assert.deepEqual(await messagesFor(name, 'wx'), []);
        assert.deepEqual(await messagesFor('src/only/wx.ts'), []);
      });

      test('while a directive is wrong, that is the only error, at its place', async () => {
        const name = await open('src/broken.ts', 'export {};\n/*IFTRUE_WEB*/ let a: number = "";\nlet a = 2;\n');
        assert.deepEqual(await server.messages(name), ['IFTRUE_WEB is never ended: no FITRUE_WEB follows [E001]']);
        const [found] = await server.diagnostics(name, 'syntactic');
        const { line, offset } = server.at(name, 'IFTRUE_WEB');
        assert.deepEqual(found?.start, { line, offset });
        assert.deepEqual(await server.diagnostics(name, 'suggestion'), []);
        await server.change(name, 'export {};\n/*IFTRUE_WEB*/ export let a: number = ""; /*FITRUE_WEB*/\n');
        assert.deepEqual(await server.messages(name), ["Type 'string' is not assignable to type 'number'."]);
      });

      test('formatting, outline, folding and to-dos are of all text', async () => {
        const text = `/*IFTRUE_WX*/
export function wx() {
   // TODO one
  return    1;
}
/*FITRUE_WX*/
`;
        const name = await open('src/raw.ts', text);
        const file = project.path(name);
        const tree = await server.ask('navtree', { file });
        assert.deepEqual(
          tree.childItems.map((/** @type {{ text: string }} */ { text }) => text),
          ['wx'],
        );
        const spans = await server.ask('getOutliningSpans', { file });
        assert.ok(
          spans.some((/** @type {{ kind: string, textSpan: Edit }} */ { kind, textSpan }) => {
            return kind === 'code' && textSpan.start.line === 2;
          }),
        );
        const todos = await server.ask('todoComments', { file, descriptors: [{ text: 'TODO', priority: 1 }] });
        assert.equal(todos?.length, 1);
        const end = server.at(name, '/*FITRUE_WX*/', 13);
        const edits = await server.ask('format', {
          file,
          line: 1,
          offset: 1,
          endLine: end.line,
          endOffset: end.offset,
        });
        assert.equal(
          Server.apply(text, edits),
          text.replace('   // TODO', '    // TODO').replace('  return    1', '    return 1'),
        );
      });

      test('formatting puts no semicolon between groups', async () => {
        const text = 'export const one = () => {\n    return /*IFTRUE_WX*/ 1\n    /*ELSE_WX*/ 2 /*FITRUE_WX*/;\n};\n';
        const name = await open('src/semicolons.ts', text);
        const file = project.path(name);
        await server.ask('configure', { file, formatOptions: { semicolons: 'insert' } });
        const edits = await server.ask('format', { file, line: 1, offset: 1, endLine: 5, endOffset: 1 });
        assert.equal(Server.apply(text, edits), text);
      });

      test('organize imports sorts only where nothing is masked, and removes nothing', async () => {
        await open('src/modules.ts', 'export const a = 1, b = 2, c = 3;\n');
        const separated = await open(
          'src/separated.ts',
          `import { c } from './modules'; /*IFTRUE_WX*/ import { b } from './modules'; /*FITRUE_WX*/
import { a } from './modules';
export const all = [a, c];
`,
        );
        const together = await open(
          'src/together.ts',
          `import { c, a, b } from './modules';
/*IFTRUE_WX*/
export const wx = [a, b];
/*ELSE_WX*/
export const web = c;
/*FITRUE_WX*/
`,
        );
        for (const mode of ['All', 'SortAndCombine', 'RemoveUnused']) {
          for (const name of [separated, together]) {
            const scope = { type: 'file', args: { file: project.path(name) } };
            const changes = await server.ask('organizeImports', { scope, mode });
            const sorts = name === together && mode !== 'RemoveUnused';
            const expected = sorts ? server.text(name).replace('c, a, b', 'a, b, c') : server.text(name);
            assert.equal(edited(name, changes), expected, `${name}, ${mode}`);
          }
        }
      });

      test('what another target may use is not unused, and no fix removes it', async () => {
        const name = await open(
          'src/unused.ts',
          `import { a, b } from './modules';
const shared = 1;
const never = 2;
/*IFTRUE_WX*/
export const wx = [shared, a, b];
/*FITRUE_WX*/
export {};
`,
        );
        const found = await server.diagnostics(name);
        assert.deepEqual(
          found.map(({ text }) => text),
          ["'never' is declared but its value is never read."],
        );
        const hints = await server.diagnostics(name, 'suggestion');
        assert.deepEqual(hints, []);
        for (const [word, code] of /** @type {const} */ ([
          ['shared', 6133],
          ["import { a, b } from './modules';", 6192],
        ])) {
          const fixes = await server.ask('getCodeFixes', { ...server.range(name, word), errorCodes: [code] });
          assert.deepEqual(fixes, [], word);
        }
        const fixes = await server.ask('getCodeFixes', { ...server.range(name, 'never'), errorCodes: [6133] });
        const removal = fixes.find((/** @type {{ fixId: string }} */ { fixId }) => fixId === 'unusedIdentifier_delete');
        assert.equal(edited(name, removal.changes), server.text(name).replace('const never = 2;\n', ''));
        const scope = { type: 'file', args: { file: project.path(name) } };
        const all = await server.ask('getCombinedCodeFix', { scope, fixId: 'unusedIdentifier_delete' });
        assert.deepEqual(all.changes, []);
      });

      test('code is not unreachable because of one target', async () => {
        const name = await open(
          'src/unreachable.ts',
          'export function f() {\n  /*IFTRUE_WEB*/ return 1; /*FITRUE_WEB*/\n  return 2;\n}\n',
        );
        assert.deepEqual(await server.diagnostics(name, 'suggestion'), []);
      });

      test('rename follows a name through the groups of all targets', async () => {
        const declared = 'export function login() {}\nexport function logout() {}\n';
        await open('src/login.ts', declared);
        const text = `import { login } from './login';
/*IFTRUE_WEB*/ login(); /*ELSE_WEB*/ login(); { const login = 1; void login; } /*FITRUE_WEB*/
/*IFTRUE_WX login(); FITRUE_WX*/
`;
        const name = await open('src/rename.ts', text);
        // From the common declaration, and from a use in one target's group.
        for (const at of [server.at('src/login.ts', 'login'), server.at(name, '/ login();', 2)]) {
          const { locs } = await server.ask('rename', at);
          /** @param {string} file */
          const renamed = (file) => {
            const own = locs.find((/** @type {{ file: string }} */ each) => each.file === project.path(file));
            const edits = own.locs.map((/** @type {Edit} */ each) => ({ ...each, newText: 'enter' }));
            return Server.apply(server.text(file), edits);
          };
          assert.equal(renamed('src/login.ts'), declared.replace('login', 'enter'));
          const inner = '{ const login = 1; void login; }';
          const expected = text.replaceAll('login', 'enter').replace("'./enter'", "'./login'");
          assert.equal(renamed(name), expected.replace(inner.replaceAll('login', 'enter'), inner));
        }
      });

      test('the rename of a file changes the imports of all targets', async () => {
        await open('src/moved.ts', 'export const moved = 1;\n');
        const text = `/*IFTRUE_WEB*/
import { moved } from './moved';
/*ELSE_WEB*/
import { moved } from './moved.js';
/*FITRUE_WEB*/
export { moved };
`;
        const name = await open('src/mover.ts', text);
        const [from, to] = [project.path('src/moved.ts'), project.path('src/gone.ts')];
        const changes = await server.ask('getEditsForFileRename', { oldFilePath: from, newFilePath: to });
        assert.equal(edited(name, changes), text.replaceAll('./moved', './gone'));
      });

      test('edits that meet masked text are refused', async () => {
        const text = `export function f(n: number) {
  const x = n + /*IFTRUE_WX*/ 1 /*ELSE_WX*/ 2 /*FITRUE_WX*/;
  return x * 2;
}
`;
        const name = await open('src/extract.ts', text);
        const masked = server.range(name, 'n + /*IFTRUE_WX*/ 1 /*ELSE_WX*/ 2 /*FITRUE_WX*/');
        assert.deepEqual(await server.ask('getApplicableRefactors', masked), []);
        const args = { refactor: 'Extract Symbol', action: 'function_scope_1' };
        const { edits, notApplicableReason } = await server.ask('getEditsForRefactor', { ...masked, ...args });
        assert.deepEqual(edits, []);
        assert.match(notApplicableReason, /does not have/);
        // The edit, and not the selection, meets it.
        const inline = { refactor: 'Inline variable', action: 'Inline variable' };
        const use = server.range(name, 'x * 2');
        const refused = await server.ask('getEditsForRefactor', { ...use, endOffset: use.startOffset, ...inline });
        assert.deepEqual(refused.edits, []);
        // It would take away a name that another target's text uses.
        const named = await open(
          'src/inline.ts',
          'export function f() {\n  const kept = 1;\n  /*IFTRUE_WX*/ void kept; /*FITRUE_WX*/\n  return kept;\n}\n',
        );
        const inlined = await server.ask('getEditsForRefactor', { ...server.range(named, 'kept'), ...inline });
        assert.deepEqual(inlined.edits, []);
        // And where nothing is masked it is made.
        const free = await server.ask('getEditsForRefactor', { ...server.range(name, 'x * 2'), ...args });
        assert.match(edited(name, free.edits), /return newFunction\(x\)/);
      });

      test('an import is written outside the groups that do not enclose its use', async () => {
        await open('src/one.ts', 'export const one = 1, more = 2;\n');
        await open('src/two.ts', 'export const twoFold = 2;\n');
        const text = `/*IFTRUE_WEB*/
import { one } from './one';
/*FITRUE_WEB*/
export const first = twoFold;
export const second = more;
/*IFTRUE_WEB*/
export const third = [one, twoFold];
/*FITRUE_WEB*/
`;
        const name = await open('src/imports.ts', text);
        /** @param {string} word @param {RegExp} module */
        const fixed = async (word, module) => {
          const fixes = await server.ask('getCodeFixes', { ...server.range(name, word), errorCodes: [2304] });
          const fix = fixes.find((/** @type {{ fixName: string, description: string }} */ each) => {
            return each.fixName === 'import' && module.test(each.description);
          });
          return edited(name, fix.changes);
        };
        // A statement of its own, and a name that TypeScript adds to the import in the group.
        assert.equal(await fixed('twoFold', /two/), `import { twoFold } from './two';\n${text}`);
        assert.equal(await fixed('more', /one/), `import { more } from './one';\n${text}`);
        const scope = { type: 'file', args: { file: project.path(name) } };
        const all = await server.ask('getCombinedCodeFix', { scope, fixId: 'fixMissingImport' });
        assert.deepEqual(all.changes, []);
        // Where the group encloses the use, it is the place.
        await server.change(
          name,
          "/*IFTRUE_WEB*/\nimport { one } from './one';\nexport const web = [one, twoFold];\n/*FITRUE_WEB*/\n",
        );
        const inside = await fixed('twoFold', /two/);
        assert.equal(inside, server.text(name).replace("'./one';\n", "'./one';\nimport { twoFold } from './two';\n"));
      });

      test('a completion imports outside the groups that do not enclose it', async () => {
        const text = `/*IFTRUE_WEB*/
import { one } from './one';
/*FITRUE_WEB*/
export const value = twoFo;
/*IFTRUE_WEB*/ void one; /*FITRUE_WEB*/
`;
        const name = await open('src/completion.ts', text);
        await server.ask('configure', { preferences: { includeCompletionsForModuleExports: true } });
        const at = server.at(name, 'twoFo', 5);
        const { entries } = await server.ask('completionInfo', at);
        const { source, data } = entries.find((/** @type {{ name: string }} */ each) => each.name === 'twoFold');
        const [details] = await server.ask('completionEntryDetails', {
          ...at,
          entryNames: [{ name: 'twoFold', source, data }],
        });
        const [action] = details.codeActions;
        assert.equal(edited(name, action.changes), `import { twoFold } from './two';\n${text}`);
      });

      test('a change of iftrue.toml is seen, and a wrong one is said', async () => {
        const name = await open(
          'src/toml.ts',
          'export const a: string = /*IFTRUE_WX*/ "" /*ELSE_WX*/ 1 /*FITRUE_WX*/;\n',
        );
        assert.equal((await server.messages(name)).length, 1);
        const toml = await project.read('iftrue.toml');
        /** @param {string} text */
        const put = async (text) => {
          const seen = server.event('projectsUpdatedInBackground');
          await project.write('iftrue.toml', text);
          await seen;
        };
        await put(toml.replace('symbols = ["WEB"]', 'symbols = ["WX"]'));
        assert.deepEqual(await server.messages(name), []);
        await put(`${toml}wrong`);
        assert.match((await server.messages(name)).join('\n'), /iftrue\.toml:/);
        await put(toml);
        assert.equal((await server.messages(name)).length, 1);
      });

      test('a target that there is not is said', async () => {
        const name = await open('src/ios.ts', 'export const a: string = 1;\n');
        assert.match((await messagesFor(name, 'ios')).join('\n'), /has no target 'ios'; its targets are: web, wx/);
      });

      test('a tsconfig.json that changes may name another target, and an iftrue.toml may get it', async (t) => {
        const name = 'src/a.ts';
        const text = 'export const a: string = /*IFTRUE_WX*/ "" /*ELSE_WX*/ 1 /*FITRUE_WX*/;\n';
        const second = await serve(t, version, { [name]: text });
        assert.equal((await second.messages(name)).length, 1);
        /** @param {string} file @param {string} text */
        const put = async (file, text) => {
          const seen = second.event('projectsUpdatedInBackground');
          await second.project.write(file, text);
          await seen;
        };
        const config = await second.project.read('tsconfig.json');
        await put('tsconfig.json', config.replace('"target":"web"', '"target":"ios"'));
        assert.match((await second.messages(name)).join('\n'), /has no target 'ios'/);
        await put('iftrue.toml', `${await second.project.read('iftrue.toml')}\n[targets.ios]\nsymbols = ["WX"]\n`);
        assert.deepEqual(await second.messages(name), []);
      });

      test('as a global plug-in it leaves alone what has no target and no iftrue.toml', async (t) => {
        const other = await Project.create(version, { 'src/a.ts': 'export const a: string = 1;\n' }, { plugin: false });
        await rm(other.path('iftrue.toml'));
        const args = ['--globalPlugins', 'iftrue/typescript', '--pluginProbeLocations', other.root];
        const second = new Server(other, version, { args });
        t.after(async () => {
          await second.close();
          await other.close();
        });
        await second.open('src/a.ts');
        const expected = ["Type 'number' is not assignable to type 'string'."];
        assert.deepEqual(await second.messages('src/a.ts'), expected);
        await second.choose('web');
        assert.deepEqual(await second.messages('src/a.ts'), expected);
      });
    });
  }
});
