// iftrue-tsc as a process, in a project without the plug-in.

import { join } from 'node:path';
import { run } from '../process.mjs';
import { PACKAGE, Project } from './tsserver.mjs';

const program = join(PACKAGE, 'bin/iftrue-tsc');

/** @param {string} cwd @param {string[]} args @param {Record<string, string>} [env] */
export function tsc(cwd, args, env = {}) {
  const { status, stdout, stderr } = run(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...env },
  });
  return { status, shown: `${stdout}${stderr}` };
}

/**
 * @param {import('node:test').TestContext} t
 * @param {string} version
 * @param {Record<string, string>} files
 * @param {Parameters<typeof Project.create>[2]} [settings]
 */
export async function create(t, version, files, settings = {}) {
  const project = await Project.create(version, files, { plugin: false, ...settings });
  t.after(() => project.close());
  return project;
}
