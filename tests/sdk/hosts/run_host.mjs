// Bundles the suite for a host and runs it there.

import esbuild from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('../bench.mjs').Bench} Bench @typedef {import('../bench.mjs').Job} Job */
/** `target` is the one whose package the host runs.
 * @typedef {{ target: string, suiteFormat: 'iife' | 'cjs', needs?: { file: string, install: string }, run: (job: Job) => Promise<import('../contract/sdk.d.ts').CheckResult[]> }} HostModule */

/** @param {HostModule['suiteFormat']} format @param {string} folder
 * @param {URL} [entry] what to bundle in place of the contract suite: it exports the same @returns {Promise<string>} the file */
export async function bundleSuite(format, folder, entry = new URL('../contract/suite.mjs', import.meta.url)) {
  const outfile = path.join(folder, 'suite.js');
  await esbuild.build({
    entryPoints: [fileURLToPath(entry)],
    outfile,
    format,
    bundle: true,
    target: 'es2015',
    charset: 'utf8',
    logLevel: 'warning',
    ...(format === 'iife' && { globalName: 'contractSuite' }),
  });
  return outfile;
}

/** @param {HostModule} host
 * @param {Pick<Bench, 'address' | 'certificate' | 'resources' | 'programs' | 'signs' | 'ask' | 'thrown' | 'printed'>} bench @param {Pick<Job, 'dist' | 'manifest' | 'only' | 'suite'>} what */
export function runHost(host, bench, what) {
  return host.run({
    ...what,
    server: bench.address,
    certificate: bench.certificate,
    resources: bench.resources,
    programs: bench.programs,
    signs: bench.signs,
    ask: (question) => bench.ask(question),
    thrown: (error) => bench.thrown(error),
    log: (line) => void bench.printed.push(line),
  });
}
