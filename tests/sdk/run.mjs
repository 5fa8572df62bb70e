#!/usr/bin/env node
// Runs the contract suite in one host: run.mjs HOST [--tls] [--times] [--dist FOLDER] [--served FILE] [part of a check's name]
// jsc is the native bundle on a real JavaScriptCore, c the C library; FOLDER holds other packages than those of this tree;
// --times prints what took longest; FILE gets what the server answered and how the checks ended, for matrix.mjs.
// Exit status: 0 all passed, 1 a check failed, 2 something is missing.

import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hosts } from './hosts/names.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

const { values, positionals } = parseArgs({
  options: {
    tls: { type: 'boolean', default: false },
    times: { type: 'boolean', default: false },
    served: { type: 'string' },
    dist: { type: 'string', default: path.join(here, '../../dist') },
  },
  allowPositionals: true,
});
const { tls } = values;
const [name = '', only = ''] = positionals;
const { host, Bench, bundleSuite, runHost } = await load(
  hosts.get(name) ??
    fail(
      2,
      `usage: run.mjs <${[...hosts.keys()].join('|')}> [--tls] [--times] [--dist FOLDER] [--served FILE] [part of a check's name]`,
    ),
);
const { target } = host;
const dist = path.resolve(values.dist, target);
const manifest = JSON.parse(
  await readFile(path.join(dist, 'package.json'), 'utf8').catch(() =>
    fail(2, `${name}: dist/${target} is not built; ./build.sh ${target} builds it`),
  ),
);

const started = Date.now();
const bench = await Bench.open({ tls });
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => bench.thrown(error));

/** @type {import('./contract/sdk.d.ts').CheckResult[]} */
const results = [];
try {
  const suite = await bundleSuite(host.suiteFormat, bench.folder);
  results.push(...(await runHost(host, bench, { dist, manifest, only, suite })));
  if (results.length === 0) results.push({ name: 'some check runs', failure: `none is named like "${only}"` });
} catch (error) {
  const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  results.push({ name: bench.current || 'the host starts', failure });
}
results.push({ name: 'nothing is thrown or rejected unheard', failure: bench.uncaught.join('\n') || null });
results.push({ name: 'no key, token or message body is printed', failure: secretsIn(bench.printed) });

const failed = results.filter(({ failure }) => failure !== null);
for (const { name: check, failure } of failed) {
  console.log(indented(`${name}: FAILED ${check}`, String(failure).split('\n'), '  '));
  console.log(indented('  the server:', bench.serverLog(check), '    '));
}
if (failed.length > 0 && bench.printed.length > 0)
  console.log(indented('  printed inside:', bench.printed.slice(-20), '    '));
const skipped = results.filter((result) => result.skipped !== undefined);
for (const { name: check, skipped: reason } of skipped) console.log(`${name}: not run: ${check}: ${reason}`);
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(
  `${name}: ${results.length - failed.length - skipped.length} of ${results.length} checks passed${skipped.length > 0 ? `, ${skipped.length} not run` : ''}${tls ? ' over TLS' : ''} in ${seconds} s`,
);
if (values.times) for (const { check, ms } of bench.times.slice(0, 30)) console.log(`  ${ms} ms  ${check}`);
const passed = results.filter((result) => result.failure === null && !result.skipped).map((result) => result.name);
if (values.served !== undefined)
  await writeFile(
    values.served,
    JSON.stringify({ served: bench.controls.served(), passed, skipped: skipped.map((result) => result.name) }),
  );
await bench.close();
process.exit(failed.length > 0 ? 1 : 0);

/** Cuts what nobody would read: Metro shows whole minified files.
 * @param {string} title @param {readonly string[]} lines @param {string} indent */
function indented(title, lines, indent) {
  return [title, ...lines.slice(0, 60).map((line) => indent + line.slice(0, 240))].join('\n');
}

/** Tokens of the suite's accounts and of the server, the app key, and a message's body. @param {readonly string[]} lines @returns {string | null} */
function secretsIn(lines) {
  const leaks = lines.filter((line) => /secret-of-|TSDKTEST|while offline|eyJhbGci/.test(line));
  return leaks.length > 0 ? leaks.join('\n') : null;
}

/** The modules that need what npm and Debian install; without it, one line says how to get it. @param {string} module the host's */
async function load(module) {
  try {
    /** @type {import('./hosts/run_host.mjs').HostModule} */
    const host = await import(module);
    const { needs } = host;
    if (needs)
      await access(needs.file).catch(() => fail(2, `${name}: ${needs.file} is missing; ${needs.install} installs it`));
    return { host, ...(await import('./bench.mjs')), ...(await import('./hosts/run_host.mjs')) };
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ERR_MODULE_NOT_FOUND') {
      fail(2, `${name}: ${error.message.split('\n')[0]}; npm ci --prefix tests installs it`);
    }
    throw error;
  }
}

/** @param {number} status @param {string} message @returns {never} */
function fail(status, message) {
  console.error(message);
  process.exit(status);
}
