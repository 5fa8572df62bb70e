// A project on the disk, with the packages that ESLint and its configuration are found in, and ESLint there.

import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { ESLint as ESLint10 } from 'eslint-10';
import { run } from '../process.mjs';

const PACKAGE = fileURLToPath(new URL('../../dist/npm', import.meta.url));
const PACKAGES = ['@stylistic', 'eslint', 'eslint-plugin-vue', 'typescript', 'typescript-eslint'];

/** The versions of ESLint, by the names of their packages here. The newer has the same class. */
export const VERSIONS = {
  eslint: ESLint,
  'eslint-10': /** @type {typeof ESLint} */ (/** @type {unknown} */ (ESLint10)),
};

const TOML = `source = "src"

[symbols]
WEB = "browsers"
WX = "WeChat mini-programs"

[targets.web]
symbols = ["WEB"]

[targets.wx]
symbols = ["WX"]

[[files]]
glob = "wx/**"
when = "WX"
`;

export class Project {
  /** @param {string} root */
  constructor(root) {
    this.root = root;
  }

  /** @param {import('node:test').TestContext} t @param {Record<string, string>} files */
  static async create(t, files) {
    const project = new Project(await realpath(await mkdtemp(join(tmpdir(), 'iftrue-eslint-'))));
    t.after(() => rm(project.root, { recursive: true }));
    await mkdir(project.path('node_modules'));
    await symlink(PACKAGE, project.path('node_modules/iftrue'));
    for (const name of PACKAGES) {
      const folder = fileURLToPath(new URL(`node_modules/${name}`, import.meta.url));
      await symlink(folder, project.path(`node_modules/${name}`));
    }
    // TypeScript looks for plug-ins beside itself, where the link to it leads.
    await symlink(PACKAGE, fileURLToPath(new URL('node_modules/iftrue', import.meta.url))).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await project.write('iftrue.toml', TOML);
    await project.write('package.json', '{ "type": "module" }\n');
    for (const [name, text] of Object.entries(files)) await project.write(name, text);
    return project;
  }

  /** @param {string} name */
  path(name) {
    return join(this.root, name);
  }

  /** @param {string} name @param {string} text */
  async write(name, text) {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  /** @param {string} name */
  read(name) {
    return readFile(this.path(name), 'utf8');
  }

  /** The command. @param {string[]} args @param {Record<string, string>} [env] */
  eslint(args, env = {}) {
    const program = this.path('node_modules/eslint/bin/eslint.js');
    return run(process.execPath, [program, ...args], { cwd: this.root, env: { ...process.env, ...env } });
  }

  /**
   * The class, for a text as that of a file.
   *
   * @param {string} name
   * @param {string} text
   * @param {import('eslint').Linter.Config[]} config
   * @param {{ version?: keyof typeof VERSIONS, fix?: boolean }} [settings]
   * @returns its messages, each as `line:column rule message`; those with an edit; and the text with all fixes
   */
  async lint(name, text, config, { version = 'eslint', fix = false } = {}) {
    const eslint = new VERSIONS[version]({
      cwd: this.root,
      overrideConfigFile: true,
      overrideConfig: [{ files: ['**/*'] }, ...config],
      fix,
    });
    const [result] = await eslint.lintText(text, { filePath: this.path(name) });
    if (result === undefined) throw new Error(`${name} is ignored`);
    return {
      said: result.messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId} ${message}`),
      fixable: result.messages.filter(({ fix, suggestions }) => fix ?? suggestions),
      messages: result.messages,
      output: result.output ?? text,
    };
  }
}
