// JavaScript, TypeScript and JSON, read by TypeScript's parser: their syntax trees as lines of text, and the parts of
// them that a region may hold.
//
// A tree's lines name each node and the text that is its own: neither white space nor comments nor positions, and no
// commas, since a list is its elements. A text that does not parse has no tree.

import ts from 'typescript';

/**
 * Part of a text that can go, or come instead of its neighbour, and leave a text that parses.
 *
 * @typedef {object} Piece
 * @property {number} begin the node itself
 * @property {number} end
 * @property {number} from with the comma that goes with it, if there is one
 * @property {number} to
 * @property {number} [before] the comma before it, if there is one
 * @property {Piece} [next] its neighbour in the same list
 * @property {boolean} [inMarkup] whether its directives may stand in comments of markup
 */

const jsDocParsingMode = ts.JSDocParsingMode.ParseNone;

/** The text of a node without its children: neither comments nor white space nor commas. */
function bare(text) {
  return text.replace(/\/\*[^]*?\*\/|\/\/.*|[\s,]+/g, '');
}

/** The lines of JSX text that count, as JSX defines it: a blank one that holds a line break is nothing. */
function jsxText(text) {
  if (!/[\r\n]/.test(text)) return text;
  const lines = text.split(/\r\n|[\r\n]/);
  return lines
    .map((line, index) => (index === 0 ? line.trimEnd() : index === lines.length - 1 ? line.trimStart() : line.trim()))
    .filter((line) => line !== '')
    .join(' ');
}

/**
 * @param {string} text
 * @param {string} name its extension tells the language
 */
function parse(text, name) {
  const file = name.endsWith('.json')
    ? ts.parseJsonText(name, text)
    : ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode });
  const [broken] = /** @type {any} */ (file).parseDiagnostics;
  if (broken) throw new SyntaxError(`${broken.start}: ${ts.flattenDiagnosticMessageText(broken.messageText, '\n')}`);
  // TypeScript's parser lets a comma before a closer pass.
  if (name.endsWith('.json')) JSON.parse(text.replace(/^\uFEFF/, ''));
  return file;
}

/**
 * @param {string} text
 * @param {string} name
 * @param {(begin: number, end: number) => boolean} [isRemoved] what is left out of the tree: nodes by their places
 * @returns {string[]}
 */
export function tree(text, name, isRemoved = () => false) {
  const file = parse(text, name);
  const lines = [];
  const print = (node, depth) => {
    const begin = node.getStart(file);
    // A list of one attribute stands where the attribute does.
    if (isRemoved(begin, node.end) && !ts.isJsxAttributes(node)) return;
    if (ts.isJsxText(node)) {
      const content = jsxText(node.text);
      if (content !== '') lines.push(`${depth} JsxText ${content}`);
      return;
    }
    const place = lines.push('') - 1;
    let own = '';
    let at = begin;
    ts.forEachChild(node, (child) => {
      own += bare(text.slice(at, Math.max(at, child.pos)));
      at = child.end;
      print(child, depth + 1);
    });
    const rest = text.slice(at, node.end);
    own += node.kind <= ts.SyntaxKind.LastToken ? rest : bare(rest);
    lines[place] = `${depth} ${ts.SyntaxKind[node.kind]} ${own}`;
  };
  ts.forEachChild(file, (child) => print(child, 0));
  return lines;
}

/** The lists of a node whose elements may go, and whether commas stand between them. */
function* listsOf(node) {
  if (ts.isSourceFile(node)) {
    if (!ts.isJsonSourceFile(node)) yield { nodes: node.statements, commas: false };
  } else if (ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node)) {
    yield { nodes: node.statements, commas: false };
  } else if (ts.isCaseBlock(node)) {
    yield { nodes: node.clauses, commas: false };
  } else if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) {
    yield { nodes: node.members, commas: false };
  } else if (ts.isEnumDeclaration(node)) {
    yield { nodes: node.members, commas: true };
  } else if (ts.isObjectLiteralExpression(node)) {
    yield { nodes: node.properties, commas: true };
  } else if (ts.isJsxAttributes(node)) {
    yield { nodes: node.properties, commas: false };
  } else if (ts.isArrayLiteralExpression(node) || ts.isTupleTypeNode(node) || ts.isObjectBindingPattern(node)) {
    yield { nodes: node.elements, commas: true };
  } else if (ts.isNamedImports(node) || ts.isNamedExports(node)) {
    yield { nodes: node.elements, commas: true };
  } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    if (node.arguments) yield { nodes: node.arguments, commas: true };
  } else if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) {
    yield { nodes: node.parameters, commas: true };
  }
}

const comma = /^(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/.*)*,/;

/** Where the comma after a node ends, if one follows it. */
function afterComma(text, end) {
  const found = comma.exec(text.slice(end));
  return found ? end + found[0].length : undefined;
}

const blank = /^\s*\n\s*$/;

/** The children of a JSX element that stand on lines of their own: blanks beside others are text. */
function* jsxChildren(node) {
  if (!ts.isJsxElement(node) && !ts.isJsxFragment(node)) return;
  const { children } = node;
  const isBlank = (child) => child !== undefined && ts.isJsxText(child) && blank.test(child.text);
  const alone = children.filter(
    (child, index) => !ts.isJsxText(child) && isBlank(children[index - 1]) && isBlank(children[index + 1]),
  );
  if (alone.length > 0) yield alone;
}

/**
 * @param {string} text
 * @param {string} name
 * @returns {Piece[]}
 */
export function pieces(text, name) {
  const file = parse(text, name);
  /** @type {Piece[]} */
  const found = [];
  const add = (nodes, commas) => {
    let previous;
    nodes.forEach((node, index) => {
      const begin = node.getStart(file);
      if (begin === node.end) return; // a hole of an array
      /** @type {Piece} */
      const piece = { begin, end: node.end, from: begin, to: node.end };
      if (commas && index > 0) piece.before = afterComma(text, nodes[index - 1].end) - 1;
      if (commas && (index < nodes.length - 1 || nodes.hasTrailingComma)) {
        piece.to = afterComma(text, node.end);
      } else {
        piece.from = piece.before ?? begin;
      }
      if (previous) previous.next = piece;
      previous = piece;
      found.push(piece);
    });
  };
  const visit = (node) => {
    for (const { nodes, commas } of listsOf(node)) add(nodes, commas);
    for (const nodes of jsxChildren(node)) add(nodes, false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
