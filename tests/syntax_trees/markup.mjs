// Vue's and WeChat's templates, read by Vue's compiler: their syntax trees as lines of text, and the elements that a
// region may hold. A file of Vue is its blocks: what a script or a style holds is read as such.

import { NodeTypes, parse as parseMarkup } from '@vue/compiler-dom';
import * as script from './script.mjs';
import * as style from './style.mjs';

/** @typedef {import('./script.mjs').Piece} Piece */

/** @param {string} text @param {string} name */
function parse(text, name) {
  return parseMarkup(text, {
    parseMode: name.endsWith('.vue') ? 'sfc' : 'base',
    whitespace: 'preserve',
    comments: true,
    onError: (error) => {
      throw error;
    },
  });
}

/** The languages of the blocks of a file of Vue, as the names of files in them; undefined for another element. */
function embedded(node, name, depth) {
  if (depth > 0 || !name.endsWith('.vue')) return undefined;
  const lang = node.props.find((prop) => prop.name === 'lang')?.value?.content;
  if (node.tag === 'script') return { language: script, name: `${name}.${lang ?? 'js'}` };
  if (node.tag === 'style') return { language: style, name: `${name}.${lang ?? 'css'}` };
  return undefined;
}

/** What a run of texts and comments shows: blanks count once, and not at all where they only break a line, or at an end. */
function shown(text, isFirst, isLast) {
  if (/^\s*[\r\n]\s*$/.test(text)) return '';
  const once = text.replace(/\s+/g, ' ');
  return once.slice(isFirst && once.startsWith(' ') ? 1 : 0, isLast && once.endsWith(' ') ? -1 : undefined);
}

/**
 * @param {string} text
 * @param {string} name
 * @param {(begin: number, end: number) => boolean} [isRemoved] what is left out of the tree: nodes by their places
 * @returns {string[]}
 */
export function tree(text, name, isRemoved = () => false) {
  const lines = [];
  const print = (container, depth) => {
    let run = '';
    let isFirst = true;
    const flush = (isLast) => {
      const content = shown(run, isFirst, isLast);
      if (content !== '') lines.push(`${depth} text ${content}`);
      run = '';
      isFirst = false;
    };
    for (const node of container.children) {
      const { start, end } = node.loc;
      if (node.type === NodeTypes.COMMENT || isRemoved(start.offset, end.offset)) continue;
      if (node.type !== NodeTypes.ELEMENT) {
        run += node.loc.source;
        continue;
      }
      flush(false);
      lines.push(`${depth} <${node.tag}>`);
      for (const prop of node.props) lines.push(`${depth} @ ${prop.loc.source.replace(/\s+/g, ' ')}`);
      const block = embedded(node, name, depth);
      if (!block) {
        print(node, depth + 1);
      } else if (node.children.length > 0) {
        const { loc } = node.children[0];
        const shift = loc.start.offset;
        lines.push(...block.language.tree(loc.source, block.name, (from, to) => isRemoved(from + shift, to + shift)));
      }
    }
    flush(true);
  };
  print(parse(text, name), 0);
  return lines;
}

/** The elements that stand on lines of their own, and the pieces of the blocks. @returns {Piece[]} */
export function pieces(text, name) {
  /** @type {Piece[]} */
  const found = [];
  const visit = (container, depth) => {
    let previous;
    container.children.forEach((node, index) => {
      if (node.type !== NodeTypes.ELEMENT) return;
      const block = embedded(node, name, depth);
      if (block) {
        if (node.children.length > 0) found.push(...moved(block.language, node.children[0].loc, block.name));
        return;
      }
      visit(node, depth + 1);
      if (depth === 0 || !isBreak(container.children[index - 1]) || !isBreak(container.children[index + 1])) return;
      const { start, end } = node.loc;
      /** @type {Piece} */
      const piece = { begin: start.offset, end: end.offset, from: start.offset, to: end.offset, inMarkup: true };
      if (previous) previous.next = piece;
      previous = piece;
      found.push(piece);
    });
  };
  visit(parse(text, name), 0);
  return found;
}

/** Whether a node is a line break between elements. */
function isBreak(node) {
  return node?.type === NodeTypes.TEXT && /^\s*[\r\n]\s*$/.test(node.loc.source);
}

/** The pieces of a block, at their places in the file. */
function moved(language, loc, name) {
  const shift = loc.start.offset;
  const found = language.pieces(loc.source, name);
  for (const piece of found) {
    for (const place of ['begin', 'end', 'from', 'to']) piece[place] += shift;
    if (piece.before !== undefined) piece.before += shift;
  }
  return found;
}
