// Who strips a tree or a file, and how: each peer is a command for a source and an output. All are asked for the same
// target.

import path from 'node:path';
import { symbols } from './conditionals.mjs';
import { program } from './programs.mjs';

/** @typedef {import('./conditionals.mjs').Dialect} Dialect */
/** @typedef {(source: string, output: string) => string[]} CommandLine of a source and an output that is not there yet */

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {Dialect} dialect the language that it reads
 * @property {'loader' | 'compact' | 'preserve'} [layout] in which the tool gives the same; none where it only copies
 * @property {CommandLine} tree
 * @property {CommandLine} [file]
 */

export const target = 'wx';
export const symbol = 'WXAPP';
/** What copies by the system calls that the tool makes, and does nothing else. */
export const bareCalls = 'its system calls alone';
const off = symbols.filter((name) => name !== symbol);

const engine = path.join(import.meta.dirname, 'engine.mjs');

/** Paths come to the shell as arguments only. @param {string} script @param {string[]} args */
const shell = (script, ...args) => ['sh', '-c', script, 'sh', ...args];

/** @param {string[]} filter a command that changes the files after it in place @returns {CommandLine} */
const copyThen = (filter) => (source, output) =>
  shell('cp -r "$1" "$2" && cd "$2" && shift 2 && find . -type f -print0 | xargs -0 "$@"', source, output, ...filter);

/** @param {string[]} filter from the file after it to standard output @returns {CommandLine} */
const toFile = (filter) => (source, output) =>
  shell('from=$1 to=$2; shift 2; exec "$@" "$from" >"$to"', source, output, ...filter);

const unifdef = ['unifdef', '-t', '-x2', `-D${symbol}`, ...off.map((name) => `-U${name}`)];

// The whole text at a time, as the loader does it; and line by line, which takes no memory.
const perlWhole = `s{/\\*IFTRUE_(\\w+)\\*/\\n(.*?)/\\*FITRUE_\\1\\*/\\n}{$1 eq "${symbol}" ? $2 : ""}gse`;
const perlLines =
  `if (m{^/\\*IFTRUE_(\\w+)\\*/$}) { $off = $1 ne "${symbol}" } ` +
  'elsif (m{^/\\*FITRUE_\\w+\\*/$}) { $off = 0 } else { print unless $off }';

const sed = [
  'sed',
  ...off.flatMap((name) => ['-e', `/^\\/\\*IFTRUE_${name}\\*\\/$/,/^\\/\\*FITRUE_${name}\\*\\/$/d`]),
  ...['-e', `/^\\/\\*\\(IFTRUE\\|FITRUE\\)_${symbol}\\*\\/$/d`],
];

/** @type {Peer[]} */
export const peers = [
  {
    name: 'cp',
    dialect: 'iftrue',
    tree: (source, output) => ['cp', '-r', source, output],
    file: (source, output) => ['cp', source, output],
  },
  {
    name: 'tar | tar',
    dialect: 'iftrue',
    tree: (source, output) => shell('mkdir "$2" && tar -C "$1" -cf - . | tar -C "$2" -xf -', source, output),
  },
  {
    name: bareCalls,
    dialect: 'iftrue',
    tree: (source, output) => [program('BENCH_COPY'), source, output],
  },
  { name: 'rsync -a', dialect: 'iftrue', tree: (source, output) => ['rsync', '-a', `${source}/`, output] },
  ...['js-conditional-compile-loader', 'ifdef-loader'].map((name) => ({
    name,
    dialect: /** @type {Dialect} */ (name === 'ifdef-loader' ? 'ifdef' : 'iftrue'),
    layout: /** @type {'preserve' | 'loader'} */ (name === 'ifdef-loader' ? 'preserve' : 'loader'),
    tree: (/** @type {string} */ source, /** @type {string} */ output) => engineLine(name, source, output),
    file: (/** @type {string} */ source, /** @type {string} */ output) => engineLine(name, source, output),
  })),
  {
    name: 'unifdef',
    dialect: 'unifdef',
    layout: 'compact',
    tree: copyThen([...unifdef, '-m']),
    file: (source, output) => [...unifdef, '-o', output, source],
  },
  {
    name: 'perl',
    dialect: 'iftrue',
    layout: 'compact',
    tree: copyThen(['perl', '-0777', '-i', '-pe', perlWhole]),
    file: toFile(['perl', '-ne', perlLines]),
  },
  { name: 'sed', dialect: 'iftrue', layout: 'compact', tree: copyThen([...sed, '-i']), file: toFile(sed) },
];

/** @param {string} name @param {string} source @param {string} output */
function engineLine(name, source, output) {
  return [process.execPath, engine, name, symbol, source, output];
}
