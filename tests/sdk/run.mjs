#!/usr/bin/env node
// Runs the contract suite on one target's built bundle: run.mjs <web|wx|rn|native> [part of a check's name]

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const targets = ['web', 'wx', 'rn', 'native'];
const [target = '', only = ''] = process.argv.slice(2);
if (!targets.includes(target)) fail(2, `usage: run.mjs <${targets.join('|')}> [part of a check's name]`);

const { Bench, bundleSuite, runHost } = await load();
const dist = path.join(here, '../../dist', target);
const manifest = JSON.parse(await readFile(path.join(dist, 'package.json'), 'utf8').catch(() =>
  fail(2, `${target}: dist/${target} is not built; ./build.sh ${target} builds it`)));

const started = Date.now();
const bench = await Bench.open();
for (const event of ['unhandledRejection', 'uncaughtException']) process.on(event, (error) => bench.thrown(error));

const host = await import(`./hosts/${target}/host.mjs`);
/** @type {import('./contract/sdk.d.ts').CheckResult[]} */
const results = await runHost(host, bench, { dist, manifest, only, suite: await bundleSuite(host.suiteFormat, bench.folder) })
  .catch((error) => [{ name: bench.current || 'the host starts', failure: error instanceof Error ? error.stack ?? error.message : String(error) }]);
results.push({ name: 'nothing is thrown or rejected unheard', failure: bench.uncaught.join('\n') || null });
results.push({ name: 'no key, token or message body is printed', failure: secretsIn(bench.printed) });

const failed = results.filter(({ failure }) => failure !== null);
for (const { name, failure } of failed) {
  console.log(indented(`${target}: FAILED ${name}`, String(failure).split('\n'), '  '));
  console.log(indented('  the server:', bench.serverLog(name), '    '));
}
if (failed.length > 0 && bench.printed.length > 0) console.log(indented('  printed inside:', bench.printed.slice(-20), '    '));
const seconds = ((Date.now() - started) / 1000).toFixed(1);
console.log(`${target}: ${results.length - failed.length} of ${results.length} checks passed in ${seconds} s`);
await bench.close();
process.exit(failed.length > 0 || results.length < 3 ? 1 : 0);

/** Cuts what nobody would read: Metro shows whole minified files.
 * @param {string} title @param {readonly string[]} lines @param {string} indent */
function indented(title, lines, indent) {
  return [title, ...lines.slice(0, 60).map((line) => indent + line.slice(0, 240))].join('\n');
}

/** @param {readonly string[]} lines @returns {string | null} */
function secretsIn(lines) {
  const leaks = lines.filter((line) => /secret-of-|TSDKTEST|while offline|eyJhbGci/.test(line));
  return leaks.length > 0 ? leaks.join('\n') : null;
}

/** The modules that need what npm installs; without it, one line says how to get it. */
async function load() {
  try {
    const [{ Bench }, { bundleSuite, runHost }] = await Promise.all([import('./bench.mjs'), import('./hosts/run_host.mjs')]);
    return { Bench, bundleSuite, runHost };
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ERR_MODULE_NOT_FOUND') {
      fail(2, `${target}: ${error.message.split('\n')[0]}; npm ci --prefix tests installs it`);
    }
    throw error;
  }
}

/** @param {number} status @param {string} message @returns {never} */
function fail(status, message) {
  console.error(message);
  process.exit(status);
}
