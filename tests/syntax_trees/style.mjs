// CSS and SCSS, read by PostCSS: their syntax trees as lines of text, and the rules and declarations that a region may
// hold. A region inside a selector or a value is another matter: blanks mean something there.

import postcss from 'postcss';
import scss from 'postcss-scss';

/** @typedef {import('./script.mjs').Piece} Piece */

/** @param {string} text @param {string} name */
function parse(text, name) {
  return name.endsWith('.scss') ? scss.parse(text) : postcss.parse(text);
}

/** The place of a node in the text. An at-rule at the end of a block has no end where no semicolon follows it. */
function placeOf({ source }) {
  return { begin: source.start.offset, end: source.end?.offset };
}

/** A selector or a value without its comments and the width of its blanks. */
function bare(text = '') {
  return text
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * @param {string} text
 * @param {string} name
 * @param {(begin: number, end: number) => boolean} [isRemoved] what is left out of the tree: nodes by their places
 * @returns {string[]}
 */
export function tree(text, name, isRemoved = () => false) {
  const lines = [];
  const print = (node, depth) => {
    if (node.type === 'comment') return;
    const { begin, end } = placeOf(node);
    if (isRemoved(begin, end)) return;
    if (node.type === 'rule') lines.push(`${depth} rule ${bare(node.selector)}`);
    if (node.type === 'atrule') lines.push(`${depth} @${node.name} ${bare(node.params)}${node.nodes ? ' {}' : ''}`);
    if (node.type === 'decl') lines.push(`${depth} ${node.prop}: ${bare(node.value)}${node.important ? ' !' : ''}`);
    for (const child of node.nodes ?? []) print(child, depth + 1);
  };
  for (const child of parse(text, name).nodes) print(child, 0);
  return lines;
}

/** @param {string} text @param {string} name @returns {Piece[]} */
export function pieces(text, name) {
  /** @type {Piece[]} */
  const found = [];
  const visit = (container) => {
    let previous;
    for (const node of container.nodes ?? []) {
      visit(node);
      if (node.type === 'comment') continue;
      const { begin, end } = placeOf(node);
      if (end === undefined) continue;
      /** @type {Piece} */
      const piece = { begin, end, from: begin, to: end };
      if (previous) previous.next = piece;
      previous = piece;
      found.push(piece);
    }
  };
  visit(parse(text, name));
  return found;
}
