// The text that the benchmark's trees are made of: public sources from npm, by language, as one stretch of bytes for
// each. Blocks are what empty lines part. Left out are those with a directive of the tool or of a peer, and
// those with a template literal, where a conditional is a mistake that the tool warns of.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Language
 * @property {string} extension of the files, without the dot
 * @property {number} share of a tree's files, in percent
 * @property {Buffer} text ends with a line feed
 * @property {number[]} blocks where they begin, in bytes, in ascending order
 */

const modules = path.join(import.meta.dirname, 'node_modules');

/** Where the text of each language comes from; the shares are those of a mini-program with its libraries. */
const origins = [
  { extension: 'ts', share: 45, from: ['rxjs/src', 'zrender/src'] },
  { extension: 'js', share: 30, from: ['lodash', 'bootstrap/js/src', 'zrender/lib'] },
  { extension: 'scss', share: 15, from: ['bootstrap/scss'] },
  { extension: 'wxml', share: 5, from: ['@vant/weapp/dist'] },
  { extension: 'json', share: 5, from: ['rxjs/src', '@vant/weapp/dist'] },
];

/** Files that somebody wrote have shorter lines than this; what is longer is minified or a table. */
const longestLine = 400;

const directive = /(IF|ELIF|FI)TRUE|IFDEBUG|FIDEBUG|ELSE_|^\s*(\/\/+\s*)?#\s*(if|el|end|def|undef|line)/m;

/** @returns {Language[]} */
export function readPool() {
  return origins.map(({ extension, share, from }) => {
    const blocks = from
      .flatMap((folder) => filesBelow(path.join(modules, folder), `.${extension}`))
      .flatMap((file) => blocksOf(readFileSync(file, 'utf8')));
    if (blocks.length === 0) throw new Error(`no ${extension} files in ${from.join(', ')}`);
    let offset = 0;
    const begins = blocks.map((block) => (offset += block.length) - block.length);
    return { extension, share, text: Buffer.concat(blocks), blocks: begins };
  });
}

/** @param {string} folder @param {string} extension @returns {string[]} in the same order on every machine */
function filesBelow(folder, extension) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.endsWith(`.min${extension}`))
    .sort()
    .map((name) => path.join(folder, name));
}

/** @param {string} text @returns {Buffer[]} each ends with a line feed */
function blocksOf(text) {
  const lines = text.replaceAll(/\r\n?|\u2028|\u2029/g, '\n');
  return lines
    .split(/(?<=\n)(?=\n\S)/)
    .filter((block) => !directive.test(block) && !/[\0`]/.test(block))
    .filter((block) => block.split('\n').every((line) => line.length <= longestLine))
    .map((block) => Buffer.from(block.endsWith('\n') ? block : `${block}\n`));
}
